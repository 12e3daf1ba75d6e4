using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR203: a custom mapping without a contract name, or without the factory class of its contract, is part of a pipeline that is
/// saved: Save throws, or Load does. The finding stands at the mapping argument.
/// </summary>
public sealed class UnsavableMappingTests
{
    private const string Rule = "MLR203";

    private const string RowTypes = """

        public class Input { public float Size { get; set; } }

        public class Output { public float Scaled { get; set; } }
        """;

    private const string Factory = """

        [CustomMappingFactoryAttribute("Scale")]
        public class ScaleFactory : CustomMappingFactory<Input, Output>
        {
            public override Action<Input, Output> GetMapping() => (input, output) => output.Scaled = input.Size * 2;
        }
        """;

    private const string Save = "ml.Model.Save(model, houses.Schema, \"houses-1.4.0.zip\");";

    private static string Program(string contract, string use = Save, string function = "(input, output) => output.Scaled = input.Size * 2") => $$"""
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var pipeline = ml.Transforms.CustomMapping<Input, Output>({{function}}, {{contract}})
            .Append(ml.Transforms.Concatenate("Features", "Scaled"))
            .Append(ml.Regression.Trainers.FastTree("Price"));
        var model = pipeline.Fit(houses);
        {{use}}

        """ + RowTypes;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("\"Scale\"")]
    [InlineData("contractName: \"Scale\"")]
    [InlineData("nameof(Scale)")]
    public Task Silent_when_the_contract_has_its_factory(string contract) => Verify.SilentAsync(Rule, Program(contract) + Factory + "\npublic class Scale;");

    [Theory]
    [InlineData("null")]
    [InlineData("\"Scale\"")]
    public Task Silent_when_nothing_is_saved(string contract) =>
        Verify.SilentAsync(Rule, Program(contract, "Console.WriteLine(ml.Regression.Evaluate(model.Transform(houses), \"Price\").RSquared);"));

    [Fact]
    public Task Silent_when_another_model_is_saved() => Verify.SilentAsync(Rule, Program("null", """
        var other = ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
        ml.Model.Save(other, houses.Schema, "houses-1.4.0.zip");
        """));

    [Fact]
    public Task Silent_when_only_the_last_step_is_saved() =>
        Verify.SilentAsync(Rule, Program("null", "ml.Model.Save(model.LastTransformer, null, \"houses-1.4.0.zip\");"));

    [Fact]
    public Task Silent_when_the_branch_that_saves_has_another_pipeline() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        IEstimator<ITransformer> pipeline;
        if (args.Length > 0)
        {
            pipeline = ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = input.Size, null);
            Console.WriteLine(pipeline.Fit(houses).Transform(houses).GetRowCount());
        }
        else
        {
            pipeline = ml.Regression.Trainers.FastTree("Price", "Size");
            ml.Model.Save(pipeline.Fit(houses), houses.Schema, "houses-1.4.0.zip");
        }

        """ + RowTypes);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("args[0]")]
    [InlineData("Environment.GetEnvironmentVariable(\"CONTRACT\")")]
    public Task Silent_when_the_contract_is_not_known(string contract) => Verify.SilentAsync(Rule, Program(contract));

    [Fact]
    public Task Silent_when_the_model_is_not_known() => Verify.SilentAsync(Rule, """
        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = input.Size, null);

            public void Save(MLContext ml, ITransformer model) => ml.Model.Save(model, null, "houses-1.4.0.zip");
        }

        """ + RowTypes);

    [Fact]
    public Task Silent_when_an_attribute_does_not_bind() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", Program("\"Scale\"") + """

                [CustomMappingFactory("Scale")]
                public class ScaleFactory : Missing.CustomMappingFactory<Input, Output> { }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Silent_on_a_user_method_called_CustomMapping() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var model = ml.CustomMapping(null).Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");

        public static class Extensions
        {
            public static IEstimator<ITransformer> CustomMapping(this MLContext ml, string? contractName) => ml.Regression.Trainers.FastTree("Price", contractName ?? "Size");
        }
        """);

    // ---- Defects ----

    [Theory]
    [InlineData("null")]
    [InlineData("contractName: null")]
    [InlineData("\"\"")]
    [InlineData("default")]
    public Task J13_Saved_without_a_contract_name(string contract) =>
        Verify.RuleAsync(Rule, Program(contract, function: "[|(input, output) => output.Scaled = input.Size * 2|]"));

    [Theory]
    [InlineData("\"Scael\"")]
    [InlineData("nameof(Input)")]
    public Task Saved_with_a_contract_that_no_class_knows(string contract) =>
        Verify.RuleAsync(Rule, Program(contract, function: "[|(input, output) => output.Scaled = input.Size * 2|]") + Factory);

    [Fact]
    public Task J13_Saved_to_a_stream() => Verify.RuleAsync(Rule, Program(
        "null", "using var stream = File.Create(\"houses-1.4.0.zip\"); ml.Model.Save(model, houses.Schema, stream);", "[|(input, output) => output.Scaled = input.Size|]"));

    [Fact]
    public Task J13_Saved_as_part_of_a_longer_chain() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public void Train(string path)
            {
                var houses = _ml.Data.LoadFromTextFile<House>(path);
                var prepared = Prepare().Fit(houses);
                var model = _ml.Regression.Trainers.FastTree("Price", "Scaled").Fit(prepared.Transform(houses));
                Save(prepared.Append(model), houses.Schema);
            }

            private IEstimator<ITransformer> Prepare() => _ml.Transforms.CustomMapping<Input, Output>([|Map|], null);

            private void Save(ITransformer model, DataViewSchema schema) => _ml.Model.Save(model, schema, "houses-1.4.0.zip");

            private static void Map(Input input, Output output) => output.Scaled = input.Size;
        }

        """ + RowTypes);

    [Fact]
    public Task J13_In_async_code_with_a_tuple() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var (model, schema) = await TrainAsync();
        ml.Model.Save(model, schema, "houses-1.4.0.zip");

        async Task<(ITransformer Model, DataViewSchema Schema)> TrainAsync()
        {
            await Task.Yield();
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
            var pipeline = ml.Transforms.CustomMapping<Input, Output>([|(input, output) => output.Scaled = input.Size|], contractName: null)
                .Append(ml.Regression.Trainers.FastTree("Price", "Scaled"));
            return (pipeline.Fit(houses), houses.Schema);
        }

        """ + RowTypes);

    // ---- What the user reads ----

    [Fact]
    public async Task Says_what_is_missing_and_where_it_is_saved()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Program("null", function: "[|(input, output) => output.Scaled = input.Size|]")));

        Assert.Contains("no contract name", finding.Text());
        Assert.Contains("line 7", finding.Text());
        Assert.Single(finding.Path());
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Major", finding.Verdict());

        finding = Assert.Single(await Verify.RuleAsync(Rule, Program("\"Scale\"", function: "[|(input, output) => output.Scaled = input.Size|]")));
        Assert.Contains("contract 'Scale'", finding.Text());
    }
}
