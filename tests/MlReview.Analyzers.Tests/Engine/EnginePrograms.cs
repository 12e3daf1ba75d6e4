namespace MlReview.Analyzers.Tests.Engine;

/// <summary>
/// Programs as people write them: pipelines spread over fields, helper methods, tuples, out parameters, lambdas and files.
/// Both are full of defects, which is what the stability tests live on.
/// </summary>
internal static class EnginePrograms
{
    /// <summary>House prices: one class per concern, in three files.</summary>
    public static (string FileName, string Text)[] HousePrices { get; } =
    [
        ("Program.cs", """
            namespace Prices;

            public static class Program
            {
                public static void Main(string[] args)
                {
                    var training = new Training(args.Length > 0 ? args[0] : "houses.csv");
                    training.Prepare();
                    var (model, rSquared) = training.TrainAndScore();
                    Console.WriteLine($"R2 {rSquared:F3}");
                    Report.Print(training.Context, model, training.Rows);
                    training.Save(model);
                    training.CompareOnFolds();
                }
            }
            """),
        ("Training.cs", """
            namespace Prices;

            public sealed class Training
            {
                private const double TestFraction = 0.2;
                private readonly MLContext _ml = new();
                private readonly string _path;
                private IDataView? _prepared;

                public Training(string path) => _path = path;

                public MLContext Context => _ml;

                public IDataView Rows => _ml.Data.LoadFromTextFile<HouseRow>(_path, separatorChar: ',', hasHeader: true);

                // The scaler sees every row, and the split comes afterwards.
                public void Prepare()
                {
                    var rows = Rows;
                    var scaler = Scaling().Fit(rows);
                    _prepared = scaler.Transform(rows);
                }

                public (ITransformer Model, double RSquared) TrainAndScore()
                {
                    Split(_prepared!, out var train, out var test);
                    var model = Fit(train);
                    return (model, Score(model, test));
                }

                public void Save(ITransformer model)
                {
                    var path = Path.Combine("models", "price.zip");
                    _ml.Model.Save(model, Rows.Schema, path);
                }

                public void CompareOnFolds()
                {
                    var folds = _ml.Regression.CrossValidate(_prepared!, Trainer(), numberOfFolds: 5, labelColumnName: nameof(HouseRow.Price));
                    foreach (var fold in folds.OrderByDescending(fold => fold.Metrics.RSquared))
                        Console.WriteLine(fold.Metrics.RSquared);
                }

                private void Split(IDataView rows, out IDataView train, out IDataView test)
                {
                    var split = _ml.Data.TrainTestSplit(rows, TestFraction);
                    train = split.TrainSet;
                    test = split.TestSet;
                }

                private IEstimator<ITransformer> Scaling()
                {
                    var concatenated = _ml.Transforms.Concatenate("Features", nameof(HouseRow.Size), nameof(HouseRow.Rooms));
                    return concatenated.Append(_ml.Transforms.NormalizeMeanVariance("Features"));
                }

                private IEstimator<ITransformer> Trainer() =>
                    _ml.Regression.Trainers.Sdca(labelColumnName: nameof(HouseRow.Price), featureColumnName: "Features");

                private ITransformer Fit(IDataView rows) => Trainer().Fit(rows);

                private double Score(ITransformer model, IDataView rows)
                {
                    Func<IDataView, IDataView> score = view => model.Transform(view);
                    return _ml.Regression.Evaluate(score(rows), labelColumnName: nameof(HouseRow.Price)).RSquared;
                }
            }
            """),
        ("Data.cs", """
            namespace Prices;

            public sealed class HouseRow
            {
                [LoadColumn(0)] public float Size { get; set; }
                [LoadColumn(1)] public float Rooms { get; set; }
                [LoadColumn(2)] public float Price { get; set; }
            }

            public static class Report
            {
                // Scores the model on rows it was fitted on.
                public static void Print(MLContext ml, ITransformer model, IDataView rows)
                {
                    var metrics = Metrics(ml, model, rows);
                    foreach (var (name, value) in Lines(metrics))
                        Console.WriteLine($"{name}: {value}");
                }

                private static RegressionMetrics Metrics(MLContext ml, ITransformer model, IDataView rows) =>
                    ml.Regression.Evaluate(model.Transform(rows), "Price");

                private static IEnumerable<(string Name, double Value)> Lines(RegressionMetrics metrics)
                {
                    yield return ("MAE", metrics.MeanAbsoluteError);
                    yield return ("RMSE", metrics.RootMeanSquaredError);
                }
            }
            """),
        // Cycles, a field with two writers and a helper with two callers: where an order-dependent summary would show first.
        ("Search.cs", """
            namespace Prices;

            public sealed class Search(MLContext ml)
            {
                private ITransformer? _best;
                private IDataView? _held;

                public void Run(IDataView rows)
                {
                    var all = Learn(rows).Transform(rows);
                    var split = ml.Data.TrainTestSplit(all, 0.3, seed: 5);
                    _held = split.TestSet;
                    _best = Deepen(split.TrainSet, 3);
                    Console.WriteLine(Measure());
                    Restart(rows);
                }

                public void Restart(IDataView rows)
                {
                    var split = ml.Data.TrainTestSplit(rows, 0.3);
                    var scale = Learn(split.TrainSet);
                    _held = scale.Transform(split.TestSet);
                    _best = Deepen(scale.Transform(split.TrainSet), 2);
                    Console.WriteLine(Measure());
                    var everything = ml.Regression.Trainers.LbfgsPoissonRegression("Price").Fit(rows);
                    Console.WriteLine(ml.Regression.Evaluate(everything.Transform(split.TestSet), "Price").RSquared);
                }

                private ITransformer Deepen(IDataView rows, int depth) => depth == 0 ? Train(rows) : Widen(rows, depth - 1);

                private ITransformer Widen(IDataView rows, int depth) => depth == 0 ? Deepen(ml.Data.ShuffleRows(rows), depth) : Widen(rows, depth - 1);

                private ITransformer Learn(IDataView rows) => ml.Transforms.NormalizeBinning("Size").Fit(rows);

                private ITransformer Train(IDataView rows) => ml.Regression.Trainers.Sdca("Price", "Size").Fit(rows);

                private double Measure() => ml.Regression.Evaluate(_best!.Transform(_held!), "Price").RSquared;
            }
            """),
    ];

    /// <summary>Churn: hand-made statistics, oversampling, two trainers compared, an experiment base class with overrides.</summary>
    public static (string FileName, string Text)[] Churn { get; } =
    [
        ("Churn.cs", """
            using System.Globalization;

            public sealed record Customer
            {
                public float Age { get; init; }
                public float Spend { get; init; }
                public string City { get; init; } = "";
                public bool Churned { get; init; }
            }

            public interface ISplitter { (IDataView Train, IDataView Test) Split(MLContext ml, IDataView rows); }

            public sealed class RandomSplitter : ISplitter
            {
                public (IDataView Train, IDataView Test) Split(MLContext ml, IDataView rows)
                {
                    var shuffled = ml.Data.ShuffleRows(rows);
                    return (ml.Data.TakeRows(ml.Data.ShuffleRows(shuffled), 800), ml.Data.SkipRows(ml.Data.ShuffleRows(shuffled), 800));
                }
            }

            public abstract class Experiment
            {
                protected MLContext Ml { get; } = new MLContext(Environment.TickCount);
                protected ISplitter Splitter { get; init; } = new RandomSplitter();

                public void Run(IReadOnlyList<Customer> customers)
                {
                    var view = Ml.Data.LoadFromEnumerable(Oversample(customers));
                    var sides = Ml.Data.TrainTestSplit(view, testFraction: 0.25, seed: 3);
                    ITransformer? best = null;
                    var accuracy = 0.0;
                    foreach (var estimator in Candidates())
                    {
                        var model = estimator.Fit(view);
                        var metrics = Ml.BinaryClassification.Evaluate(model.Transform(sides.TestSet), nameof(Customer.Churned));
                        if (metrics.Accuracy > accuracy)
                            (best, accuracy) = (model, metrics.Accuracy);
                    }

                    if (best is not null)
                        Ml.Model.Save(best, view.Schema, FileName);
                }

                protected virtual string FileName => "churn-model.zip";

                protected abstract IEnumerable<IEstimator<ITransformer>> Candidates();

                private static IEnumerable<Customer> Oversample(IReadOnlyList<Customer> customers)
                {
                    var churned = customers.Where(customer => customer.Churned).ToList();
                    return customers.Concat(churned).Concat(churned);
                }
            }

            public sealed class LogisticExperiment : Experiment
            {
                private readonly Dictionary<string, float> _meanByCity = new();
                private Random? _random;

                public void Learn(IEnumerable<Customer> customers)
                {
                    foreach (var city in customers.GroupBy(customer => customer.City))
                        _meanByCity[city.Key] = city.Average(customer => customer.Churned ? 1f : 0f);
                    _random = new Random();
                }

                public static Customer Parse(string line)
                {
                    string[] parts = line.Split(',');
                    return new Customer { Age = float.Parse(parts[0]), Spend = float.Parse(parts[1], CultureInfo.InvariantCulture), City = parts[2], Churned = parts[3] == "1" };
                }

                protected override IEnumerable<IEstimator<ITransformer>> Candidates()
                {
                    IEstimator<ITransformer> Features(string extra) => Ml.Transforms.Concatenate("Features", nameof(Customer.Age), extra);
                    yield return Features(nameof(Customer.Spend))
                        .Append(Ml.Transforms.NormalizeMinMax("Features"))
                        .Append(Ml.BinaryClassification.Trainers.SdcaLogisticRegression(nameof(Customer.Churned)));
                    yield return Features(nameof(Customer.Spend))
                        .Append(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Customer.Churned)));
                }

                public IDataView Sampled(IDataView rows)
                {
                    if (_random is { } random && random.NextDouble() < 0.5)
                        return rows;
                    var (train, _) = Splitter.Split(Ml, rows);
                    try
                    {
                        return Ml.Data.FilterRowsByColumn(train, nameof(Customer.Age), lowerBound: 18);
                    }
                    catch (ArgumentException) when (_meanByCity.Count == 0)
                    {
                        return train;
                    }
                }
            }
            """),
        ("Start.cs", """
            var customers = File.ReadLines("customers.csv").Select(LogisticExperiment.Parse).ToList();
            var experiment = new LogisticExperiment();
            experiment.Learn(customers);
            experiment.Run(customers);

            var ml = new MLContext();
            IDataView all = ml.Data.LoadFromEnumerable(customers);
            var pipeline = ml.Transforms.Concatenate("Features", nameof(Customer.Age), nameof(Customer.Spend))
                .Append(ml.Transforms.NormalizeBinning("Features"));
            var ready = pipeline.Fit(all).Transform(all);
            var split = ml.Data.TrainTestSplit(ready);
            var trained = Train(split.TrainSet);
            Console.WriteLine(ml.BinaryClassification.Evaluate(trained.Transform(split.TestSet), "Churned").AreaUnderRocCurve);

            ITransformer Train(IDataView rows) => ml.BinaryClassification.Trainers.SdcaLogisticRegression("Churned").Fit(rows);
            """),
    ];
}
