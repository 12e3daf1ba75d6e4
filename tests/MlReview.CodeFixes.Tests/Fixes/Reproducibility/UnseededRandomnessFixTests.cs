using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Reproducibility;

/// <summary>MLR302: <c>new Random()</c> gets the constant seed 1.</summary>
public sealed class UnseededRandomnessFixTests
{
    private const string Rule = "MLR302";

    private const string Training = """

        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(kept);
        var split = ml.Data.TrainTestSplit(data);
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """;

    private const string Rows = """
        var rows = new List<House> { new() { Size = 1, Price = 3 }, new() { Size = 2, Price = 4 }, new() { Size = 4, Price = 9 } };

        """;

    [Theory]
    [InlineData("var random = new Random();", "var random = new Random(1);")]
    [InlineData("Random random = new();", "Random random = new(1);")]
    [InlineData("var random = new Random( /* any */ ); // shuffles", "var random = new Random(1 /* any */ ); // shuffles")]
    public Task A_generator_without_a_seed_gets_one(string without, string with) => VerifyFix.RuleAsync(
        Rule,
        Rows + without + "\nvar kept = rows.OrderBy(_ => random.Next()).Take(2).ToList();" + Training,
        Rows + with + "\nvar kept = rows.OrderBy(_ => random.Next()).Take(2).ToList();" + Training);

    [Theory]
    [InlineData("Random.Shared.Next()")]
    [InlineData("Guid.NewGuid()")]
    public Task Not_offered_for_what_cannot_be_seeded(string draw) =>
        VerifyFix.NotOfferedAsync(Rule, Rows + $"var kept = rows.OrderBy(_ => {draw}).Take(2).ToList();" + Training);
}
