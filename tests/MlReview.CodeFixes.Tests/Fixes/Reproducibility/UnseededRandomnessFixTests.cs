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
    public Task An_order_is_drawn_from_a_generator_of_its_own(string draw) => VerifyFix.RuleAsync(
        Rule,
        Rows + $"// Any two.\nvar kept = rows\n    .OrderBy(_ => {draw})\n    .Take(2).ToList();" + Training,
        Rows + "// Any two.\nvar random = new Random(1);\nvar kept = rows\n    .OrderBy(_ => random.Next())\n    .Take(2).ToList();" + Training);

    [Fact]
    public Task An_order_is_drawn_in_a_helper_that_has_the_name() => VerifyFix.RuleAsync(Rule, Rows + "var kept = Any(rows, 2);" + Training + """

        static List<House> Any(List<House> all, int random)
        {
            return all.OrderBy(_ => Guid.NewGuid()).Take(random).ToList();
        }
        """, Rows + "var kept = Any(rows, 2);" + Training + """

        static List<House> Any(List<House> all, int random)
        {
            var generator = new Random(1);
            return all.OrderBy(_ => generator.Next()).Take(random).ToList();
        }
        """);

    [Fact]
    public async Task The_title_says_where_the_order_comes_from() => Assert.Equal(
        "Draw the order from a seeded generator instead of 'Guid.NewGuid()': new Random(1)",
        await VerifyFix.TitleAsync(Rule, Rows + "var kept = rows.OrderBy(_ => Guid.NewGuid()).Take(2).ToList();" + Training));

    [Theory]
    // Each turn would draw the same.
    [InlineData("var kept = new List<House>();\nfor (var i = 0; i < 3; i++)\n    kept.AddRange(rows.OrderBy(_ => Guid.NewGuid()).Take(1));")]
    [InlineData("var kept = new List<House>();\nwhile (kept.Count < 3)\n{\n    kept.AddRange(rows.OrderBy(_ => Guid.NewGuid()).Take(1));\n}\n")]
    // What the numbers are for is the user's to say.
    [InlineData("var kept = rows.Where(_ => Random.Shared.NextDouble() < .5).ToList();")]
    [InlineData("var kept = rows.Select(row => new House { Size = row.Size + Random.Shared.Next(), Price = row.Price }).ToList();")]
    public Task Not_offered_for_what_cannot_be_seeded(string draw) => VerifyFix.NotOfferedAsync(Rule, Rows + draw + Training);
}
