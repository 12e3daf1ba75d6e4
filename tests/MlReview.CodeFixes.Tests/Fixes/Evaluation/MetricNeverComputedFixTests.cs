using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Evaluation;

/// <summary>MLR505: the evaluation gets the column that the trainer reads.</summary>
public sealed class MetricNeverComputedFixTests
{
    private const string Rule = "MLR505";

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var trainer = ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfThreads = 1 });
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(trainer).Fit(rows);
        var scored = model.Transform(rows);

        """;

    [Theory]
    [InlineData("ml.Clustering.Evaluate(scored)", "ml.Clustering.Evaluate(scored, featureColumnName: \"Features\")")]
    [InlineData("ml.Clustering.Evaluate(scored, labelColumnName: \"City\" /* true */)", "ml.Clustering.Evaluate(scored, labelColumnName: \"City\", featureColumnName: \"Features\" /* true */)")]
    [InlineData("ml.Clustering.Evaluate(scored, null, \"Score\", null)", "ml.Clustering.Evaluate(scored, null, \"Score\", \"Features\")")]
    [InlineData("ml.Clustering.Evaluate(scored, featureColumnName: null)", "ml.Clustering.Evaluate(scored, featureColumnName: \"Features\")")]
    [InlineData("ml.Clustering.Evaluate(\n    scored,\n    scoreColumnName: \"Score\")", "ml.Clustering.Evaluate(\n    scored,\n    scoreColumnName: \"Score\",\n    featureColumnName: \"Features\")")]
    public Task The_features_are_named(string before, string after) => VerifyFix.RuleAsync(
        Rule, Start + $"Console.WriteLine({before}.DaviesBouldinIndex);", Start + $"Console.WriteLine({after}.DaviesBouldinIndex);");

    [Fact]
    public Task The_trainer_reads_another_column() => VerifyFix.RuleAsync(
        Rule,
        Start.Replace("Options { ", "Options { FeatureColumnName = \"Both\", ", StringComparison.Ordinal).Replace("\"Features\"", "\"Both\"", StringComparison.Ordinal)
            + "var metrics = ml.Clustering.Evaluate(scored);\nConsole.WriteLine($\"{metrics.DaviesBouldinIndex} {metrics.AverageDistance}\");",
        Start.Replace("Options { ", "Options { FeatureColumnName = \"Both\", ", StringComparison.Ordinal).Replace("\"Features\"", "\"Both\"", StringComparison.Ordinal)
            + "var metrics = ml.Clustering.Evaluate(scored, featureColumnName: \"Both\");\nConsole.WriteLine($\"{metrics.DaviesBouldinIndex} {metrics.AverageDistance}\");");

    [Fact]
    public Task Folds_and_a_helper_that_prints() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfThreads = 1 }));
        foreach (var fold in ml.Clustering.CrossValidate(rows, pipeline, 3))
            Print(fold.Metrics);
        Print(ml.Clustering.Evaluate(pipeline.Fit(rows).Transform(rows), featureColumnName: "Features"));

        static void Print(ClusteringMetrics metrics) => Console.WriteLine(metrics.AverageDistance);
        static void PrintIndex(ClusteringMetrics metrics) => Console.WriteLine(metrics.DaviesBouldinIndex);
        PrintIndex(ml.Clustering.CrossValidate(rows, pipeline, numberOfFolds: 3)[0].Metrics);
        """, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfThreads = 1 }));
        foreach (var fold in ml.Clustering.CrossValidate(rows, pipeline, 3))
            Print(fold.Metrics);
        Print(ml.Clustering.Evaluate(pipeline.Fit(rows).Transform(rows), featureColumnName: "Features"));

        static void Print(ClusteringMetrics metrics) => Console.WriteLine(metrics.AverageDistance);
        static void PrintIndex(ClusteringMetrics metrics) => Console.WriteLine(metrics.DaviesBouldinIndex);
        PrintIndex(ml.Clustering.CrossValidate(rows, pipeline, numberOfFolds: 3, featuresColumnName: "Features")[0].Metrics);
        """);

    [Fact]
    public async Task The_title_says_what_is_given() => Assert.Equal(
        "Compute it: featureColumnName: \"Features\"",
        await VerifyFix.TitleAsync(Rule, Start + "Console.WriteLine(ml.Clustering.Evaluate(scored).DaviesBouldinIndex);"));

    [Theory]
    // Which column holds the true classes, and how many predictions count, is the user's to say.
    [InlineData("ml.Clustering.Evaluate(scored).NormalizedMutualInformation")]
    [InlineData("ml.Clustering.Evaluate(scored, labelColumnName: \"PredictedLabel\").NormalizedMutualInformation")]
    [InlineData("ml.MulticlassClassification.Evaluate(scored).TopKAccuracy")]
    // The model comes from elsewhere, and with it the column.
    [InlineData("ml.Clustering.Evaluate(ml.Model.Load(\"clusters-1.0.0.zip\", out _).Transform(rows)).DaviesBouldinIndex")]
    // The column is gone when the rows are scored.
    [InlineData("ml.Clustering.Evaluate(ml.Transforms.Concatenate(\"Features\", \"Size\").Append(trainer).Append(ml.Transforms.DropColumns(\"Features\")).Fit(rows).Transform(rows)).DaviesBouldinIndex")]
    public Task Not_offered_where_the_column_is_not_known(string metric) => VerifyFix.NotOfferedAsync(Rule, Start + $"Console.WriteLine({metric});");
}
