using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Skew;

/// <summary>MLR213: training runs the function that a loaded model runs.</summary>
public sealed class MappingDiffersFromFactoryFixTests
{
    private const string Rule = "MLR213";

    private const string Types = """


        [CustomMappingFactoryAttribute("Scale")]
        public class ScaleFactory : CustomMappingFactory<Input, Output>
        {
            public override Action<Input, Output> GetMapping() => (input, output) => output.Scaled = input.Size * 2;
        }

        public class Input { public float Size { get; set; } }

        public class Output { public float Scaled { get; set; } public float Other { get; set; } }
        """;

    [Theory]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>((a, b) => b.Scaled = a.Size * 100, \"Scale\")", "(a, b) => b.Scaled = a.Size * 100")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>(mapAction: (a, b) => { b.Scaled = a.Size * 100; }, contractName: \"Scale\" /* as saved */)", "(a, b) => { b.Scaled = a.Size * 100; }")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>(Scaled, \"Scale\")", "Scaled")]
    public Task The_function_is_given_in_the_call(string mapping, string function)
    {
        const string Rest = "\nConsole.WriteLine(pipeline.GetType());\n";
        const string Local = "static void Scaled(Input input, Output output) => output.Scaled = input.Size * 100;";
        var before = $"var ml = new MLContext(seed: 1);\nvar pipeline = {mapping};";
        return VerifyFix.RuleAsync(
            Rule,
            before + Rest + (function == "Scaled" ? Local : "") + Types,
            before.Replace(function, "new ScaleFactory().GetMapping()", StringComparison.Ordinal) + Rest + (function == "Scaled" ? Types[1..] : Types));
    }

    [Fact]
    public Task The_function_and_what_it_used_stand_in_variables() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        const string Contract = "Scale";
        Action<Input, Output> map = (input, output) => output.Scaled = input.Size * 100;
        // The pipeline.
        var pipeline = ml.Transforms.CustomMapping(map, contractName: Contract);
        Console.WriteLine(pipeline.GetType());
        """ + Types, """
        var ml = new MLContext(seed: 1);
        const string Contract = "Scale";
        // The pipeline.
        var pipeline = ml.Transforms.CustomMapping(new ScaleFactory().GetMapping(), contractName: Contract);
        Console.WriteLine(pipeline.GetType());
        """ + Types);

    [Fact]
    public Task A_caller_gives_contract_and_function() => VerifyFix.RuleAsync(Rule, """
        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml) => Mapped(ml, (a, b) => b.Scaled = a.Size * 100);

            private static IEstimator<ITransformer> Mapped(MLContext ml, Action<Input, Output> map) => ml.Transforms.CustomMapping(map, "Scale").Append(ml.Transforms.CopyColumns("Copy", "Scaled"));
        }
        """ + Types, """
        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml) => Mapped(ml, new ScaleFactory().GetMapping());

            private static IEstimator<ITransformer> Mapped(MLContext ml, Action<Input, Output> map) => ml.Transforms.CustomMapping(map, "Scale").Append(ml.Transforms.CopyColumns("Copy", "Scaled"));
        }
        """ + Types);

    [Fact]
    public Task The_factory_is_in_another_namespace() => VerifyFix.RuleAsync(Rule, """
        namespace Acme.Training
        {
            using System;

            public class Trainer
            {
                public IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms.CustomMapping<Rows.Input, Rows.Output>((a, b) => b.Scaled = a.Size * 100, "Scale");
            }
        }

        """ + Factory, """
        namespace Acme.Training
        {
            using System;
            using Acme.Rows;

            public class Trainer
            {
                public IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms.CustomMapping<Rows.Input, Rows.Output>(new ScaleFactory().GetMapping(), "Scale");
            }
        }

        """ + Factory);

    private const string Factory = """
        namespace Acme.Rows
        {
            [CustomMappingFactoryAttribute("Scale")]
            public class ScaleFactory : CustomMappingFactory<Input, Output>
            {
                public override Action<Input, Output> GetMapping() => (input, output) => output.Scaled = input.Size * 2;
            }

            public class Input { public float Size { get; set; } }

            public class Output { public float Scaled { get; set; } }
        }
        """;

    [Fact]
    public async Task The_title_says_which_function_it_is() => Assert.Equal(
        "Train with the function that a loaded model runs: new ScaleFactory().GetMapping()",
        await VerifyFix.TitleAsync(Rule, "Console.WriteLine(new MLContext().Transforms.CustomMapping<Input, Output>((a, b) => b.Scaled = a.Size * 100, \"Scale\").GetType());" + Types));

    [Fact]
    public Task Not_offered_when_the_factory_fills_less() => VerifyFix.NotOfferedAsync(
        Rule, "Console.WriteLine(new MLContext().Transforms.CustomMapping<Input, Output>((a, b) => { b.Scaled = a.Size * 2; b.Other = 1; }, \"Scale\").GetType());" + Types);

    [Fact]
    public Task Not_offered_when_nobody_can_make_the_factory() => VerifyFix.NotOfferedAsync(
        Rule,
        "Console.WriteLine(new MLContext().Transforms.CustomMapping<Input, Output>((a, b) => b.Scaled = a.Size * 100, \"Scale\").GetType());"
            + Types.Replace("public override", "public ScaleFactory(int version) => Console.WriteLine(version);\n    public override", StringComparison.Ordinal));

    [Fact]
    public Task Not_offered_when_callers_give_one_place_several_contracts() => VerifyFix.NotOfferedAsync(Rule, """
        var ml = new MLContext(seed: 1);
        Console.WriteLine(Mapped("Scale").GetType());
        Console.WriteLine(Mapped("Other").GetType());

        IEstimator<ITransformer> Mapped(string contract) => ml.Transforms.CustomMapping<Input, Output>((a, b) => b.Scaled = a.Size * 100, contract);
        """ + Types);
}
