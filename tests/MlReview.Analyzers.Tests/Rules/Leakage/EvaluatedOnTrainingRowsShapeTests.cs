using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR103 where training and evaluation stand in different members, classes and files.</summary>
public sealed class EvaluatedOnTrainingRowsShapeTests
{
    private const string Rule = "MLR103";

    private const string Helpers = """
        private static ITransformer Train(MLContext ml, IDataView trainingDataView) => ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(trainingDataView);

        private static void Report(MLContext ml, ITransformer model, IDataView testDataView) =>
            Console.WriteLine(EVALUATE.F1Score);
        """;

    private static readonly string Silent = Helpers.Replace("EVALUATE", "ml.BinaryClassification.Evaluate(model.Transform(testDataView))");
    private static readonly string Found = Helpers.Replace("EVALUATE", "[|ml.BinaryClassification.Evaluate(model.Transform(testDataView))|]");

    // ---- Look-alikes that must stay silent ----

    [Fact]
    public Task Helpers_given_the_two_sides_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = Train(ml, split.TrainSet);
        Report(ml, model, split.TestSet);
        """, Silent));

    [Fact]
    public Task Report_called_for_both_sides_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = Train(ml, split.TrainSet);
        Report(ml, model, split.TrainSet);
        Report(ml, model, split.TestSet);
        """, Silent));

    [Fact]
    public Task Report_called_in_a_loop_over_both_sides_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = Train(ml, split.TrainSet);
        foreach (var side in new[] { split.TrainSet, split.TestSet }) Report(ml, model, side);
        """, Silent));

    [Fact]
    public Task Training_member_that_also_prints_the_train_metric_is_excused_by_its_caller() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = TrainAndShow(ml, split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """, """
        private static ITransformer TrainAndShow(MLContext ml, IDataView rows)
        {
            var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(rows);
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(rows)).F1Score);
            return model;
        }
        """));

    [Fact]
    public Task Fields_train_and_test_are_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _train, _test;
            private ITransformer? _model;

            public Trainer()
            {
                _train = _ml.Data.LoadFromTextFile<House>("train.csv", ',');
                _test = _ml.Data.LoadFromTextFile<House>("test.csv", ',');
            }

            public void Train() => _model = _ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(_train);

            public void Report() => Console.WriteLine(_ml.BinaryClassification.Evaluate(_model!.Transform(_test)).F1Score);
        }
        """);

    [Fact]
    public Task Field_with_a_second_write_of_other_rows_is_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private IDataView _rows;

            public Trainer() => _rows = _ml.Data.LoadFromTextFile<House>("train.csv", ',');

            public void UseTestRows() => _rows = _ml.Data.LoadFromTextFile<House>("test.csv", ',');

            public ITransformer Train() => _ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(_rows);

            public void Run()
            {
                var model = Train();
                UseTestRows();
                Console.WriteLine(_ml.BinaryClassification.Evaluate(model.Transform(_rows)).F1Score);
            }
        }
        """);

    [Fact]
    public Task Pipeline_and_evaluation_stored_as_lambdas_in_options_are_silent() => Verify.SilentAsync(Rule, """
        public sealed class TrainingOptions
        {
            public Func<MLContext, IDataView, ITransformer>? Train { get; set; }
            public Func<MLContext, ITransformer, IDataView, double>? Evaluate { get; set; }
        }
        public static class Registration
        {
            public static void Configure(TrainingOptions options)
            {
                options.Train = (ml, rows) => ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(rows);
                options.Evaluate = (ml, model, rows) => ml.BinaryClassification.Evaluate(model.Transform(rows)).F1Score;
            }

            public static double Run(TrainingOptions options, MLContext ml, IDataView train, IDataView test) => options.Evaluate!(ml, options.Train!(ml, train), test);
        }
        """);

    // ---- Defects ----

    [Fact]
    public Task Helper_whose_parameter_is_called_testDataView_gets_the_training_rows() => Verify.RuleAsync(Rule, InMain("""
        var (training, test) = LoadData(ml);
        var model = Train(ml, training);
        Report(ml, model, training);
        Console.WriteLine(test.Schema.Count);
        """, Found + """

        private static (IDataView training, IDataView test) LoadData(MLContext ml) =>
            (ml.Data.LoadFromTextFile<House>("train.csv", ','), ml.Data.LoadFromTextFile<House>("test.csv", ','));
        """));

    [Fact]
    public Task Model_and_rows_in_fields_are_followed() => Verify.RuleAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _rows;
            private ITransformer? _model;

            public Trainer() => _rows = _ml.Data.LoadFromTextFile<House>("houses.csv", ',');

            private void Train() => _model = _ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(_rows);

            public void Run()
            {
                Train();
                Console.WriteLine([|_ml.BinaryClassification.Evaluate(_model!.Transform(_rows))|].F1Score);
            }
        }
        """);

    [Fact]
    public Task Base_class_keeps_the_model_that_the_derived_class_fits() => Verify.RuleAsync(Rule, """
        public abstract class TrainerBase<TParameters> where TParameters : class
        {
            protected readonly MLContext Ml = new(seed: 1);
            private ITransformer? _model;

            protected abstract ITrainerEstimator<BinaryPredictionTransformer<TParameters>, TParameters> Trainer();

            public void Fit(string path)
            {
                var rows = Ml.Data.LoadFromTextFile<House>(path, ',');
                _model = Ml.Transforms.Concatenate("Features", "Size").Append(Trainer()).Fit(rows);
                Console.WriteLine([|Ml.BinaryClassification.EvaluateNonCalibrated(_model.Transform(rows))|].Accuracy);
            }
        }
        public sealed class SvmTrainer : TrainerBase<LinearBinaryModelParameters>
        {
            protected override ITrainerEstimator<BinaryPredictionTransformer<LinearBinaryModelParameters>, LinearBinaryModelParameters> Trainer() => Ml.BinaryClassification.Trainers.LinearSvm();
        }
        public static class Program
        {
            public static void Main() => new SvmTrainer().Fit("houses.csv");
        }
        """);

    [Fact]
    public Task Lambda_that_trains_and_lambda_that_scores_are_followed() => Verify.RuleAsync(Rule, InMain("""
        Func<IDataView, ITransformer> train = rows => learner.Fit(rows);
        Func<ITransformer, IDataView, double> score = (model, rows) => [|ml.BinaryClassification.Evaluate(model.Transform(rows))|].F1Score;
        Console.WriteLine(score(train(houses), houses));
        """));

    [Fact]
    public Task Awaited_training_is_followed() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static async Task Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                var model = await TrainAsync(ml, houses);
                var metrics = [|ml.BinaryClassification.Evaluate(model.Transform(houses))|];
                await Console.Out.WriteLineAsync(metrics.F1Score.ToString());
            }

            private static Task<ITransformer> TrainAsync(MLContext ml, IDataView rows) => Task.Run<ITransformer>(() =>
                ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(rows));
        }
        """);

    [Fact]
    public Task Chain_without_a_variable_is_found() => Verify.RuleAsync(Rule, InMain("""
        Console.WriteLine([|ml.BinaryClassification.Evaluate(learner.Fit(houses).Transform(houses))|].F1Score);
        """));

    [Fact]
    public Task Out_parameter_that_returns_the_same_rows_twice_is_found() => Verify.RuleAsync(Rule, InMain("""
        Load(ml, out var train, out var test);
        var model = learner.Fit(train);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(test))|].F1Score);
        """, """
        private static void Load(MLContext ml, out IDataView train, out IDataView test)
        {
            train = ml.Data.LoadFromTextFile<House>("prices.csv", ',');
            test = train;
        }
        """));

    [Fact]
    public Task Caller_in_reach_that_adds_no_held_out_evaluation_leaves_the_warning() => Verify.RuleAsync(Rule, InMain("""
        var model = TrainAndShow(ml, houses);
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """, """
        private static ITransformer TrainAndShow(MLContext ml, IDataView rows)
        {
            var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(rows);
            Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(rows))|].F1Score);
            return model;
        }
        """));

    [Fact]
    public async Task Three_files_are_followed_and_the_message_says_where_the_fit_is()
    {
        var test = new RuleTest(Rule)
        {
            Sources =
            {
                ("Program.cs", """
                    var ml = new MLContext(seed: 1);
                    var everyHouse = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                    var champion = Training.Run(ml, everyHouse);
                    Scoring.Report(ml, champion, everyHouse);
                    """),
                ("Training.cs", """
                    public static class Training
                    {
                        public static ITransformer Run(MLContext ml, IDataView taught) =>
                            ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(taught);
                    }
                    """),
                ("Scoring.cs", """
                    public static class Scoring
                    {
                        public static void Report(MLContext ml, ITransformer scored, IDataView held) =>
                            Console.WriteLine([|ml.BinaryClassification.Evaluate(scored.Transform(held))|].F1Score);
                    }
                    """),
            },
        };
        var found = Assert.Single(await test.RunAsync());
        found.Is(Warning, "Critical");
        found.Names("held", "Training.cs:4");
    }
}
