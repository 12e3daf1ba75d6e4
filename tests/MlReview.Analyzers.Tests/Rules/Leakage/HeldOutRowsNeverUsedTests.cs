using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR114: a split is made and its test side is never read, while the model is saved or used.</summary>
public sealed class HeldOutRowsNeverUsedTests
{
    private const string Rule = "MLR114";

    private const string Idle = """
        var split = [|ml.Data.TrainTestSplit(houses, testFraction: 0.2)|];
        var model = learner.Fit(split.TrainSet);
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task Test_side_that_is_evaluated_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A07_Honest_evaluation_and_then_a_model_on_all_rows_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(split.TrainSet).Transform(split.TestSet)).F1Score);
        ml.Model.Save(learner.Fit(houses), houses.Schema, "houses-1.0.zip");
        """));

    [Theory]
    [InlineData("foreach (var row in model.Transform(split.TestSet).GetColumn<float>(\"Score\")) Console.WriteLine(row);")]
    [InlineData("using (var file = File.Create(\"test.csv\")) ml.Data.SaveAsText(split.TestSet, file);")]
    [InlineData("Console.WriteLine(split.TestSet.Preview().RowView.Length);")]
    [InlineData("AppDomain.CurrentDomain.SetData(\"test\", split.TestSet);")]
    [InlineData("AppDomain.CurrentDomain.SetData(\"split\", split);")]
    [InlineData("var parts = new List<IDataView> { split.TrainSet, split.TestSet }; Console.WriteLine(parts.Count);")]
    public Task Test_side_that_is_read_or_passed_on_is_silent(string use) => Verify.SilentAsync(Rule, InMain($"""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        {use}
        """));

    [Fact]
    public Task Test_side_that_is_returned_is_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static (ITransformer Model, IDataView Test) Run(MLContext ml, IDataView houses)
            {
                var split = ml.Data.TrainTestSplit(houses);
                var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
                return (model, split.TestSet);
            }
        }
        """);

    [Fact]
    public Task Split_that_is_returned_as_a_whole_is_silent() => Verify.SilentAsync(Rule, """
        public static class Loading
        {
            public static DataOperationsCatalog.TrainTestData Load(MLContext ml)
            {
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv", ','));
                var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                ml.Model.Save(model, split.TrainSet.Schema, "houses-1.0.zip");
                return split;
            }
        }
        """);

    [Fact]
    public Task Test_side_stored_in_a_field_for_another_member_is_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private IDataView? _test;

            public ITransformer Train()
            {
                var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>("houses.csv", ','));
                _test = split.TestSet;
                var model = _ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                _ml.Model.Save(model, split.TrainSet.Schema, "houses-1.0.zip");
                return model;
            }

            public double Score(ITransformer model) => _ml.BinaryClassification.Evaluate(model.Transform(_test!)).F1Score;
        }
        """);

    [Fact]
    public Task Model_that_is_neither_saved_nor_used_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        """));

    [Fact]
    public Task Split_without_any_training_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Console.WriteLine(split.TrainSet.Preview().RowView.Length);
        """));

    [Fact]
    public Task G11_Split_given_to_AutoML_as_a_whole_is_silent() => Verify.SilentAsync(Rule, """
        using Microsoft.ML.AutoML;
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv", ','));
                var experiment = ml.Auto().CreateExperiment().SetDataset(split).SetBinaryClassificationMetric(BinaryClassificationMetric.F1Score, "Label").SetTrainingTimeInSeconds(60);
                ml.Model.Save(experiment.Run().Model, split.TrainSet.Schema, "houses-1.0.zip");
            }
        }
        """);

    [Fact]
    public Task Validation_argument_reads_the_test_side() => Verify.SilentAsync(Rule, InMain("""
        var prepared = ml.Transforms.Concatenate("Features", "Size", "Rooms").Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(prepared, testFraction: 0.2);
        var model = ml.BinaryClassification.Trainers.FastTree().Fit(split.TrainSet, split.TestSet);
        ml.Model.Save(model, prepared.Schema, "houses-1.0.zip");
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task M08_Dynamic_split_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        dynamic split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        ITransformer model = learner.Fit((IDataView)split.TrainSet);
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public Task Swapped_sides_are_still_two_sides_and_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.8);
        var model = learner.Fit(split.TestSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TrainSet)).F1Score);
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """));

    // ---- Defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task Saved_while_the_test_side_lies_idle_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, Idle));

    [Fact]
    public Task Prediction_engine_while_the_test_side_lies_idle_is_found() => Verify.RuleAsync(Rule, InMain("""
        var split = [|ml.Data.TrainTestSplit(houses, testFraction: 0.2)|];
        var model = learner.Fit(split.TrainSet);
        using var engine = ml.Model.CreatePredictionEngine<House, HousePrediction>(model);
        Console.WriteLine(engine.Predict(new House { Size = 80 }).Label);
        """));

    [Fact]
    public Task Fitted_on_all_rows_after_a_split_nobody_tests_is_found() => Verify.RuleAsync(Rule, InMain("""
        var split = [|ml.Data.TrainTestSplit(houses, testFraction: 0.2)|];
        Console.WriteLine(split.TrainSet.Schema.Count);
        var model = learner.Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public Task Test_side_in_a_local_that_nobody_reads_is_found() => Verify.RuleAsync(Rule, InMain("""
        var split = [|ml.Data.TrainTestSplit(houses, testFraction: 0.2)|];
        var (train, test) = (split.TrainSet, split.TestSet);
        ml.Model.Save(learner.Fit(train), houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public Task Only_the_train_side_is_taken_from_the_call() => Verify.RuleAsync(Rule, InMain("""
        var train = [|ml.Data.TrainTestSplit(houses, testFraction: 0.2)|].TrainSet;
        ml.Model.Save(learner.Fit(train), houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public async Task The_message_names_the_split_and_the_model()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var halves = [|ml.Data.TrainTestSplit(houses, testFraction: 0.5)|];
            var champion = learner.Fit(halves.TrainSet);
            ml.Model.Save(champion, houses.Schema, "houses-1.0.zip");
            """));
        found.Is(Warning, "Major");
        found.Names("halves", "champion");
    }

    [Fact]
    public Task Twin_trained_on_the_test_side_and_saved_is_found_at_the_fit() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = [|learner.Fit(split.TestSet)|];
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """));

    // ---- Members, classes and files ----

    [Fact]
    public Task Tuple_from_a_helper_whose_test_part_nobody_takes_is_found() => Verify.RuleAsync(Rule, InMain("""
        var (train, _) = Halve(ml, houses);
        ml.Model.Save(learner.Fit(train), houses.Schema, "houses-1.0.zip");
        """, """
        private static (IDataView, IDataView) Halve(MLContext ml, IDataView rows)
        {
            var split = [|ml.Data.TrainTestSplit(rows, testFraction: 0.2)|];
            return (split.TrainSet, split.TestSet);
        }
        """));

    [Fact]
    public Task Split_in_a_field_whose_test_side_nobody_reads_is_found() => Verify.RuleAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly DataOperationsCatalog.TrainTestData _split;

            public Trainer() => _split = [|_ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>("houses.csv", ','))|];

            public void Run()
            {
                var model = _ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(_split.TrainSet);
                _ml.Model.Save(model, _split.TrainSet.Schema, "houses-1.0.zip");
            }
        }
        """);

    [Fact]
    public async Task Model_saved_in_another_file_is_followed()
    {
        var test = new RuleTest(Rule)
        {
            Sources =
            {
                ("Program.cs", """
                    var ml = new MLContext(seed: 1);
                    var everyHouse = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                    Func<IDataView, IDataView> training = rows =>
                    {
                        var halves = [|ml.Data.TrainTestSplit(rows, testFraction: 0.5)|];
                        return halves.TrainSet;
                    };
                    await Training.RunAsync(ml, training(everyHouse));
                    """),
                ("Training.cs", """
                    public static class Training
                    {
                        public static async Task RunAsync(MLContext ml, IDataView rows)
                        {
                            var champion = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(rows);
                            await Task.Run(() => ml.Model.Save(champion, rows.Schema, "houses-1.0.zip"));
                        }
                    }
                    """),
            },
        };
        Assert.Single(await test.RunAsync()).Names("halves", "Training.cs:");
    }

    // ---- Precedence ----

    [Fact]
    public Task Idle_test_side_of_a_model_without_evaluation_is_one_finding() => new RuleTest(Rule, "MLR403", "MLR102", "MLR103")
    {
        Sources = { ("Program.cs", InMain(Idle)) },
    }.RunAsync();

    [Fact]
    public Task An_unrelated_missing_package_does_not_hide_the_idle_side() => Verify.RuleAsync(Rule, HalfBound(Idle));
}
