using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR213: a custom mapping is given one function while the factory of its contract returns another (measured: ×100 trained, ×2
/// served). The finding stands at the mapping argument.
/// </summary>
public sealed class MappingDiffersFromFactoryTests
{
    private const string Rule = "MLR213";

    private const string RowTypes = """

        public class Input { public float Size { get; set; } public int Rooms { get; set; } public string City { get; set; } = ""; }

        public class Output { public float Scaled { get; set; } public float Other { get; set; } public string Text { get; set; } = ""; }
        """;

    private static string Program(string mapping, string factory, string contract = "Scale", string members = "") => $$"""
        public static class Scaling
        {
            public const float Factor = 100;

            public static void Map(Input input, Output output) => output.Scaled = input.Size * Factor;
        }

        [CustomMappingFactoryAttribute("Scale")]
        public class ScaleFactory : CustomMappingFactory<Input, Output>
        {
            public override Action<Input, Output> GetMapping() => {{factory}};
            {{members}}
        }

        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms.CustomMapping<Input, Output>({{mapping}}, "{{contract}}");
        }

        """ + RowTypes;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("new ScaleFactory().GetMapping()", "(input, output) => output.Scaled = input.Size * 2")]
    [InlineData("Scaling.Map", "Scaling.Map")]
    [InlineData("(input, output) => Scaling.Map(input, output)", "Scaling.Map")]
    [InlineData("(a, b) => b.Scaled = a.Size * 2", "(input, output) => output.Scaled = input.Size * 2")]
    [InlineData("(a, b) => { var twice = 2 * a.Size; b.Scaled = twice; }", "(input, output) => output.Scaled = input.Size * 2")]
    [InlineData("(a, b) => b.Scaled = a.Size * 100", "Scaling.Map")]
    [InlineData("(a, b) => b.Scaled = a.Size / 4", "(input, output) => output.Scaled = input.Size * 0.25f")]
    [InlineData("(a, b) => b.Scaled = (a.Size - 3) / 2", "(input, output) => output.Scaled = 0.5f * input.Size - 1.5f")]
    [InlineData("(a, b) => { b.Other = 1; b.Scaled = a.Size; }", "(input, output) => { output.Scaled = input.Size; output.Other = 1; }")]
    [InlineData("(a, b) => b.Text = a.City + \"-x\"", "(input, output) => output.Text = $\"{input.City}-x\"")]
    [InlineData("(a, b) => b.Scaled = MathF.Log(1 + a.Size)", "(input, output) => output.Scaled = (float)Math.Log(input.Size + 1)")]
    public Task Silent_when_both_give_the_same_rows(string mapping, string factory) => Verify.SilentAsync(Rule, Program(mapping, factory));

    [Fact]
    public Task Silent_when_the_contract_is_another() =>
        Verify.SilentAsync(Rule, Program("(a, b) => b.Scaled = a.Size * 100", "(a, b) => b.Scaled = a.Size * 2", "Another"));

    [Fact]
    public Task Silent_when_a_local_is_shared() => Verify.SilentAsync(Rule, Program("new ScaleFactory().Map", "Map", members: "public void Map(Input input, Output output) => output.Scaled = input.Size * 2;"));

    [Fact]
    public Task Silent_and_soon_when_a_number_is_doubled_many_times()
    {
        var doubled = string.Concat(Enumerable.Repeat("x = x + x; ", 24));
        return Verify.SilentAsync(Rule, Program($"(a, b) => {{ var x = a.Size; {doubled} b.Scaled = x; }}", $"(input, output) => {{ var x = input.Size; {doubled} output.Scaled = x; }}"));
    }

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("(a, b) => b.Scaled = a.Size > 3 ? 1 : 0", "(input, output) => output.Scaled = input.Size >= 3 ? 1 : 0")]
    [InlineData("(a, b) => b.Scaled = MathF.Log(a.Size)", "(input, output) => output.Scaled = Convert.ToSingle(input.Size)")]
    [InlineData("(a, b) => b.Scaled = a.City.Length", "(input, output) => output.Scaled = Length(input.City)", "private static int Length(string text) { var count = 0; foreach (var letter in text) { count++; } return count; }")]
    [InlineData("(a, b) => b.Scaled = a.Size * 100", "Given", "public static Action<Input, Output> Given = (input, output) => output.Scaled = input.Size * 2;")]
    [InlineData("(a, b) => b.Scaled = a.Size * 100", "(input, output) => Filler!.Fill(input, output)", "public IFiller? Filler; public interface IFiller { void Fill(Input input, Output output); }")]
    public Task Silent_when_it_cannot_be_told(string mapping, string factory, string members = "") => Verify.SilentAsync(Rule, Program(mapping, factory, members: members));

    [Fact]
    public Task Silent_when_the_function_is_given_from_outside() => Verify.SilentAsync(Rule, Program("(a, b) => b.Scaled = a.Size * 100", "(a, b) => b.Scaled = a.Size * 2").Replace(
        "Pipeline(MLContext ml) => ml.Transforms.CustomMapping<Input, Output>((a, b) => b.Scaled = a.Size * 100",
        "Pipeline(MLContext ml, Action<Input, Output> map) => ml.Transforms.CustomMapping<Input, Output>(map"));

    // ---- Defects ----

    [Theory]
    [InlineData("(a, b) => b.Scaled = a.Size * 100", "(input, output) => output.Scaled = input.Size * 2")]
    [InlineData("Scaling.Map", "(input, output) => output.Scaled = input.Size * 2")]
    [InlineData("(a, b) => { var factor = 3; b.Scaled = a.Size * factor; }", "Scaling.Map")]
    [InlineData("(a, b) => b.Scaled = a.Size", "(input, output) => output.Scaled = input.Rooms")]
    [InlineData("(a, b) => b.Text = a.City + \"-x\"", "(input, output) => output.Text = input.City + \"-y\"")]
    [InlineData("(a, b) => { b.Scaled = a.Size; b.Other = 1; }", "(input, output) => output.Scaled = input.Size")]
    [InlineData("(a, b) => b.Scaled = MathF.Log(a.Size) * 3", "(input, output) => output.Scaled = MathF.Log(input.Size) * 2")]
    public Task Factory_returns_another_function(string mapping, string factory) => Verify.RuleAsync(Rule, Program($"[|{mapping}|]", factory));

    [Fact]
    public Task Function_in_a_local_variable_of_top_level_code() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        const string Contract = "Scale";
        Action<Input, Output> map = (input, output) => output.Scaled = input.Size * 100;
        var pipeline = ml.Transforms.CustomMapping([|map|], contractName: Contract);
        Console.WriteLine(pipeline.Fit(ml.Data.LoadFromEnumerable(new List<Input>())));

        [CustomMappingFactoryAttribute("Scale")]
        public class ScaleFactory : CustomMappingFactory<Input, Output>
        {
            public override Action<Input, Output> GetMapping()
            {
                return Map;

                static void Map(Input input, Output output) => output.Scaled = input.Size * 2;
            }
        }

        """ + RowTypes);

    [Fact]
    public Task Contract_in_a_field_and_function_in_a_helper() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly string _contract = nameof(ScaleFactory);

            public IEstimator<ITransformer> Pipeline(MLContext ml) => Scaled(ml, _contract);

            private static IEstimator<ITransformer> Scaled(MLContext ml, string contract) => ml.Transforms.CustomMapping<Input, Output>([|Map|], contract);

            private static void Map(Input input, Output output)
            {
                output.Other = 1;
                output.Scaled = (input.Size - 5) / 3;
            }
        }

        [CustomMappingFactoryAttribute(nameof(ScaleFactory))]
        public class ScaleFactory : CustomMappingFactory<Input, Output>
        {
            public override Action<Input, Output> GetMapping() => (input, output) =>
            {
                output.Other = 1;
                output.Scaled = (input.Size - 5) / 4;
            };
        }

        """ + RowTypes);

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_column_the_factory_and_the_contract()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Program("[|(a, b) => b.Scaled = a.Size * 100|]", "(input, output) => output.Scaled = input.Size * 2")));

        Assert.Contains("'Scaled'", finding.Text());
        Assert.Contains("ScaleFactory.GetMapping", finding.Text());
        Assert.Contains("contract 'Scale'", finding.Text());
        Assert.Single(finding.Path());
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Critical", finding.Verdict());
    }

    // ---- Known misses ----

    [Fact]
    public Task Known_miss_functions_that_decide_otherwise() => Verify.SilentAsync(Rule, Program("(a, b) => b.Scaled = a.Size > 3 ? 1 : 0", "(input, output) => output.Scaled = input.Size > 5 ? 1 : 0"));
}
