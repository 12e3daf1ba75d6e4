using Xunit;

namespace MlReview.Analyzers.Tests.Guides;

/// <summary>MLR901: a split holds more rows out than it leaves for training. The finding stands at the split.</summary>
public sealed class MostRowsHeldOutTests
{
    private const string Rule = "MLR901";

    private const string Load = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var trainer = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.FastTree("Price"));

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("")]
    [InlineData(", testFraction: 0.2")]
    [InlineData(", testFraction: 0.5")]
    public Task Silent_when_most_rows_train(string fraction) => Verify.SilentAsync(Rule, Load + $$"""
        var split = ml.Data.TrainTestSplit(houses{{fraction}});
        Console.WriteLine(trainer.Fit(split.TrainSet));
        """);

    [Fact]
    public Task Silent_when_the_larger_side_trains() => Verify.SilentAsync(Rule, Load + """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.8);
        Console.WriteLine(trainer.Fit(split.TestSet));
        """);

    // ---- Unknown is silence ----

    [Fact]
    public Task Silent_when_a_setting_decides() => Verify.SilentAsync(Rule, Load + """
        var split = ml.Data.TrainTestSplit(houses, testFraction: double.Parse(args[0]));
        Console.WriteLine(trainer.Fit(split.TrainSet));
        """);

    // ---- Defects ----

    [Fact]
    public Task The_share_of_the_training_side_is_found() => Verify.RuleAsync(Rule, Load + """
        var split = [|ml.Data.TrainTestSplit(houses, testFraction: 0.8)|];
        Console.WriteLine(trainer.Fit(split.TrainSet));
        """);

    [Fact]
    public Task In_a_helper_that_gets_the_share() => Verify.RuleAsync(Rule, Load + """
        Console.WriteLine(trainer.Fit(Split(houses, 0.8).TrainSet));

        DataOperationsCatalog.TrainTestData Split(IDataView rows, double share) => [|ml.Data.TrainTestSplit(rows, share)|];
        """);

    [Fact]
    public async Task Names_the_split_and_the_model()
    {
        var found = await Verify.RuleAsync(Rule, Load + """
            var parts = [|ml.Data.TrainTestSplit(houses, testFraction: 0.9)|];
            var model = trainer.Fit(parts.TrainSet);
            Console.WriteLine(model);
            """);
        Assert.Equal(
            "'parts' holds 90 % of 'houses' out, and 'model' (line 5) learns from the rest: testFraction is the share of the test side",
            Assert.Single(found).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
