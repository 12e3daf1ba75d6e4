using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Artifacts;

/// <summary>
/// MLR403, a hint: a model is trained and saved, and nothing in reach evaluates it, or it is saved before anybody knows how good it is.
/// The finding stands at the save. Where a held-out side exists and is never read, MLR114 names the cause and this rule is silent.
/// </summary>
public sealed class SavedWithoutEvaluationTests
{
    private const string Rule = "MLR403";

    private const string TwoFiles = """
        var ml = new MLContext(seed: 1);
        var train = ml.Data.LoadFromTextFile<House>("train.csv", separatorChar: ',');
        var test = ml.Data.LoadFromTextFile<House>("test.csv", separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Price"));

        """;

    // ---- Look-alikes that are right ----

    [Fact]
    public Task Silent_when_the_model_is_evaluated_before_it_is_saved() => Verify.SilentAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        var metrics = ml.Regression.Evaluate(model.Transform(test), labelColumnName: "Price");
        Console.WriteLine(metrics.RSquared);
        ml.Model.Save(model, train.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_evaluation_gates_the_save() => Verify.SilentAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        if (ml.Regression.Evaluate(model.Transform(test), "Price").RSquared > 0.8)
        {
            ml.Model.Save(model, train.Schema, "price-1.4.0.zip");
        }
        """);

    [Fact]
    public Task Silent_when_cross_validation_judges_the_pipeline_and_all_rows_train_it() => Verify.SilentAsync(Rule, TwoFiles + """
        var folds = ml.Regression.CrossValidate(train, pipeline, numberOfFolds: 5, labelColumnName: "Price");
        Console.WriteLine(folds.Average(fold => fold.Metrics.RSquared));
        var model = pipeline.Fit(train);
        ml.Model.Save(model, train.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task A07_Silent_when_the_pipeline_is_evaluated_on_a_split_and_shipped_on_all_rows() => Verify.SilentAsync(Rule, TwoFiles + """
        var split = ml.Data.TrainTestSplit(train, testFraction: 0.2);
        var judged = pipeline.Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(judged.Transform(split.TestSet), "Price").RSquared);
        var final = pipeline.Fit(train);
        ml.Model.Save(final, train.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_model_of_a_fold_is_saved() => Verify.SilentAsync(Rule, TwoFiles + """
        var best = ml.Regression.CrossValidate(train, pipeline, labelColumnName: "Price").OrderByDescending(fold => fold.Metrics.RSquared).First();
        ml.Model.Save(best.Model, train.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_scored_rows_are_judged_by_hand() => Verify.SilentAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        var scored = ml.Data.CreateEnumerable<HousePrediction>(model.Transform(test), reuseRowObject: false);
        var truth = ml.Data.CreateEnumerable<House>(test, reuseRowObject: false);
        var error = scored.Zip(truth, (guess, fact) => Math.Abs(guess.Price - fact.Price)).Average();
        Console.WriteLine($"mean error {error}");
        ml.Model.Save(model, train.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_model_is_evaluated_on_its_own_rows_because_MLR103_says_so() => new RuleTest(Rule, "MLR103")
    {
        Sources =
        {
            ("Program.cs", TwoFiles + """
                var model = pipeline.Fit(train);
                Console.WriteLine({|MLR103:ml.Regression.Evaluate(model.Transform(train), "Price")|}.RSquared);
                ml.Model.Save(model, train.Schema, "price-1.4.0.zip");
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Silent_when_the_held_out_side_is_never_read_because_MLR114_says_so() => new RuleTest(Rule, "MLR114")
    {
        Sources =
        {
            ("Program.cs", TwoFiles + """
                var split = {|MLR114:ml.Data.TrainTestSplit(train, testFraction: 0.2)|};
                var model = pipeline.Fit(split.TrainSet);
                ml.Model.Save(model, train.Schema, "price-1.4.0.zip");
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Silent_when_automl_judged_the_model() => Verify.SilentAsync(Rule, """
        using Microsoft.ML.AutoML;

        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var result = ml.Auto().CreateRegressionExperiment(60).Execute(houses, labelColumnName: "Price");
        Console.WriteLine(result.BestRun.ValidationMetrics.RSquared);
        ml.Model.Save(result.BestRun.Model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_a_clustering_is_evaluated_on_the_clustered_rows() => Verify.SilentAsync(Rule, TwoFiles + """
        var model = ml.Clustering.Trainers.KMeans("Size").Fit(train);
        Console.WriteLine(ml.Clustering.Evaluate(model.Transform(train)).AverageDistance);
        ml.Model.Save(model, train.Schema, "clusters-1.4.0.zip");
        """);

    // ---- Look-alikes that are right: nothing was trained that could be evaluated ----

    [Theory]
    [InlineData("ml.Transforms.NormalizeMinMax(\"Size\")")]
    [InlineData("ml.Transforms.Concatenate(\"Features\", \"Size\", \"Rooms\")")]
    [InlineData("ml.Transforms.Text.FeaturizeText(\"Features\", \"City\")")]
    [InlineData("ml.Transforms.ApplyOnnxModel(\"detector.onnx\")")]
    [InlineData("ml.Transforms.DetectIidSpike(\"Spikes\", \"Price\", 95d, 30)")]
    [InlineData("ml.Transforms.DetectSpikeBySsa(\"Spikes\", \"Price\", 95d, 30, 90, 7)")]
    public Task Silent_when_a_preparation_or_a_detector_is_saved(string estimator) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromEnumerable(new List<House>());
        var transformer = {{estimator}}.Fit(rows);
        ml.Model.Save(transformer, rows.Schema, "preparation-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_a_loaded_model_is_saved_again() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var model = ml.Model.Load("price-1.3.0.zip", out var schema);
        ml.Model.Save(model, schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_trained_model_is_not_saved() => Verify.SilentAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        var engine = ml.Model.CreatePredictionEngine<House, HousePrediction>(model);
        Console.WriteLine(engine.Predict(new House { Size = 80 }).Price);
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public void Save(ITransformer model, IDataView rows) => _ml.Model.Save(model, rows.Schema, \"price-1.4.0.zip\");")]
    [InlineData("public interface IJudge { void Judge(ITransformer model); } public void Run(IJudge judge, IDataView rows) { var model = _ml.Clustering.Trainers.KMeans(\"Size\").Fit(rows); judge.Judge(model); _ml.Model.Save(model, rows.Schema, \"c-1.4.0.zip\"); }")]
    [InlineData("public void Run(IDataView rows, Action<IDataView> report) { var model = _ml.Clustering.Trainers.KMeans(\"Size\").Fit(rows); report(model.Transform(rows)); _ml.Model.Save(model, rows.Schema, \"c-1.4.0.zip\"); }")]
    [InlineData("public void Run(IEstimator<ITransformer> anything, IDataView rows) => _ml.Model.Save(anything.Fit(rows), rows.Schema, \"c-1.4.0.zip\");")]
    [InlineData("public void Run(dynamic trainer, IDataView rows) => _ml.Model.Save((ITransformer)trainer.Fit(rows), rows.Schema, \"c-1.4.0.zip\");")]
    [InlineData("public ITransformer? Model { get; set; } public void Run(IDataView rows) { Model = _ml.Clustering.Trainers.KMeans(\"Size\").Fit(rows); Save(rows); } public void Save(IDataView rows) => _ml.Model.Save(Model, rows.Schema, \"c-1.4.0.zip\");")]
    public Task Silent_when_somebody_out_of_reach_may_evaluate(string members) => Verify.SilentAsync(Rule, $$"""
        public class T
        {
            private readonly MLContext _ml = new(seed: 1);
            {{members}}
        }
        """);

    [Fact]
    public Task Silent_when_another_public_method_evaluates_the_model_in_the_field() => Verify.SilentAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private ITransformer? _model;

            public void Train(IDataView rows) => _model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);
            public double Evaluate(IDataView rows) => _ml.Regression.Evaluate(_model!.Transform(rows), "Price").RSquared;
            public void Save(DataViewSchema schema) => _ml.Model.Save(_model, schema, "price-1.4.0.zip");
        }
        """);

    [Fact]
    public Task Silent_when_a_type_that_is_not_restored_gets_the_model() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", TwoFiles + """
                var model = pipeline.Fit(train);
                Acme.Evaluation.Report(model, test);
                ml.Model.Save(model, train.Schema, "price-1.4.0.zip");
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Silent_when_the_saved_model_is_loaded_again_and_evaluated() => Verify.SilentAsync(Rule, TwoFiles + """
        ml.Model.Save(pipeline.Fit(train), train.Schema, "price-1.4.0.zip");
        var model = ml.Model.Load("price-1.4.0.zip", out _);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        """);

    [Fact]
    public Task Silent_when_each_round_saves_the_model_that_the_last_one_evaluated() => Verify.SilentAsync(Rule, TwoFiles + """
        ITransformer? model = null;
        for (var round = 0; round < 3; round++)
        {
            if (model is not null)
            {
                ml.Model.Save(model, train.Schema, $"price-1.4.{round}.zip");
            }

            model = pipeline.Fit(train);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        }
        """);

    // ---- Defects ----

    [Fact]
    public Task Nothing_evaluates_the_saved_model() => Verify.RuleAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        [|ml.Model.Save(model, train.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public Task J19_The_model_is_saved_before_it_is_evaluated() => Verify.RuleAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        [|ml.Model.Save(model, train.Schema, "price-1.4.0.zip")|];
        var metrics = ml.Regression.Evaluate(model.Transform(test), labelColumnName: "Price");
        Console.WriteLine(metrics.RSquared);
        """);

    [Fact]
    public Task Another_model_is_the_one_that_is_evaluated() => Verify.RuleAsync(Rule, TwoFiles + """
        var baseline = ml.Regression.Trainers.LbfgsPoissonRegression("Price", "Size").Fit(train);
        Console.WriteLine(ml.Regression.Evaluate(baseline.Transform(test), "Price").RSquared);
        var model = pipeline.Fit(train);
        [|ml.Model.Save(model, train.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public Task A_single_prediction_is_no_evaluation() => Verify.RuleAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        var engine = ml.Model.CreatePredictionEngine<House, HousePrediction>(model);
        Console.WriteLine(engine.Predict(new House { Size = 80 }).Price);
        [|ml.Model.Save(model, train.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public Task Saved_to_a_stream() => Verify.RuleAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        using var file = File.Create("price-1.4.0.zip");
        [|ml.Model.Save(model, train.Schema, file)|];
        """);

    [Fact]
    public Task Saved_twice_is_one_finding() => Verify.RuleAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        [|ml.Model.Save(model, train.Schema, "price-1.4.0.zip")|];
        using var file = File.Create("price-1.4.0.onnx");
        ml.Model.ConvertToOnnx(model, train, file);
        """);

    // ---- The same defects in the shapes of real code ----

    [Fact]
    public Task J19_In_helper_methods() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            private static readonly MLContext Ml = new(seed: 1);

            public static void Main()
            {
                var train = Ml.Data.LoadFromTextFile<House>("train.csv");
                var test = Ml.Data.LoadFromTextFile<House>("test.csv");
                var model = Train(train);
                SaveModel(model, train.Schema);
                Evaluate(model, test);
            }

            private static ITransformer Train(IDataView rows) => Ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);

            private static void SaveModel(ITransformer model, DataViewSchema schema) =>
                [|Ml.Model.Save(model, schema, "price-1.4.0.zip")|];

            private static void Evaluate(ITransformer model, IDataView rows) =>
                Console.WriteLine(Ml.Regression.Evaluate(model.Transform(rows), "Price").RSquared);
        }
        """);

    [Fact]
    public Task J19_In_async_code_and_a_tuple() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public async Task<double> RunAsync(IDataView train, IDataView test)
            {
                var (model, schema) = await Task.FromResult((_ml.Regression.Trainers.FastTree("Price", "Size").Fit(train), train.Schema));
                await using var file = File.Create("price-1.4.0.zip");
                [|_ml.Model.Save(model, schema, file)|];
                return _ml.Regression.Evaluate(model.Transform(test), "Price").RSquared;
            }
        }
        """);

    [Fact]
    public Task J19_In_a_loop_with_a_local_function() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var test = ml.Data.LoadFromTextFile<House>("test.csv");
        foreach (var city in new[] { "Bonn", "Graz" })
        {
            var rows = ml.Data.LoadFromTextFile<House>($"{city}.csv");
            var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);
            [|ml.Model.Save(model, rows.Schema, $"{city}-1.4.0.zip")|];
            Report(model);
        }

        void Report(ITransformer model) => Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        """);

    [Fact]
    public Task Silent_when_helper_methods_evaluate_first() => Verify.SilentAsync(Rule, """
        public static class Program
        {
            private static readonly MLContext Ml = new(seed: 1);

            public static void Main()
            {
                var train = Ml.Data.LoadFromTextFile<House>("train.csv");
                var model = Train(train);
                Evaluate(model, Ml.Data.LoadFromTextFile<House>("test.csv"));
                SaveModel(model, train.Schema);
            }

            private static ITransformer Train(IDataView rows) => Ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);

            private static void SaveModel(ITransformer model, DataViewSchema schema) => Ml.Model.Save(model, schema, "price-1.4.0.zip");

            private static void Evaluate(ITransformer model, IDataView rows) =>
                Console.WriteLine(Ml.Regression.Evaluate(model.Transform(rows), "Price").RSquared);
        }
        """);

    [Fact]
    public Task In_the_fields_of_a_class() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _rows;
            private readonly ITransformer _model;

            public Trainer()
            {
                _rows = _ml.Data.LoadFromTextFile<House>("train.csv");
                _model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(_rows);
            }

            public void Save() => [|_ml.Model.Save(_model, _rows.Schema, "price-1.4.0.zip")|];
        }
        """);

    [Fact]
    public Task In_local_functions_and_lambdas() => Verify.RuleAsync(Rule, TwoFiles + """
        Func<ITransformer> fit = () => pipeline.Fit(train);
        Save(fit());

        void Save(ITransformer model) => [|ml.Model.Save(model, train.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public Task Through_a_tuple_in_async_code() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public async Task RunAsync()
            {
                var (model, schema) = await TrainAsync();
                [|_ml.Model.Save(model, schema, "price-1.4.0.zip")|];
            }

            private async Task<(ITransformer Model, DataViewSchema Schema)> TrainAsync()
            {
                var lines = await File.ReadAllLinesAsync("train.csv");
                var rows = _ml.Data.LoadFromEnumerable(lines.Select(line => new House { Size = line.Length }).ToList());
                return (_ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows), rows.Schema);
            }
        }
        """);

    [Fact]
    public Task In_a_loop_over_cities() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        foreach (var city in new[] { "Bonn", "Graz" })
        {
            var rows = ml.Data.LoadFromTextFile<House>($"{city}.csv");
            var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);
            [|ml.Model.Save(model, rows.Schema, $"{city}-1.4.0.zip")|];
        }
        """);

    [Fact]
    public Task When_the_branch_that_evaluates_does_not_save() => Verify.RuleAsync(Rule, TwoFiles + """
        var model = pipeline.Fit(train);
        if (args.Contains("--evaluate"))
        {
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        }
        else
        {
            [|ml.Model.Save(model, train.Schema, "price-1.4.0.zip")|];
        }
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", "using Serilog;\n\n" + TwoFiles + """
                var model = pipeline.Fit(train);
                Log.Information("saving");
                [|ml.Model.Save(model, train.Schema, "price-1.4.0.zip")|];
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_model_and_where_it_was_trained()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, TwoFiles + """
            var priceModel = pipeline.Fit(train);
            [|ml.Model.Save(priceModel, train.Schema, "price-1.4.0.zip")|];
            """));

        Assert.Contains("priceModel", finding.Text());
        Assert.Contains("pipeline.Fit(train)", finding.Path());
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }

    [Fact]
    public async Task J19_Names_the_evaluation_that_comes_too_late()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, TwoFiles + """
            var priceModel = pipeline.Fit(train);
            [|ml.Model.Save(priceModel, train.Schema, "price-1.4.0.zip")|];
            var lateMetrics = ml.Regression.Evaluate(priceModel.Transform(test), "Price");
            Console.WriteLine(lateMetrics.RSquared);
            """));

        Assert.Contains("priceModel", finding.Text());
        Assert.Contains(finding.Path(), step => step.StartsWith("ml.Regression.Evaluate(", StringComparison.Ordinal));
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
    }

    // ---- Models in fields ----

    private const string InField = """
        public sealed class Pricing
        {
            private readonly MLContext _ml = new(seed: 1);
            private ITransformer? _model;
            private DataViewSchema? _schema;

            public void Train(string path)
            {
                var rows = _ml.Data.LoadFromTextFile<House>(path, ',');
                _schema = rows.Schema;
                _model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);
            }

            SAVE

            MORE
        }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("public void Load() => _model = _ml.Model.Load(\"price-1.4.0.zip\", out _schema);")]
    [InlineData("public bool IsTrained => _model is not null;")]
    [InlineData("public float Predict(House house) => _ml.Model.CreatePredictionEngine<House, HousePrediction>(_model!).Predict(house).Price;")]
    public Task Model_in_a_field_saved_by_another_method(string more) => Verify.RuleAsync(Rule, InField
        .Replace("SAVE", "public void Save() => [|_ml.Model.Save(_model, _schema, \"price-1.4.0.zip\")|];").Replace("MORE", more));

    [Theory]
    [InlineData("public double Judge(IDataView test) => _ml.Regression.Evaluate(_model!.Transform(test), \"Price\").RSquared;")]
    [InlineData("public ITransformer Model => _model!;")]
    [InlineData("public IDataView Score(IDataView rows) => _model!.Transform(rows);")]
    [InlineData("public void Use(ITransformer model) => _model = model;")]
    [InlineData("public void Show(Action<ITransformer> show) => show(_model!);")]
    public Task Silent_when_the_model_in_the_field_may_be_judged(string more) => Verify.SilentAsync(Rule, InField
        .Replace("SAVE", "public void Save() => _ml.Model.Save(_model, _schema, \"price-1.4.0.zip\");").Replace("MORE", more));

    [Theory]
    [InlineData("public double Judge(IDataView test) => _ml.Regression.Evaluate(_model!.Transform(test), \"Price\").RSquared;")]
    [InlineData("public ITransformer Model => _model!;")]
    [InlineData("public void Show(Action<ITransformer> show) => show(_model!);")]
    [InlineData("public void Replace(ITransformer model) => _model = model;")]
    public Task Silent_when_a_model_that_is_also_loaded_may_be_judged(string more) => Verify.SilentAsync(Rule, InField
        .Replace("SAVE", "public void Save() => _ml.Model.Save(_model, _schema, \"price-1.4.0.zip\");")
        .Replace("MORE", "public void Load() => _model = _ml.Model.Load(\"price-1.4.0.zip\", out _schema);\n" + more));
}
