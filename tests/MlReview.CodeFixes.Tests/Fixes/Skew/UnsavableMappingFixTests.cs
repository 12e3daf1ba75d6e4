using MlReview.CodeFixes.Tests.Verification;
using MlReview.Testing;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Skew;

/// <summary>MLR203: the function gets a contract and moves into its factory class, from where training takes it as well.</summary>
public sealed class UnsavableMappingFixTests
{
    private const string Rule = "MLR203";

    private const string Rows = """


        public class Input { public float Size { get; set; } }

        public class Output { public float Scaled { get; set; } }
        """;

    private static string Program(string mapping, string rows = Rows, string before = "") => $$"""
        {{before}}var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var pipeline = {{mapping}}
            .Append(ml.Transforms.Concatenate("Features", "Scaled"))
            .Append(ml.Regression.Trainers.FastTree("Price"));
        var model = pipeline.Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """ + rows;

    private static string Factory(string contract, string name, string function, string access = "public") => $$"""


        [CustomMappingFactoryAttribute("{{contract}}")]
        {{access}} sealed class {{name}} : CustomMappingFactory<Input, Output>
        {
            public override Action<Input, Output> GetMapping() => {{function}};
        }
        """;

    [Theory]
    [InlineData("null", "\"InputToOutput\"")]
    [InlineData("contractName: null", "contractName: \"InputToOutput\"")]
    [InlineData("\"\"", "\"InputToOutput\"")]
    [InlineData("default", "\"InputToOutput\"")]
    public Task J13_A_mapping_without_a_contract_gets_one_with_its_factory(string before, string after) => VerifyFix.RuleAsync(
        Rule,
        Program($"ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = input.Size * 2, {before})"),
        Program(
            $"ml.Transforms.CustomMapping<Input, Output>(new InputToOutputFactory().GetMapping(), {after})",
            Factory("InputToOutput", "InputToOutputFactory", "(input, output) => output.Scaled = input.Size * 2") + Rows));

    [Theory]
    [InlineData("Scale", "ScaleFactory")]
    [InlineData("scale size", "ScaleSizeFactory")]
    [InlineData("ScaleFactory", "ScaleFactory")]
    public Task A_contract_without_a_factory_gets_one(string contract, string name) => VerifyFix.RuleAsync(
        Rule,
        Program($"ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = input.Size * 2, \"{contract}\")"),
        Program(
            $"ml.Transforms.CustomMapping<Input, Output>(new {name}().GetMapping(), \"{contract}\")",
            Factory(contract, name, "(input, output) => output.Scaled = input.Size * 2") + Rows));

    [Theory]
    [InlineData("ml.Transforms.CustomMapping((Input input, Output output) => output.Scaled = input.Size, null)", "ml.Transforms.CustomMapping(new InputToOutputFactory().GetMapping(), \"InputToOutput\")", "(Input input, Output output) => output.Scaled = input.Size")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>((input, output) => { output.Scaled = input.Size; }, null)", "ml.Transforms.CustomMapping<Input, Output>(new InputToOutputFactory().GetMapping(), \"InputToOutput\")", "(input, output) => { output.Scaled = input.Size; }")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>((static (input, output) => output.Scaled = MathF.Log(input.Size)), /* not saved */ null)", "ml.Transforms.CustomMapping<Input, Output>(new InputToOutputFactory().GetMapping(), /* not saved */ \"InputToOutput\")", "static (input, output) => output.Scaled = MathF.Log(input.Size)")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>(delegate (Input input, Output output) { output.Scaled = input.Size; }, null)", "ml.Transforms.CustomMapping<Input, Output>(new InputToOutputFactory().GetMapping(), \"InputToOutput\")", "delegate (Input input, Output output) { output.Scaled = input.Size; }")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>(Mappings.Scale, null)", "ml.Transforms.CustomMapping<Input, Output>(new InputToOutputFactory().GetMapping(), \"InputToOutput\")", "Mappings.Scale")]
    [InlineData("CustomMappingCatalog.CustomMapping<Input, Output>(ml.Transforms, (input, output) => output.Scaled = input.Size, null)", "CustomMappingCatalog.CustomMapping<Input, Output>(ml.Transforms, new InputToOutputFactory().GetMapping(), \"InputToOutput\")", "(input, output) => output.Scaled = input.Size")]
    [InlineData("Microsoft.ML.CustomMappingCatalog.CustomMapping<Input, Output>(ml.Transforms, (input, output) => output.Scaled = input.Size, contractName: null)", "Microsoft.ML.CustomMappingCatalog.CustomMapping<Input, Output>(ml.Transforms, new InputToOutputFactory().GetMapping(), contractName: \"InputToOutput\")", "(input, output) => output.Scaled = input.Size")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>(contractName: null, mapAction: (input, output) => output.Scaled = input.Size)", "ml.Transforms.CustomMapping<Input, Output>(contractName: \"InputToOutput\", mapAction: new InputToOutputFactory().GetMapping())", "(input, output) => output.Scaled = input.Size")]
    public Task The_function_is_taken_as_it_is_written(string before, string after, string function)
    {
        const string Rest = Rows + "\n\npublic static class Mappings { public static void Scale(Input input, Output output) => output.Scaled = input.Size; }";
        return VerifyFix.RuleAsync(Rule, Program(before, Rest), Program(after, Factory("InputToOutput", "InputToOutputFactory", function) + Rest));
    }

    [Fact]
    public Task An_extension_method_is_called_as_a_static_one_of_an_alias()
    {
        const string Directive = "using Steps = Microsoft.ML.CustomMappingCatalog;\n";
        return VerifyFix.RuleAsync(
            Rule,
            Program("Steps.CustomMapping<Input, Output>(ml.Transforms, (input, output) => output.Scaled = input.Size, null)", before: Directive),
            Program("Steps.CustomMapping<Input, Output>(ml.Transforms, new InputToOutputFactory().GetMapping(), \"InputToOutput\")", Factory("InputToOutput", "InputToOutputFactory", "(input, output) => output.Scaled = input.Size") + Rows, Directive));
    }

    [Fact]
    public Task A_function_in_a_variable_is_replaced_there() => VerifyFix.RuleAsync(
        Rule,
        Program("ml.Transforms.CustomMapping(scale, null)", before: "Action<Input, Output> scale = (input, output) => output.Scaled = input.Size;\n"),
        Program(
            "ml.Transforms.CustomMapping(scale, \"InputToOutput\")",
            Factory("InputToOutput", "InputToOutputFactory", "(input, output) => output.Scaled = input.Size") + Rows,
            "Action<Input, Output> scale = new InputToOutputFactory().GetMapping();\n"));

    [Fact]
    public Task Lines_move_with_their_indentation_and_internal_rows_keep_the_class_internal() => VerifyFix.RuleAsync(Rule, """
        namespace Houses
        {
            internal static class Trainer
            {
                public static void Train(MLContext ml, IDataView houses)
                {
                    var pipeline = ml.Transforms
                        .CustomMapping<Input, Output>(
                            (input, output) =>
                            {
                                // Rooms are counted from one.
                                if (input.Size > 0)
                                    output.Scaled = input.Size / 100;
                                else
                                    output.Scaled = 0;
                            },
                            contractName: null)
                        .Append(ml.Regression.Trainers.FastTree("Price", "Scaled"));
                    ml.Model.Save(pipeline.Fit(houses), houses.Schema, "houses-1.4.0.zip");
                }
            } // trainer

            internal sealed class Input { public float Size { get; set; } }

            internal sealed class Output { public float Scaled { get; set; } }
        }
        """, """
        namespace Houses
        {
            internal static class Trainer
            {
                public static void Train(MLContext ml, IDataView houses)
                {
                    var pipeline = ml.Transforms
                        .CustomMapping<Input, Output>(
                            new InputToOutputFactory().GetMapping(),
                            contractName: "InputToOutput")
                        .Append(ml.Regression.Trainers.FastTree("Price", "Scaled"));
                    ml.Model.Save(pipeline.Fit(houses), houses.Schema, "houses-1.4.0.zip");
                }
            } // trainer

            [CustomMappingFactoryAttribute("InputToOutput")]
            internal sealed class InputToOutputFactory : CustomMappingFactory<Input, Output>
            {
                public override Action<Input, Output> GetMapping() => (input, output) =>
                {
                    // Rooms are counted from one.
                    if (input.Size > 0)
                        output.Scaled = input.Size / 100;
                    else
                        output.Scaled = 0;
                };
            }

            internal sealed class Input { public float Size { get; set; } }

            internal sealed class Output { public float Scaled { get; set; } }
        }
        """);

    [Fact]
    public Task A_function_of_the_class_itself_stays_inside() => VerifyFix.RuleAsync(Rule, """
        public class Trainer
        {
            private const float Most = 400;

            public void Train(MLContext ml, IDataView houses)
            {
                var prepared = Prepare(ml).Fit(houses);
                var model = ml.Regression.Trainers.FastTree("Price", "Scaled").Fit(prepared.Transform(houses));
                ml.Model.Save(prepared.Append(model), houses.Schema, "houses-1.4.0.zip");
            }

            private static IEstimator<ITransformer> Prepare(MLContext ml) => ml.Transforms.CustomMapping<Input, Output>(Map, null);

            private static void Map(Input input, Output output) => output.Scaled = input.Size / Most;

            private sealed class Input { public float Size { get; set; } }

            private sealed class Output { public float Scaled { get; set; } }
        }
        """, """
        public class Trainer
        {
            private const float Most = 400;

            public void Train(MLContext ml, IDataView houses)
            {
                var prepared = Prepare(ml).Fit(houses);
                var model = ml.Regression.Trainers.FastTree("Price", "Scaled").Fit(prepared.Transform(houses));
                ml.Model.Save(prepared.Append(model), houses.Schema, "houses-1.4.0.zip");
            }

            private static IEstimator<ITransformer> Prepare(MLContext ml) => ml.Transforms.CustomMapping<Input, Output>(new InputToOutputFactory().GetMapping(), "InputToOutput");

            private static void Map(Input input, Output output) => output.Scaled = input.Size / Most;

            private sealed class Input { public float Size { get; set; } }

            private sealed class Output { public float Scaled { get; set; } }

            [CustomMappingFactoryAttribute("InputToOutput")]
            private sealed class InputToOutputFactory : CustomMappingFactory<Input, Output>
            {
                public override Action<Input, Output> GetMapping() => Map;
            }
        }
        """);

    [Fact]
    public Task Two_mappings_get_names_of_their_own() => VerifyFix.RuleAsync(
        Rule,
        Program("ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = 1, null).Append(ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = 2, null))"),
        Program(
            "ml.Transforms.CustomMapping<Input, Output>(new InputToOutputFactory().GetMapping(), \"InputToOutput\").Append(ml.Transforms.CustomMapping<Input, Output>(new InputToOutput2Factory().GetMapping(), \"InputToOutput2\"))",
            Factory("InputToOutput2", "InputToOutput2Factory", "(input, output) => output.Scaled = 2") + Factory("InputToOutput", "InputToOutputFactory", "(input, output) => output.Scaled = 1") + Rows));

    [Fact]
    public Task A_mapping_of_a_row_onto_itself_is_named_after_the_row() => VerifyFix.RuleAsync(
        Rule,
        Program("ml.Transforms.CustomMapping<Row, Row>((from, to) => to.Scaled = from.Scaled * 2, null)", "\n\npublic class Row { public float Scaled { get; set; } }"),
        Program(
            "ml.Transforms.CustomMapping<Row, Row>(new MapRowFactory().GetMapping(), \"MapRow\")",
            Factory("MapRow", "MapRowFactory", "(from, to) => to.Scaled = from.Scaled * 2").Replace("Input, Output", "Row, Row", StringComparison.Ordinal)
            + "\n\npublic class Row { public float Scaled { get; set; } }"));

    [Fact]
    public async Task The_title_names_the_contract_and_the_class()
    {
        Assert.Equal(
            "Name the contract 'InputToOutput', and add its factory class 'InputToOutputFactory'",
            await VerifyFix.TitleAsync(Rule, Program("ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = 1, null)")));
        Assert.Equal(
            "Add 'ScaleFactory', the factory class of the contract 'Scale'",
            await VerifyFix.TitleAsync(Rule, Program("ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = 1, \"Scale\")")));
    }

    [Theory]
    // It rests on variables of the program: a loaded model would not have them.
    [InlineData("ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = input.Size * args.Length, null)")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = (float)houses.GetRowCount()!, null)")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>((input, output) => Scale(input, output), null)")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>(Scale, null)")]
    [InlineData("ml.Transforms.CustomMapping<Input, Output>(new Scaler(2).Scale, null)")]
    // The columns' definition is not saved with it.
    [InlineData("ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = 1, null, SchemaDefinition.Create(typeof(Input)))")]
    // A factory of such rows is there: the contract may be its, misspelled.
    [InlineData("ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = 1, \"Scael\")")]
    // The contract is decided elsewhere.
    [InlineData("Steps.Scaled(ml, null)")]
    public Task Not_offered_where_the_function_or_the_contract_cannot_be_moved(string mapping) => VerifyFix.NotOfferedAsync(Rule, Program(mapping, """


        static void Scale(Input input, Output output) => output.Scaled = input.Size;

        public class Scaler(float by) { public void Scale(Input input, Output output) => output.Scaled = input.Size * by; }

        [CustomMappingFactoryAttribute("Scale")]
        public class ScaleFactory : CustomMappingFactory<Input, Output>
        {
            public override Action<Input, Output> GetMapping() => (input, output) => output.Scaled = 1;
        }

        public static class Steps
        {
            public static IEstimator<ITransformer> Scaled(MLContext ml, string? contract) => ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = 1, contract);
        }
        """ + Rows));

    [Theory]
    [InlineData("scaler")]
    [InlineData("1 2 3")]
    [InlineData("...")]
    public Task Not_offered_where_the_contract_gives_no_name_for_a_class(string contract) => VerifyFix.NotOfferedAsync(
        Rule, Program($"ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = 1, \"{contract}\")", "\n\npublic class ScalerFactory;" + Rows));

    [Fact]
    public async Task The_namespace_of_factories_is_imported_where_it_is_not()
    {
        const string Before = """
            using System;
            using Microsoft.ML;

            var ml = new MLContext(seed: 1);
            var houses = ml.Data.LoadFromTextFile("houses.csv");
            var model = ml.Transforms.CustomMapping<Row, Row>((from, to) => to.Size = from.Size, null).Fit(houses);
            ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");

            public class Row { public float Size { get; set; } }
            """;
        var program = TestProgram.Compile(("Program.cs", Before));
        var session = FixSession.Open(program.RemoveSyntaxTrees(program.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith("/Program.cs", StringComparison.Ordinal))));
        await session.ApplyAsync(Assert.Single(await session.OfferedAsync(Assert.Single(await session.FindingsAsync(), finding => finding.Id == Rule))));

        Assert.Empty(await session.ProblemsAsync());
        Assert.StartsWith("using System;\nusing Microsoft.ML;\nusing Microsoft.ML.Transforms;\n\nvar ml", (await session.TextAsync("Program.cs")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public Task Not_offered_in_a_class_whose_objects_it_uses() => VerifyFix.NotOfferedAsync(Rule, """
        public class Trainer
        {
            private float _most = 400;

            public void Train(MLContext ml, IDataView houses)
            {
                _most++;
                var model = ml.Transforms.CustomMapping<House, Output>((house, output) => output.Scaled = house.Size / _most, null)
                    .Append(ml.Regression.Trainers.FastTree("Price", "Scaled")).Fit(houses);
                ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
            }
        }

        public class Output { public float Scaled { get; set; } }
        """);
}
