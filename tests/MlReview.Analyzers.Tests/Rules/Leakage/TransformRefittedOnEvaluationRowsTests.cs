using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR106: a learned transform is fitted a second time, on the evaluation side, and applied to it.</summary>
public sealed class TransformRefittedOnEvaluationRowsTests
{
    private const string Rule = "MLR106";

    private const string Refitted = """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var train = scale.Fit(split.TrainSet).Transform(split.TrainSet);
        var test = [|scale.Fit(split.TestSet)|].Transform(split.TestSet);
        var model = learner.Fit(train);
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(test));
        Console.WriteLine(metrics.AreaUnderRocCurve);
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task A24_Fitted_twice_but_both_times_on_train_rows_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var train = scale.Fit(split.TrainSet).Transform(split.TrainSet);
        var test = scale.Fit(split.TrainSet).Transform(split.TestSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(train).Transform(test)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A03_One_transformer_for_both_sides_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var scaler = scale.Fit(split.TrainSet);
        var model = learner.Fit(scaler.Transform(split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score);
        """));

    [Theory]
    [InlineData("ml.Transforms.CopyColumns(\"Area\", \"Size\")")]
    [InlineData("ml.Transforms.ReplaceMissingValues(\"Size\")")]
    [InlineData("ml.Transforms.Categorical.OneHotHashEncoding(\"CityCode\", \"City\")")]
    public Task Step_that_learns_nothing_fitted_on_each_side_is_silent(string estimator) => Verify.SilentAsync(Rule, InMain($"""
        var step = {estimator};
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var train = step.Fit(split.TrainSet).Transform(split.TrainSet);
        var test = step.Fit(split.TestSet).Transform(split.TestSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(train).Transform(test)).F1Score);
        """));

    [Fact]
    public Task Refitted_rows_that_are_only_shown_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Console.WriteLine(scale.Fit(split.TestSet).Transform(split.TestSet).Preview().RowView.Length);
        var model = scale.Append(learner).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task P1_Refitted_without_an_evaluation_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var train = scale.Fit(split.TrainSet).Transform(split.TrainSet);
        var test = scale.Fit(split.TestSet).Transform(split.TestSet);
        foreach (var row in learner.Fit(train).Transform(test).GetColumn<float>("Score")) Console.WriteLine(row);
        """));

    [Fact]
    public Task Final_model_on_all_rows_after_the_evaluation_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var pipeline = scale.Append(learner);
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Console.WriteLine(ml.BinaryClassification.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet)).F1Score);
        ml.Model.Save(pipeline.Fit(houses), houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public Task Label_keys_mapped_on_each_side_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var keys = ml.Transforms.Conversion.MapValueToKey("Label", "City");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var train = keys.Fit(split.TrainSet).Transform(split.TrainSet);
        var test = keys.Fit(split.TestSet).Transform(split.TestSet);
        var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()).Fit(train);
        Console.WriteLine(ml.MulticlassClassification.Evaluate(model.Transform(test)).MacroAccuracy);
        """));

    [Fact]
    public Task P8_Unknown_step_is_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static double Run(MLContext ml, IDataView houses, IEstimator<ITransformer> step, IEstimator<ITransformer> learner)
            {
                var split = ml.Data.TrainTestSplit(houses);
                var model = learner.Fit(step.Fit(split.TrainSet).Transform(split.TrainSet));
                return ml.BinaryClassification.Evaluate(model.Transform(step.Fit(split.TestSet).Transform(split.TestSet))).F1Score;
            }
        }
        """);

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task M08_Dynamic_fit_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        dynamic late = scale;
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        IDataView train = late.Fit(split.TrainSet).Transform(split.TrainSet);
        IDataView test = late.Fit(split.TestSet).Transform(split.TestSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(train).Transform(test)).F1Score);
        """));

    // ---- Defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task A23_Refitted_on_the_test_side_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, Refitted));

    [Fact]
    public Task Two_files_each_with_its_own_fit_are_found() => Verify.RuleAsync(Rule, InMain("""
        var train = ml.Data.LoadFromTextFile<House>("train.csv", ',');
        var test = ml.Data.LoadFromTextFile<House>("test.csv", ',');
        var model = learner.Fit(scale.Fit(train).Transform(train));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform([|scale.Fit(test)|].Transform(test))).F1Score);
        """));

    [Fact]
    public Task Refitted_in_each_fold_is_found() => Verify.RuleAsync(Rule, InMain("""
        foreach (var fold in ml.Data.CrossValidationSplit(houses, numberOfFolds: 5))
        {
            var model = learner.Fit(scale.Fit(fold.TrainSet).Transform(fold.TrainSet));
            var test = [|scale.Fit(fold.TestSet)|].Transform(fold.TestSet);
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        }
        """));

    [Fact]
    public Task Text_dictionary_refitted_on_the_test_side_is_found() => Verify.RuleAsync(Rule, InMain("""
        var words = ml.Transforms.Text.FeaturizeText("Features", "City");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var train = words.Fit(split.TrainSet).Transform(split.TrainSet);
        var test = [|words.Fit(split.TestSet)|].Transform(split.TestSet);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(train);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """));

    [Fact]
    public async Task The_message_names_step_and_rows_by_the_users_names()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var halves = ml.Data.TrainTestSplit(houses, testFraction: 0.5);
            var taught = scale.Fit(halves.TrainSet).Transform(halves.TrainSet);
            var unseen = [|scale.Fit(halves.TestSet)|].Transform(halves.TestSet);
            Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(taught).Transform(unseen)).F1Score);
            """));
        found.Is(Warning, "Major");
        found.Names("NormalizeMinMax", "halves");
    }

    // ---- Members, classes and files ----

    [Fact]
    public Task Helper_called_once_per_side_is_found_in_the_helper() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(Prepare(ml, split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(Prepare(ml, split.TestSet))).F1Score);
        """, """
        private static IDataView Prepare(MLContext ml, IDataView rows) => [|ml.Transforms.NormalizeMinMax("Size").Fit(rows)|].Transform(rows);
        """));

    [Fact]
    public Task Lambda_called_once_per_side_is_found() => Verify.RuleAsync(Rule, InMain("""
        Func<IDataView, IDataView> prepare = rows => [|scale.Fit(rows)|].Transform(rows);
        var (train, test) = (ml.Data.LoadFromTextFile<House>("train.csv", ','), ml.Data.LoadFromTextFile<House>("test.csv", ','));
        var model = learner.Fit(prepare(train));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(prepare(test))).F1Score);
        """));

    [Fact]
    public Task Second_class_in_a_second_file_is_followed() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", """
                var ml = new MLContext(seed: 1);
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv", ','));
                var scaler = ml.Transforms.NormalizeMinMax("Size").Fit(split.TrainSet);
                var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(scaler.Transform(split.TrainSet));
                await new Scoring(ml, model).RunAsync(split.TestSet);
                """),
            ("Scoring.cs", """
                public sealed class Scoring(MLContext ml, ITransformer model)
                {
                    public async Task RunAsync(IDataView held)
                    {
                        var scaled = [|ml.Transforms.NormalizeMinMax("Size").Fit(held)|].Transform(held);
                        await Console.Out.WriteLineAsync(ml.BinaryClassification.Evaluate(model.Transform(scaled)).F1Score.ToString());
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- Precedence ----

    [Fact]
    public Task P5_Refitting_is_not_called_learning_before_the_split() => new RuleTest(Rule, "MLR101", "MLR102")
    {
        Sources = { ("Program.cs", InMain(Refitted)) },
    }.RunAsync();

    [Fact]
    public Task An_unrelated_missing_package_does_not_hide_the_defect() => Verify.RuleAsync(Rule, HalfBound(Refitted));
}
