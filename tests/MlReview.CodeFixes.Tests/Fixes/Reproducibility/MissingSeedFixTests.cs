using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Reproducibility;

/// <summary>MLR301: the context gets the constant seed 1.</summary>
public sealed class MissingSeedFixTests
{
    private const string Rule = "MLR301";

    private const string Drawing = """

        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Regression.Trainers.Sdca("Price", "Size").Fit(rows);
        Console.WriteLine(model.Model.Bias);
        """;

    [Theory]
    [InlineData("new MLContext()", "new MLContext(seed: 1)")]
    [InlineData("new MLContext { }", "new MLContext(seed: 1) { }")]
    [InlineData("new MLContext { GpuDeviceId = 0 }", "new MLContext(seed: 1) { GpuDeviceId = 0 }")]
    [InlineData("new MLContext(null)", "new MLContext(1)")]
    [InlineData("new MLContext(seed: null)", "new MLContext(seed: 1)")]
    [InlineData("new MLContext(seed: default)", "new MLContext(seed: 1)")]
    [InlineData("new /* the one */ MLContext( /* none */ )", "new /* the one */ MLContext(seed: 1 /* none */ )")]
    public Task A_context_without_a_seed_gets_one(string without, string with) =>
        VerifyFix.RuleAsync(Rule, $"var ml = {without};" + Drawing, $"var ml = {with};" + Drawing);

    [Fact]
    public Task A_target_typed_context_in_a_field() => VerifyFix.RuleAsync(
        Rule,
        """
        public class Trainer
        {
            private readonly MLContext _ml = new(); // shared

            public ITransformer Train(IDataView rows) => _ml.Regression.Trainers.Sdca("Price", "Size").Fit(rows);
        }
        """,
        """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1); // shared

            public ITransformer Train(IDataView rows) => _ml.Regression.Trainers.Sdca("Price", "Size").Fit(rows);
        }
        """);

    [Fact]
    public Task All_contexts_of_a_file() => VerifyFix.RuleAsync(
        Rule,
        """
        var first = new MLContext();
        var second = new MLContext();
        var rows = first.Data.LoadFromTextFile<House>("houses.csv");
        Console.WriteLine(first.Regression.Trainers.Sdca("Price", "Size").Fit(rows).Model.Bias);
        Console.WriteLine(second.Regression.Trainers.Sdca("Price", "Size").Fit(rows).Model.Bias);
        """,
        """
        var first = new MLContext(seed: 1);
        var second = new MLContext(seed: 1);
        var rows = first.Data.LoadFromTextFile<House>("houses.csv");
        Console.WriteLine(first.Regression.Trainers.Sdca("Price", "Size").Fit(rows).Model.Bias);
        Console.WriteLine(second.Regression.Trainers.Sdca("Price", "Size").Fit(rows).Model.Bias);
        """);

    [Fact]
    public async Task The_title_says_what_is_done() =>
        Assert.Equal("Seed the context: new MLContext(seed: 1)", await VerifyFix.TitleAsync(Rule, "var ml = new MLContext();" + Drawing));

    [Fact]
    public Task Not_offered_where_the_seed_is_a_variable_that_others_set() => VerifyFix.NotOfferedAsync(Rule, """
        int? seed = null;
        var ml = new MLContext(seed);
        """ + Drawing);
}
