using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Evaluation;

/// <summary>
/// MLR505: a metric is read that its evaluation never computed, because the argument that it needs was not given. Measured: the
/// Davies-Bouldin index is then 0, which looks perfect; with the argument it was 0.83 on the same model.
/// </summary>
public sealed class MetricNeverComputedTests
{
    private const string Rule = "MLR505";

    private const string Clusters = """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Clustering.Trainers.KMeans(numberOfClusters: 3)).Fit(rows);
        var scored = model.Transform(rows);

        """;

    private const string Classes = """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv"));
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", "City")
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(featureColumnName: "Size"));
        var model = pipeline.Fit(split.TrainSet);
        var scored = model.Transform(split.TestSet);

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("ml.Clustering.Evaluate(scored, featureColumnName: \"Features\").DaviesBouldinIndex")]
    [InlineData("ml.Clustering.Evaluate(scored, null, \"Score\", \"Features\").DaviesBouldinIndex")]
    [InlineData("ml.Clustering.Evaluate(scored).AverageDistance")]
    [InlineData("ml.Clustering.Evaluate(scored, labelColumnName: \"City\").NormalizedMutualInformation")]
    [InlineData("ml.Clustering.CrossValidate(rows, ml.Clustering.Trainers.KMeans(), featuresColumnName: \"Features\").Average(fold => fold.Metrics.DaviesBouldinIndex)")]
    public Task Silent_when_the_argument_is_given(string metric) => Verify.SilentAsync(Rule, Clusters + $"Console.WriteLine({metric});");

    [Theory]
    [InlineData("ml.MulticlassClassification.Evaluate(scored, topKPredictionCount: 3).TopKAccuracy")]
    [InlineData("ml.MulticlassClassification.Evaluate(scored, topKPredictionCount: args.Length).TopKAccuracy")]
    [InlineData("ml.MulticlassClassification.Evaluate(scored).MicroAccuracy")]
    public Task Silent_on_a_top_k_that_is_asked_for(string metric) => Verify.SilentAsync(Rule, Classes + $"Console.WriteLine({metric});");

    [Fact]
    public Task Silent_when_nothing_reads_the_metric() => Verify.SilentAsync(Rule, Clusters + """
        var metrics = ml.Clustering.Evaluate(scored);
        Console.WriteLine(metrics.AverageDistance);
        """);

    [Fact]
    public Task Silent_when_the_metrics_come_from_elsewhere() => Verify.SilentAsync(Rule, """
        public class Report(Func<ClusteringMetrics> measured)
        {
            public void Print(ClusteringMetrics metrics) => Console.WriteLine(metrics.DaviesBouldinIndex + measured().DaviesBouldinIndex);
        }
        """);

    [Fact]
    public Task Silent_when_the_column_may_be_given() => Verify.SilentAsync(Rule, """
        public class Judge
        {
            public double Judged(MLContext ml, IDataView scored, string? features) => ml.Clustering.Evaluate(scored, featureColumnName: features).DaviesBouldinIndex;
        }
        """);

    [Fact]
    public Task Silent_when_another_evaluation_may_be_read() => Verify.SilentAsync(Rule, Clusters + """
        var metrics = args.Length > 0 ? ml.Clustering.Evaluate(scored) : ml.Clustering.Evaluate(scored, featureColumnName: "Features");
        Console.WriteLine(metrics.DaviesBouldinIndex);
        """);

    [Fact]
    public Task Silent_on_a_property_of_the_same_name() => Verify.SilentAsync(Rule, Clusters + """
        var summary = new Summary { DaviesBouldinIndex = ml.Clustering.Evaluate(scored).AverageDistance };
        Console.WriteLine(summary.DaviesBouldinIndex);

        public class Summary { public double DaviesBouldinIndex { get; set; } }
        """);

    [Fact]
    public Task Silent_on_a_call_that_does_not_compile() => new RuleTest(Rule)
    {
        Sources = { ("Program.cs", Clusters + "Console.WriteLine(ml.Clustering.Evaluate(scored, {|CS1739:features|}: \"Features\").DaviesBouldinIndex);") },
    }.RunAsync();

    // ---- Defects ----

    [Theory]
    [InlineData("ml.Clustering.Evaluate(scored).DaviesBouldinIndex")]
    [InlineData("ml.Clustering.Evaluate(scored, null, \"Score\", null).DaviesBouldinIndex")]
    [InlineData("ml.Clustering.Evaluate(scored, labelColumnName: \"City\").DaviesBouldinIndex")]
    [InlineData("ml.Clustering.Evaluate(scored).NormalizedMutualInformation")]
    [InlineData("ml.Clustering.Evaluate(scored, featureColumnName: \"Features\").NormalizedMutualInformation")]
    [InlineData("ml.Clustering.Evaluate(scored, labelColumnName: \"PredictedLabel\").NormalizedMutualInformation")]
    public async Task Metric_of_clusters(string metric)
    {
        var found = await Verify.RuleAsync(Rule, Clusters + $"Console.WriteLine([|{metric}|]);");
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Theory]
    [InlineData("ml.MulticlassClassification.Evaluate(scored).TopKAccuracy")]
    [InlineData("ml.MulticlassClassification.Evaluate(scored, topKPredictionCount: 0).TopKAccuracy")]
    public Task Top_k_accuracy_without_k(string metric) => Verify.RuleAsync(Rule, Classes + $"Console.WriteLine([|{metric}|]);");

    [Fact]
    public Task Top_k_accuracy_of_folds() => Verify.RuleAsync(Rule, Classes + """
        foreach (var fold in ml.MulticlassClassification.CrossValidate(split.TrainSet, pipeline))
            Console.WriteLine([|fold.Metrics.TopKAccuracy|]);
        """);

    [Fact]
    public Task Index_of_folds() => Verify.RuleAsync(Rule, Clusters + """
        var folds = ml.Clustering.CrossValidate(rows, ml.Clustering.Trainers.KMeans("Size"));
        Console.WriteLine(folds.Average(fold => [|fold.Metrics.DaviesBouldinIndex|]));
        """);

    [Fact]
    public Task Metrics_printed_by_a_helper() => Verify.RuleAsync(Rule, Clusters + """
        Print("houses", ml.Clustering.Evaluate(scored));

        static void Print(string name, ClusteringMetrics metrics)
        {
            Console.WriteLine($"{name}: average distance {metrics.AverageDistance}");
            Console.WriteLine($"{name}: Davies-Bouldin {[|metrics.DaviesBouldinIndex|]}");
        }
        """);

    [Fact]
    public Task Metrics_in_a_field() => Verify.RuleAsync(Rule, """
        public sealed class Segmentation
        {
            private readonly MLContext _ml = new(seed: 1);
            private ClusteringMetrics? _metrics;

            public void Judge(ITransformer model, IDataView rows) => _metrics = _ml.Clustering.Evaluate(model.Transform(rows));

            public bool IsGood() => [|_metrics!.DaviesBouldinIndex|] < 1;
        }
        """);

    [Fact]
    public Task Metrics_in_a_tuple_of_an_async_method() => Verify.RuleAsync(Rule, Clusters + """
        var (metrics, name) = await JudgeAsync();
        Console.WriteLine(name + [|metrics.DaviesBouldinIndex|]);

        async Task<(ClusteringMetrics Metrics, string Name)> JudgeAsync()
        {
            await Task.Yield();
            return (ml.Clustering.Evaluate(scored), "houses");
        }
        """);

    [Fact]
    public Task Read_by_a_pattern() => Verify.RuleAsync(Rule, Clusters + """
        if (ml.Clustering.Evaluate(scored) is { [|DaviesBouldinIndex|]: < 1 })
            Console.WriteLine("good");
        """);

    [Fact]
    public Task Beside_code_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", "using {|CS0246:Acme|}.Dashboards;\n" + Clusters + """
                var metrics = ml.Clustering.Evaluate(scored);
                new {|CS0246:Dashboard|}().Show([|metrics.DaviesBouldinIndex|]);
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_metric_and_the_evaluation()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Clusters + """
            var metrics = ml.Clustering.Evaluate(scored);
            Console.WriteLine([|metrics.DaviesBouldinIndex|]);
            """));
        Assert.Equal(
            "'metrics.DaviesBouldinIndex' says nothing: the evaluation at line 5 was given no 'featureColumnName', so it is 0, which looks like perfectly separated clusters",
            finding.Text());
        Assert.Equal(["ml.Clustering.Evaluate(scored)"], finding.Path());
        Assert.Equal("Major", finding.Verdict());
        Assert.Equal("Pass featureColumnName.", finding.Properties["mlreview.fix"]);
    }
}
