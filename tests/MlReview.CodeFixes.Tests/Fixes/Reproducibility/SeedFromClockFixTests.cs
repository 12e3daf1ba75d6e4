using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Reproducibility;

/// <summary>MLR303: the seed becomes the constant 1.</summary>
public sealed class SeedFromClockFixTests
{
    private const string Rule = "MLR303";

    [Theory]
    [InlineData("var ml = new MLContext(seed: Environment.TickCount);", "var ml = new MLContext(seed: 1);")]
    [InlineData("var ml = new MLContext((int)DateTime.Now.Ticks /* so far */);", "var ml = new MLContext(1 /* so far */);")]
    [InlineData("var seed = Environment.TickCount;\nvar ml = new MLContext(seed);\nConsole.WriteLine(seed);", "var seed = Environment.TickCount;\nvar ml = new MLContext(1);\nConsole.WriteLine(seed);")]
    public Task A_context_seeded_from_the_clock(string before, string after)
    {
        const string Training = """

            var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
            Console.WriteLine(ml.Regression.Trainers.Sdca("Price", "Size").Fit(rows).Model.Bias);
            """;
        return VerifyFix.RuleAsync(Rule, before + Training, after + Training);
    }

    [Fact]
    public Task The_seed_of_a_shuffle() => VerifyFix.RuleAsync(
        Rule,
        """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.ShuffleRows(ml.Data.LoadFromTextFile<House>("houses.csv"), seed: Guid.NewGuid().GetHashCode());
        Console.WriteLine(ml.Regression.Trainers.Sdca("Price", "Size").Fit(rows).Model.Bias);
        """,
        """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.ShuffleRows(ml.Data.LoadFromTextFile<House>("houses.csv"), seed: 1);
        Console.WriteLine(ml.Regression.Trainers.Sdca("Price", "Size").Fit(rows).Model.Bias);
        """);
}
