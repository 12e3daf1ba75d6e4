using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Leakage;

/// <summary>MLR104: the label, or what is computed from it, goes out of the list of features.</summary>
public sealed class LabelAmongFeaturesFixTests
{
    private const string Rule = "MLR104";

    private static string Program(string concatenate, string before = "", string trainer = "Sdca(\"Price\")") => $"""
        var ml = new MLContext(seed: 1);
        {before}
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv"), testFraction: 0.2);
        var model = {concatenate}
            .Append(ml.Regression.Trainers.{trainer}).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """;

    [Theory]
    [InlineData("\"Size\", \"Rooms\", \"Price\"", "\"Size\", \"Rooms\"")]
    [InlineData("\"Price\", \"Size\"", "\"Size\"")]
    [InlineData("\"Size\", \"Price\", \"Rooms\"", "\"Size\", \"Rooms\"")]
    [InlineData("nameof(House.Size), nameof(House.Price)", "nameof(House.Size)")]
    [InlineData("new[] { \"Size\", \"Price\" }", "new[] { \"Size\" }")]
    [InlineData("new string[] { \"Price\", \"Size\" }", "new string[] { \"Size\" }")]
    [InlineData("[\"Size\", \"Price\"]", "[\"Size\"]")]
    [InlineData("new[] { \"Size\", \"Price\", }", "new[] { \"Size\", }")]
    [InlineData("\"Size\", /* the label */ \"Price\"", "\"Size\" /* the label */ ")]
    [InlineData("inputColumnNames: [\"Price\", \"Size\"]", "inputColumnNames: [\"Size\"]")]
    [InlineData("\"Size\", /* in m2 */\n        \"Price\",\n        \"Rooms\" /* without bath */", "\"Size\", /* in m2 */\n        \"Rooms\" /* without bath */")]
    public Task The_column_goes_out_of_the_list(string before, string after) => VerifyFix.RuleAsync(
        Rule, Program($"ml.Transforms.Concatenate(\"Features\", {before})"), Program($"ml.Transforms.Concatenate(\"Features\", {after})"));

    [Fact]
    public Task The_list_is_a_variable() => VerifyFix.RuleAsync(
        Rule,
        Program("ml.Transforms.Concatenate(\"Features\", columns)", "string[] columns = { \"Size\", \"Price\" };"),
        Program("ml.Transforms.Concatenate(\"Features\", columns)", "string[] columns = { \"Size\" };"));

    [Theory]
    [InlineData("ml.Transforms.CopyColumns(\"Target\", \"Price\").Append(ml.Transforms.Concatenate(\"Features\", \"Size\", \"Target\"))", ", \"Target\"))", "))")]
    [InlineData("ml.Transforms.Concatenate(\"Numbers\", \"Rooms\", \"Price\").Append(ml.Transforms.Concatenate(\"Features\", \"Size\", \"Numbers\"))", "\"Rooms\", \"Price\"", "\"Rooms\"")]
    public Task A_copy_of_the_label_and_a_nested_list(string before, string listed, string left) =>
        VerifyFix.RuleAsync(Rule, Program(before), Program(before.Replace(listed, left, StringComparison.Ordinal)));

    [Fact]
    public async Task The_title_names_the_column() =>
        Assert.Equal("Drop 'Price' from the features", await VerifyFix.TitleAsync(Rule, Program("ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\")")));

    [Fact]
    public Task Not_offered_where_nothing_else_is_left() => VerifyFix.NotOfferedAsync(Rule, Program("ml.Transforms.Concatenate(\"Features\", \"Price\")"));

    [Fact]
    public Task Not_offered_where_the_list_is_used_elsewhere() => VerifyFix.NotOfferedAsync(Rule, Program(
        "ml.Transforms.Concatenate(\"Features\", columns)", "var columns = new[] { \"Size\", \"Price\" };\nConsole.WriteLine(columns.Length);"));

    [Fact]
    public Task Not_offered_where_the_list_is_the_schema() => VerifyFix.NotOfferedAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var measurements = ml.Data.LoadFromTextFile<Measurement>("measurements.csv");
        var columns = measurements.Schema.Select(column => column.Name).ToArray();
        var split = ml.Data.TrainTestSplit(measurements);
        var model = ml.Transforms.Concatenate("Features", columns).Append(ml.Regression.Trainers.Sdca("Yield")).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Yield").RSquared);

        public class Measurement { [LoadColumn(0)] public float Depth; [LoadColumn(1)] public float Yield; }
        """);

    [Fact]
    public Task Not_offered_where_it_is_a_feature_of_another_model() => VerifyFix.NotOfferedAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv"), testFraction: 0.2);
        var features = ml.Transforms.Concatenate("Features", "Size", "Price");
        var price = features.Append(ml.Regression.Trainers.Sdca("Price")).Fit(split.TrainSet);
        var rooms = features.Append(ml.Regression.Trainers.Sdca("Rooms")).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(price.Transform(split.TestSet), "Price").RSquared);
        Console.WriteLine(ml.Regression.Evaluate(rooms.Transform(split.TestSet), "Rooms").RSquared);
        """);
}
