using MlReview.Analyzers.Tests.Libraries;
using MlReview.Testing;
using Xunit;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR101 for statistics that Math.NET Numerics computes.</summary>
public sealed class FitBeforeSplitMathNetTests
{
    private const string Rule = "MLR101";

    private const string SplitTrainEvaluate = """
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(houses), testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """;

    private const string TrainEvaluate = """
        var model = learner.Fit(ml.Data.LoadFromEnumerable(train));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test))).F1Score);
        """;

    // ---- Look-alikes that must stay silent ----

    [Fact]
    public Task Statistics_of_the_train_rows_are_silent() => SilentAsync(OnRows($"""
        var train = houses.Take(800).ToList();
        var test = houses.Skip(800).ToList();
        var (mean, deviation) = train.Select(house => (double)house.Size).MeanStandardDeviation();
        foreach (var house in train) house.Size = (float)((house.Size - mean) / deviation);
        foreach (var house in test) house.Size = (float)((house.Size - mean) / deviation);
        {TrainEvaluate}
        """));

    [Theory]
    [InlineData("Console.WriteLine(houses.Select(house => house.Size).Mean());")]
    [InlineData("var about = new DescriptiveStatistics(houses.Select(house => (double)house.Size)); Console.WriteLine(about.Mean);")]
    [InlineData("var about = new DescriptiveStatistics(houses.Select(house => (double)house.Size)); foreach (var house in houses) house.Rooms = house.Size / about.Count;")]
    [InlineData("foreach (var house in houses) house.Size = (float)new[] { (double)house.Size, house.Rooms }.Mean();")]
    public Task Statistic_that_teaches_nothing_is_silent(string statement) => SilentAsync(OnRows(statement + SplitTrainEvaluate));

    [Fact]
    public Task Own_class_of_that_name_means_nothing() => Verify.SilentAsync(Rule, OnRows($"""
        var mean = Statistics.Mean(houses);
        foreach (var house in houses) house.Size -= mean;
        {SplitTrainEvaluate}
        """, "private static class Statistics { public static float Mean(List<House> rows) => 3; }"));

    // ---- Defects ----

    [Theory]
    [InlineData("var mean = (float)[|houses.Select(house => house.Size).Mean()|]; foreach (var house in houses) house.Size -= mean;")]
    [InlineData("var mean = (float)[|Statistics.Mean(houses.Select(house => house.Size))|]; foreach (var house in houses) house.Size -= mean;")]
    [InlineData("var sizes = houses.Select(house => (double)house.Size).ToArray(); var mean = (float)[|ArrayStatistics.Mean(sizes)|]; houses.ForEach(house => house.Size -= mean);")]
    [InlineData("var most = [|StreamingStatistics.Maximum(houses.Select(house => (double)house.Size))|]; foreach (var house in houses) house.Size /= (float)most;")]
    [InlineData("var sizes = houses.Select(house => (double)house.Size).Order().ToArray(); var middle = [|SortedArrayStatistics.Median(sizes)|]; foreach (var house in houses) house.Size -= (float)middle;")]
    [InlineData("var upper = [|houses.Select(house => (double)house.Size).Quantile(0.99)|]; foreach (var house in houses) house.Size = Math.Min(house.Size, (float)upper);")]
    [InlineData("var (mean, deviation) = [|houses.Select(house => (double)house.Size).MeanStandardDeviation()|]; foreach (var house in houses) house.Size = (float)((house.Size - mean) / deviation);")]
    [InlineData("var about = [|new DescriptiveStatistics(houses.Select(house => (double)house.Size))|]; foreach (var house in houses) house.Size = (float)((house.Size - about.Mean) / about.StandardDeviation);")]
    [InlineData("var about = [|new RunningStatistics(houses.Select(house => (double)house.Size))|]; foreach (var house in houses) house.Size -= (float)about.Mean;")]
    [InlineData("var bins = [|new Histogram(houses.Select(house => (double)house.Size), 10)|]; foreach (var house in houses) house.Rooms = bins.GetBucketIndexOf(house.Size);")]
    [InlineData("var edges = [|houses.Select(house => (double)house.Size).FiveNumberSummary()|]; foreach (var house in houses) house.Rooms = house.Size > edges[2] ? 1 : 0;")]
    public Task B14_Statistic_of_all_rows(string statement) => FoundAsync(OnRows(statement + SplitTrainEvaluate));

    [Theory, MemberData(nameof(Few), MemberType = typeof(CodeShape))]
    public Task Mean_of_all_rows(string shape) => FoundAsync(OnRowsInShape(shape, $"""
        var mean = (float)[|houses.Select(house => house.Size).Mean()|];
        foreach (var house in houses) house.Size -= mean;
        {SplitTrainEvaluate}
        """));

    [Fact]
    public Task Scaler_class_with_statistics_in_fields() => FoundAsync(OnRows($"""
        var scaler = new Scaler();
        scaler.Fit(houses);
        foreach (var house in houses) house.Size = scaler.Scaled(house.Size);
        {SplitTrainEvaluate}
        """, """
        private sealed class Scaler
        {
            private double _mean;
            private double _deviation;

            public void Fit(IEnumerable<House> rows)
            {
                var sizes = rows.Select(row => (double)row.Size).ToArray();
                _mean = [|sizes.Mean()|];
                _deviation = [|sizes.StandardDeviation()|];
            }

            public float Scaled(float size) => (float)((size - _mean) / _deviation);
        }
        """));

    [Fact]
    public Task Statistics_of_parallel_linq() => Verify.RuleAsync(Rule, OnRows($"""
        var mean = [|houses.AsParallel().Average(house => house.Size)|];
        foreach (var house in houses) house.Size -= mean;
        {SplitTrainEvaluate}
        """));

    private static Task FoundAsync(string source) => Test(source).RunAsync();

    private static Task SilentAsync(string source) => Test(source).RunAsync();

    private static RuleTest Test(string source) => new(Rule)
    {
        Sources = { ("Program.cs", "using MathNet.Numerics.Statistics;\n" + source) },
        References = { MathNetAssembly.Reference },
    };
}
