using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules;

/// <summary>
/// AutoML as fit and validation: the rules see the model that a search finds like one that was trained, whichever interface the search has.
/// What a search does with its rows inside is its own matter.
/// </summary>
public sealed class AutoMlTests
{
    private const string Start = """
        using Microsoft.ML.AutoML;

        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');

        """;

    private const string Experiment = """
        var experiment = ml.Auto().CreateExperiment()
            .SetPipeline(ml.Auto().Featurizer(houses, numericColumns: new[] { "Size", "Rooms" }).Append(ml.Auto().BinaryClassification()))
            .SetBinaryClassificationMetric(BinaryClassificationMetric.F1Score, labelColumn: "Label")
            .SetTrainingTimeInSeconds(60);

        """;

    private static readonly string[] s_leakage = ["MLR101", "MLR102", "MLR103", "MLR104", "MLR105", "MLR106", "MLR114", "MLR201", "MLR402", "MLR403"];

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("var model = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet).BestRun.Model;")]
    [InlineData("var model = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet, numberOfCVFolds: 5, labelColumnName: \"Label\").BestRun.Estimator.Fit(split.TrainSet);")]
    [InlineData("var inner = ml.Data.TrainTestSplit(split.TrainSet); var model = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(inner.TrainSet, inner.TestSet).BestRun.Model;")]
    [InlineData(Experiment + "var model = experiment.SetDataset(split.TrainSet, fold: 5).Run().Model;")]
    [InlineData(Experiment + "var inner = ml.Data.TrainTestSplit(split.TrainSet); experiment.SetDataset(inner); var model = (await experiment.RunAsync()).Model;")]
    [InlineData(Experiment + "var inner = ml.Data.TrainTestSplit(split.TrainSet); var model = experiment.SetDataset(inner.TrainSet, inner.TestSet).Run().Model;")]
    public Task G10_G11_A_search_on_the_training_side_is_silent(string search) => SilentAsync($$"""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        {{search}}
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine($"{metrics.F1Score} {metrics.AreaUnderRocCurve}");
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Fact]
    public Task A_scaler_inside_the_search_is_silent() => SilentAsync("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet, preFeaturizer: ml.Transforms.NormalizeMinMax("Size"));
        Console.WriteLine(ml.BinaryClassification.Evaluate(result.BestRun.Model.Transform(split.TestSet)).F1Score);
        """);

    [Fact]
    public Task The_training_score_beside_the_searchs_own_is_silent() => SilentAsync("""
        var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(houses);
        Console.WriteLine($"{result.BestRun.TrainerName}: {result.BestRun.ValidationMetrics.F1Score}");
        Console.WriteLine(ml.BinaryClassification.Evaluate(result.BestRun.Model.Transform(houses)).F1Score);
        """);

    [Fact]
    public Task A_column_that_is_dropped_before_the_search_is_no_feature() => SilentAsync("""
        var prepared = ml.Transforms.CopyColumns("Label", "Price").Append(ml.Transforms.DropColumns("Price")).Fit(houses).Transform(houses);
        var result = ml.Auto().CreateRegressionExperiment(60).Execute(prepared);
        Console.WriteLine(result.BestRun.ValidationMetrics.RSquared);
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("experiment.SetTrialRunner((ITrialRunner)null!).SetDataset(houses, fold: 5);")]
    [InlineData("if (args.Length > 0) experiment.SetDataset(houses, fold: 5); if (args.Length > 1) experiment.SetDataset(split);")]
    [InlineData("Library.Configure(experiment);")]
    public Task A_search_that_is_given_rows_out_of_reach_is_silent(string configure) => new RuleTest("MLR102")
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", Start + Experiment + $$"""
                var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
                {{configure}}
                Console.WriteLine(ml.BinaryClassification.Evaluate(experiment.Run().Model.Transform(split.TestSet)).F1Score);
                """),
        },
    }.RunAsync();

    // ---- Defects ----

    [Theory]
    [InlineData("var result = [|ml.Auto().CreateBinaryClassificationExperiment(60).Execute(houses)|]; var model = result.BestRun.Model;")]
    [InlineData("var result = [|ml.Auto().CreateBinaryClassificationExperiment(60).Execute(trainData: houses, labelColumnName: \"Label\")|]; var run = result.BestRun; var model = run.Model;")]
    [InlineData(Experiment + "experiment.SetDataset(houses, fold: 5); var model = [|experiment.Run()|].Model;")]
    [InlineData(Experiment + "var result = await [|experiment.SetDataset(houses).RunAsync()|]; var model = result.Model;")]
    [InlineData("var model = Search.Run(ml, houses);\nvar _ = 0;")]
    public Task MLR102_Searched_on_all_rows(string search) => new RuleTest("MLR102")
    {
        Sources =
        {
            ("Program.cs", Start + $$"""
                var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
                {{search}}
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);

                {{(search.Contains("Search.Run", StringComparison.Ordinal) ? """
                internal static class Search
                {
                    public static ITransformer Run(MLContext ml, IDataView rows) => [|ml.Auto().CreateBinaryClassificationExperiment(60).Execute(rows)|].BestRun.Model;
                }
                """ : "")}}
                """),
        },
    }.RunAsync();

    [Theory]
    [InlineData("ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet).BestRun.Model")]
    [InlineData("ml.Auto().CreateExperiment().SetDataset(split.TrainSet).SetTrainingTimeInSeconds(60).Run().Model")]
    public Task MLR101_Scaled_before_the_split(string search) => Verify.RuleAsync("MLR101", Start + $$"""
        var scaled = [|ml.Transforms.NormalizeMinMax("Size").Fit(houses)|].Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
        var model = {{search}};
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """);

    [Fact]
    public Task MLR103_Evaluated_on_the_rows_that_were_searched() => Verify.RuleAsync("MLR103", Start + """
        var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(houses);
        Console.WriteLine(result.BestRun.TrainerName);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(result.BestRun.Model.Transform(houses))|].F1Score);
        """);

    [Fact]
    public Task MLR104_What_the_label_is_copied_from_is_left_in() => Verify.RuleAsync("MLR104", Start + """
        var prepared = ml.Transforms.CopyColumns("Label", "Price").Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(prepared, testFraction: 0.2);
        var model = [|ml.Auto().CreateRegressionExperiment(60).Execute(split.TrainSet)|].BestRun.Model;
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet)).RSquared);
        """);

    [Theory]
    [InlineData("ml.Auto().CreateBinaryClassificationExperiment(60).Execute(scaled, numberOfCVFolds: 5, labelColumnName: \"Label\")")]
    [InlineData("ml.Auto().CreateExperiment().SetDataset(scaled, fold: 5).SetTrainingTimeInSeconds(60).Run()")]
    public Task MLR105_Folds_of_scaled_rows(string search) => Verify.RuleAsync("MLR105", Start + $$"""
        var scaled = [|ml.Transforms.NormalizeMinMax("Size").Fit(houses)|].Transform(houses);
        var result = {{search}};
        Console.WriteLine(result);
        """);

    [Fact]
    public Task MLR114_The_test_side_is_never_read() => Verify.RuleAsync("MLR114", Start + """
        var split = [|ml.Data.TrainTestSplit(houses, testFraction: 0.2)|];
        var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet);
        ml.Model.Save(result.BestRun.Model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Fact]
    public Task MLR201_The_scaler_is_not_saved() => Verify.RuleAsync("MLR201", Start + """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var scaler = ml.Transforms.NormalizeMinMax("Size").Fit(split.TrainSet);
        var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(scaler.Transform(split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(result.BestRun.Model.Transform(scaler.Transform(split.TestSet))).F1Score);
        [|ml.Model.Save(result.BestRun.Model, houses.Schema, "houses-1.4.0.zip")|];
        """);

    [Fact]
    public Task MLR401_Saved_under_one_name() => Verify.RuleAsync("MLR401", Start + """
        var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(houses);
        ml.Model.Save(result.BestRun.Model, houses.Schema, [|"model.zip"|]);
        """);

    [Fact]
    public Task MLR402_Saved_with_the_schema_of_its_output() => Verify.RuleAsync("MLR402", Start + """
        var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(houses);
        var scored = result.BestRun.Model.Transform(houses);
        ml.Model.Save(result.BestRun.Model, [|scored.Schema|], "houses-1.4.0.zip");
        """);

    [Fact]
    public async Task MLR501_The_searchs_accuracy_is_all_that_is_read()
    {
        var found = await Verify.RuleAsync("MLR501", Start + """
            var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(houses);
            if ([|result.BestRun.ValidationMetrics.Accuracy|] > 0.9)
            {
                ml.Model.Save(result.BestRun.Model, houses.Schema, "houses-1.4.0.zip");
            }
            """);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task MLR301_A_configured_experiment_without_a_seed_is_a_hint()
    {
        var found = await Verify.RuleAsync("MLR301", """
            using Microsoft.ML.AutoML;

            var ml = [|new MLContext()|];
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
            var result = ml.Auto().CreateExperiment().SetDataset(houses, fold: 5).SetTrainingTimeInSeconds(60).Run();
            ml.Model.Save(result.Model, houses.Schema, "houses-1.4.0.zip");
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    private static Task SilentAsync(string statements) => new RuleTest(s_leakage) { Sources = { ("Program.cs", Start + statements) } }.RunAsync();
}
