using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR214: a custom mapping assigns a member of its output row on some paths only. The object is used again for every row (measured:
/// 27 of 29 rows wrong). The finding stands at the mapping argument.
/// </summary>
public sealed class MappingLeavesMemberTests
{
    private const string Rule = "MLR214";

    private const string RowTypes = """

        public enum Kind { House, Flat }

        public class Input
        {
            public float Size { get; set; }
            public int Rooms { get; set; }
            public string City { get; set; } = "";
            public bool IsNew { get; set; }
            public Kind Kind { get; set; }
        }

        public class Output
        {
            public float Level { get; set; }
            public float Other { get; set; }
            public string Group { get; set; } = "";
            public float Field;
        }
        """;

    private static string Mapping(string function, string members = "") => $$"""
        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms.CustomMapping<Input, Output>({{function}}, "Level");
            {{members}}
        }

        """ + RowTypes;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("output.Level = input.Size > 3 ? 1 : 0;")]
    [InlineData("if (input.Size > 3) { output.Level = 1; } else { output.Level = 0; }")]
    [InlineData("output.Level = 0; if (input.Size > 3) { output.Level = 1; }")]
    [InlineData("output.Level = default; output.Group = \"\"; if (input.IsNew) { output.Level = 1; output.Group = input.City; }")]
    [InlineData("output.Level = input.Kind switch { Kind.House => 1, _ => 2 };")]
    [InlineData("switch (input.City) { case \"Oslo\": output.Level = 1; break; default: output.Level = 0; break; }")]
    [InlineData("switch (input.Kind) { case Kind.House: output.Level = 1; break; case Kind.Flat: output.Level = 2; break; }")]
    [InlineData("if (input.Size > 3) { output.Level = 1; } if (input.Size <= 3) { output.Level = 0; }")]
    [InlineData("if (input.Rooms >= 5) { output.Level = 1; } else if (input.Rooms <= 4) { output.Level = 0; }")]
    [InlineData("if (input.IsNew) { output.Level = 1; } if (!input.IsNew) { output.Level = 0; }")]
    [InlineData("if (input.City == \"Oslo\") { output.Level = 1; } if (input.City != \"Oslo\") { output.Level = 0; }")]
    [InlineData("if (input is null) { return; } output.Level = input.Size;")]
    [InlineData("if (input.Size > 3) { throw new System.InvalidOperationException(); } output.Level = input.Size;")]
    [InlineData("if (output.Level != 1) { output.Level = 1; } output.Level = 0;")]
    [InlineData("try { output.Level = float.Parse(input.City, null); } catch (System.FormatException) { output.Level = 0; }")]
    [InlineData("try { System.Console.Write(input.City); } finally { output.Level = 1; }")]
    [InlineData("(output.Level, output.Other) = (1, 2);")]
    [InlineData("if (!float.TryParse(input.City, out output.Field)) { output.Field = 0; }")]
    [InlineData("float.TryParse(input.City, out output.Field);")]
    [InlineData("for (var i = 0; i < 3; i++) { output.Level = i; }")]
    [InlineData("lock (input) { output.Level = input.Size; }")]
    [InlineData("System.Console.Write(output.Group);")]
    public Task Silent_when_every_path_assigns(string body) => Verify.SilentAsync(Rule, Mapping($"(input, output) => {{ {body} }}"));

    [Theory]
    [InlineData("output.Level ??= 3;", "public float? Level { get; set; }")]
    [InlineData("output.Level += input.Size;", "public float Level { get; set; }")]
    [InlineData("if (input.IsNew) { output.Level++; }", "public float Level { get; set; }")]
    public Task Silent_when_the_value_of_before_is_wanted(string body, string member) => Verify.SilentAsync(Rule, Mapping(
        $"(input, output) => {{ {body} }}").Replace("public float Level { get; set; }", member));

    [Theory]
    [InlineData("Map", "private static void Map(Input input, Output output) { if (input.Size > 3) { output.Level = 1; } else { output.Level = 0; } }")]
    [InlineData("(input, output) => Map(input, output)", "private static void Map(Input input, Output output) { output.Level = 0; if (input.Size > 3) { output.Level = 1; } }")]
    [InlineData("(input, output) => { Clear(output); if (input.IsNew) { output.Level = 1; } }", "private static void Clear(Output output) { output.Level = 0; output.Other = 0; }")]
    public Task Silent_when_a_helper_assigns(string function, string members) => Verify.SilentAsync(Rule, Mapping(function, members));

    [Fact]
    public Task Silent_on_a_method_that_is_no_mapping() => Verify.SilentAsync(Rule, """
        public class Reader
        {
            public void Fill(MLContext ml, Input input, Output output)
            {
                if (input.Size > 3)
                {
                    output.Level = 1;
                }
            }
        }

        """ + RowTypes);

    [Fact]
    public Task Silent_when_helpers_call_each_other() => Verify.SilentAsync(Rule, Mapping("(input, output) => Even(input, output, 4)", """
        private static void Even(Input input, Output output, int left) { if (left > 0) { Odd(input, output, left - 1); } }

        private static void Odd(Input input, Output output, int left) { if (left > 0) { output.Level = 1; Even(input, output, left - 1); } }
        """));

    [Fact]
    public Task A_helper_is_known_whoever_calls_it_first() => Verify.RuleAsync(Rule, Mapping("(input, output) => A(input, output), \"Deep\").Append(ml.Transforms.CustomMapping<Input, Output>([|(input, output) => F(input, output)|]", """
        private static void A(Input input, Output output) => B(input, output);

        private static void B(Input input, Output output) => C(input, output);

        private static void C(Input input, Output output) => D(input, output);

        private static void D(Input input, Output output) => E(input, output);

        private static void E(Input input, Output output) => F(input, output);

        private static void F(Input input, Output output) { if (input.Size > 3) { output.Level = 1; } }
        """).Replace("\"Level\");", "\"Level\"));", StringComparison.Ordinal));

    [Fact]
    public Task Silent_and_soon_when_many_conditions_must_be_told_apart() => Verify.SilentAsync(Rule, Mapping("(input, output) => { "
        + string.Concat(Enumerable.Range(0, 60).Select(i => $"if (Is(input, {i})) {{ output.Level = {i}; }} ")) + "}", "private static bool Is(Input input, int i) => input.Rooms == i;"));

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("(input, output) => { Filler.Fill(output); if (input.IsNew) { output.Level = 1; } }", "public IFiller Filler { get; set; } = null!;")]
    [InlineData("(input, output) => { var same = output; same.Level = 0; if (input.IsNew) { output.Level = 1; } }")]
    [InlineData("(input, output) => { System.Action clear = () => output.Level = 0; clear(); if (input.IsNew) { output.Level = 1; } }")]
    [InlineData("(input, output) => { System.Text.Json.JsonSerializer.Serialize(output); if (input.IsNew) { output.Level = 1; } }")]
    [InlineData("(input, output) => { if (IsHigh(input)) { output.Level = 1; } else if (IsLow(input)) { output.Level = 0; } }", "private static bool IsHigh(Input input) => input.Size > 3; private static bool IsLow(Input input) => input.Size <= 3;")]
    [InlineData("(input, output) => { if (input.City == null) { output.Level = 0; } else if (input.City.Length >= 0) { output.Level = 1; } }")]
    [InlineData("(input, output) => { foreach (var letter in input.City) { output.Level = letter; } }")]
    [InlineData("Given", "public System.Action<Input, Output> Given { get; set; } = (input, output) => { };")]
    public Task Silent_when_it_cannot_be_told(string function, string members = "") =>
        Verify.SilentAsync(Rule, Mapping(function, members) + "\npublic interface IFiller { void Fill(Output output); }");

    // ---- Defects ----

    [Theory]
    [InlineData("if (input.Size > 3) { output.Level = 1; }")]
    [InlineData("if (input.Size > 3) { output.Level = 1; } else if (input.Size > 1) { output.Level = 2; }")]
    [InlineData("if (input.Size > 3 && input.Rooms > 2) { output.Level = 1; }")]
    [InlineData("if (input.City == null) { return; } output.Level = input.City.Length;")]
    [InlineData("if (string.IsNullOrEmpty(input.City)) { return; } output.Level = input.City.Length;")]
    [InlineData("switch (input.City) { case \"Oslo\": output.Level = 1; break; case \"Rome\": output.Level = 2; break; }")]
    [InlineData("switch (input.Kind) { case Kind.House: output.Level = 1; break; }")]
    [InlineData("try { output.Level = float.Parse(input.City, null); } catch (System.FormatException) { }")]
    [InlineData("output.Other = 1; if (input.IsNew) { output.Level = 1; }")]
    [InlineData("if (float.TryParse(input.City, out var level)) { output.Level = level; }")]
    [InlineData("if (input.Size > 3) { output.Level = 1; } if (input.Size < 3) { output.Level = 0; }")]
    [InlineData("if (input.Kind == Kind.House) output.Field = 1;")]
    [InlineData("_ = input.IsNew && (output.Level = 1) > 0;")]
    public Task Assigned_on_some_paths_only(string body) => Verify.RuleAsync(Rule, Mapping($"[|(input, output) => {{ {body} }}|]"));

    [Fact]
    public Task In_a_method_group() => Verify.RuleAsync(Rule, Mapping("[|Map|]", """
        private static void Map(Input input, Output output)
        {
            if (input.Size > 3)
            {
                output.Level = 1;
            }
        }
        """));

    [Fact]
    public Task In_a_helper_of_the_mapping() => Verify.RuleAsync(Rule, Mapping("[|(input, output) => { output.Other = 1; Fill(output, input.Size); }|]", """
        private static void Fill(Output row, float size)
        {
            if (size > 3)
            {
                row.Level = 1;
            }
        }
        """));

    [Fact]
    public Task In_a_local_variable_and_top_level_code() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        Action<Input, Output> map = (input, output) =>
        {
            if (input.IsNew)
            {
                output.Level = 1;
            }
        };
        var pipeline = ml.Transforms.CustomMapping([|map|], "Level");
        Console.WriteLine(pipeline.Fit(ml.Data.LoadFromEnumerable(new List<Input>())));

        """ + RowTypes);

    [Fact]
    public Task In_the_function_of_a_factory() => Verify.RuleAsync(Rule, """
        [CustomMappingFactoryAttribute("Level")]
        public class LevelFactory : CustomMappingFactory<Input, Output>
        {
            public override Action<Input, Output> GetMapping() => Map;

            private static void Map(Input input, Output output)
            {
                if (input.Size > 3)
                {
                    output.Level = 1;
                }
            }
        }

        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms.CustomMapping([|new LevelFactory().GetMapping()|], "Level");
        }

        """ + RowTypes);

    [Fact]
    public Task In_a_local_function() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml)
            {
                return ml.Transforms.CustomMapping<Input, Output>([|Map|], "Level");

                static void Map(Input input, Output output)
                {
                    if (input.IsNew)
                    {
                        output.Level = 1;
                    }
                }
            }
        }

        """ + RowTypes);

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_members_and_shows_the_assignments()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Mapping("[|(input, output) => { if (input.IsNew) { output.Level = 1; output.Group = \"new\"; } }|]")));

        Assert.Contains("'Level', 'Group'", finding.Text());
        Assert.Equal(2, finding.AdditionalLocations.Count);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Critical", finding.Verdict());
    }
}
