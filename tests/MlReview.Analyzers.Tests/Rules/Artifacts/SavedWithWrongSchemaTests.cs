using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Artifacts;

/// <summary>
/// MLR402: <c>Model.Save</c> wants the schema of the rows that go into the model. The schema of what comes out (Warning) is accepted
/// and wrong; null loses the schema, which is a Warning where the loaded schema is used and a hint elsewhere. The finding stands at
/// the schema argument.
/// </summary>
public sealed class SavedWithWrongSchemaTests
{
    private const string Rule = "MLR402";

    private const string Train = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"));
        var model = pipeline.Fit(split.TrainSet);
        var predictions = model.Transform(split.TestSet);

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("houses.Schema")]
    [InlineData("split.TrainSet.Schema")]
    [InlineData("split.TestSet.Schema")]
    [InlineData("inputSchema: houses.Schema")]
    [InlineData("ml.Data.Cache(houses).Schema")]
    [InlineData("ml.Data.FilterRowsByColumn(houses, \"Size\", lowerBound: 10).Schema")]
    [InlineData("ml.Data.ShuffleRows(split.TrainSet, seed: 1).Schema")]
    [InlineData("ml.Data.LoadFromEnumerable(new List<House>()).Schema")]
    public Task Silent_when_the_schema_is_that_of_the_rows_that_go_in(string schema) => Verify.SilentAsync(Rule, Train + $$"""
        ml.Model.Save(model, {{schema}}, filePath: "price-1.4.0.zip");
        """);

    [Fact]
    public Task J01_Silent_when_the_model_really_takes_prepared_rows() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var scaled = scaler.Transform(houses);
        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaled);
        ml.Model.Save(scaler, houses.Schema, "scaler-1.4.0.zip");
        ml.Model.Save(model, scaled.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_another_model_made_the_rows() => Verify.SilentAsync(Rule, Train + """
        var second = ml.Regression.Trainers.FastTree(labelColumnName: "Price", featureColumnName: "Score").Fit(predictions);
        ml.Model.Save(second, predictions.Schema, "stacked-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_loader_is_saved_with_the_model() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var loader = ml.Data.CreateTextLoader<House>(separatorChar: ',');
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(loader.Load(new MultiFileSource("houses.csv")));
        ml.Model.Save(model, loader, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_a_loaded_model_is_saved_with_its_own_schema() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var model = ml.Model.Load("price-1.3.0.zip", out var schema);
        ml.Model.Save(model, schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_local_holds_the_input_again() => Verify.SilentAsync(Rule, Train + """
        var rows = predictions;
        Console.WriteLine(rows.Schema.Count);
        rows = split.TrainSet;
        ml.Model.Save(model, rows.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_output_schema_is_only_printed() => Verify.SilentAsync(Rule, Train + """
        foreach (var column in predictions.Schema)
        {
            Console.WriteLine(column.Name);
        }

        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, \"price-1.4.0.zip\");")]
    [InlineData("public void Save(MLContext ml, ITransformer model, IDataView rows) => ml.Model.Save(model, rows.Schema, \"price-1.4.0.zip\");")]
    [InlineData("public DataViewSchema Schema { get; set; } = null!; public void Save(MLContext ml, ITransformer model) => ml.Model.Save(model, Schema, \"price-1.4.0.zip\");")]
    [InlineData("public void Save(MLContext ml, ITransformer model, dynamic rows) => ml.Model.Save(model, (DataViewSchema)rows.Schema, \"price-1.4.0.zip\");")]
    [InlineData("public void Save(MLContext ml, ITransformer model, ITransformer other, IDataView rows) => ml.Model.Save(model, other.Transform(rows).Schema, \"price-1.4.0.zip\");")]
    [InlineData("public interface IRows { IDataView Current { get; } } public void Save(MLContext ml, ITransformer model, IRows rows) => ml.Model.Save(model, rows.Current.Schema, \"price-1.4.0.zip\");")]
    public Task Silent_when_nobody_knows_which_schema_it_is(string members) => Verify.SilentAsync(Rule, $$"""
        public class T
        {
            {{members}}
        }
        """);

    [Fact]
    public Task Silent_when_the_rows_come_from_a_type_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", Train + "ml.Model.Save(model, Acme.Rows.Transform(houses).Schema, \"price-1.4.0.zip\");") },
    }.RunAsync();

    // ---- Defects: what comes out instead of what goes in ----

    [Theory]
    [InlineData("predictions.Schema")]
    [InlineData("model.Transform(houses).Schema")]
    [InlineData("model.GetOutputSchema(houses.Schema)")]
    [InlineData("inputSchema: predictions.Schema")]
    [InlineData("ml.Data.TakeRows(predictions, 10).Schema")]
    public async Task Schema_of_the_transformed_rows(string schema)
    {
        // The marked span is the expression, not the argument's name.
        var marked = schema.Contains(": ", StringComparison.Ordinal) ? schema.Replace(": ", ": [|") + "|]" : $"[|{schema}|]";
        var found = await Verify.RuleAsync(Rule, Train + $$"""
            ml.Model.Save(model, {{marked}}, filePath: "price-1.4.0.zip");
            """);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public Task Schema_of_rows_that_a_part_of_the_saved_chain_made() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var scaled = scaler.Transform(houses);
        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaled);
        ml.Model.Save(scaler.Append(model), [|scaled.Schema|], "price-1.4.0.zip");
        """);

    [Fact]
    public Task Saved_to_a_stream() => Verify.RuleAsync(Rule, Train + """
        using var file = File.Create("price-1.4.0.zip");
        ml.Model.Save(model, [|predictions.Schema|], file);
        """);

    // ---- Defects: no schema ----

    [Theory]
    [InlineData("null")]
    [InlineData("default")]
    [InlineData("(DataViewSchema)null!")]
    public async Task J14_A_null_schema_is_a_hint_when_nobody_is_seen_to_need_it(string schema)
    {
        var found = await Verify.RuleAsync(Rule, Train + $$"""
            ml.Model.Save(model, [|{{schema}}|], "price-1.4.0.zip");
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task J14_A_null_schema_by_name()
    {
        var found = await Verify.RuleAsync(Rule, Train + """
            ml.Model.Save(model, inputSchema: [|null|], filePath: "price-1.4.0.zip");
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task J14_A_null_schema_is_a_hint_when_the_loaded_one_is_discarded()
    {
        var found = await Verify.RuleAsync(Rule, Train + """
            ml.Model.Save(model, [|null|], "price-1.4.0.zip");
            var loaded = ml.Model.Load("price-1.4.0.zip", out _);
            Console.WriteLine(loaded.Transform(houses).Schema.Count);
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Theory]
    [InlineData("foreach (var column in schema) { Console.WriteLine(column.Name); }")]
    [InlineData("Console.WriteLine(schema.Count);")]
    [InlineData("Console.WriteLine(ml.Model.CreatePredictionEngine<House, HousePrediction>(loaded, schema).Predict(new House()).Price);")]
    public async Task J14_A_null_schema_is_a_warning_where_the_loaded_schema_is_used(string use)
    {
        var found = await Verify.RuleAsync(Rule, Train + $$"""
            ml.Model.Save(model, [|null|], "price-1.4.0.zip");
            var loaded = ml.Model.Load("price-1.4.0.zip", out var schema);
            {{use}}
            """);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task J14_Saved_in_one_class_and_used_in_another()
    {
        var test = new RuleTest(Rule)
        {
            Sources =
            {
                ("Trainer.cs", """
                    public class Trainer
                    {
                        public void Save(MLContext ml, ITransformer model) => ml.Model.Save(model, [|null|], Paths.Model);
                    }

                    public static class Paths { public const string Model = "price-1.4.0.zip"; }
                    """),
                ("Server.cs", """
                    public class Server
                    {
                        public IEnumerable<string> Columns(MLContext ml)
                        {
                            ml.Model.Load(Paths.Model, out DataViewSchema schema);
                            return schema.Select(column => column.Name);
                        }
                    }
                    """),
            },
        };
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await test.RunAsync()).Severity);
    }

    // ---- The same defects in the shapes of real code ----

    [Fact]
    public Task In_helper_methods() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
                var scored = Score(model, houses);
                SaveModel(ml, model, scored);
            }

            private static IDataView Score(ITransformer model, IDataView rows) => model.Transform(rows);

            private static void SaveModel(MLContext ml, ITransformer model, IDataView rows) =>
                ml.Model.Save(model, [|rows.Schema|], "price-1.4.0.zip");
        }
        """);

    [Fact]
    public Task In_the_fields_of_a_class() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly ITransformer _model;
            private readonly DataViewSchema _schema;

            public Trainer()
            {
                var houses = _ml.Data.LoadFromTextFile<House>("houses.csv");
                _model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
                _schema = _model.Transform(houses).Schema;
            }

            public void Save() => _ml.Model.Save(_model, [|_schema|], "price-1.4.0.zip");
        }
        """);

    [Theory]
    [InlineData("public void Save(DataViewSchema? schema = null) => Ml.Model.Save(Model, [|schema|], \"price-1.4.0.zip\"); public void Run() => Save();")]
    [InlineData("private readonly DataViewSchema? _schema = null; public void Save() => Ml.Model.Save(Model, [|_schema|], \"price-1.4.0.zip\");")]
    [InlineData("public async Task SaveAsync() { DataViewSchema? schema = null; await Task.Yield(); Ml.Model.Save(Model, [|schema|], \"price-1.4.0.zip\"); }")]
    [InlineData("public void Save() { var (schema, path) = ((DataViewSchema?)null, \"price-1.4.0.zip\"); Ml.Model.Save(Model, [|schema|], path); }")]
    [InlineData("public void Save() { foreach (var path in new[] { \"a-1.0.zip\", \"b-1.0.zip\" }) { Ml.Model.Save(Model, [|null|], path); } }")]
    public async Task J14_In_the_shapes_of_real_code(string members)
    {
        var found = await Verify.RuleAsync(Rule, $$"""
            public class Trainer
            {
                private static readonly MLContext Ml = new(seed: 1);
                private static readonly ITransformer Model = Ml.Clustering.Trainers.KMeans("Size").Fit(Ml.Data.LoadFromTextFile<House>("houses.csv"));
                {{members}}
            }
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public Task In_a_tuple_a_lambda_and_a_local_function() => Verify.RuleAsync(Rule, Train + """
        var (scored, path) = (model.Transform(houses), "price-1.4.0.zip");
        Func<DataViewSchema> schema = () => scored.Schema;
        Save(schema());

        void Save(DataViewSchema inputSchema) => ml.Model.Save(model, [|inputSchema|], path);
        """);

    [Fact]
    public Task In_async_code() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public async Task TrainAsync()
            {
                var lines = await File.ReadAllLinesAsync("houses.csv");
                var houses = _ml.Data.LoadFromEnumerable(lines.Select(line => new House { Size = line.Length }).ToList());
                var model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
                await using var file = File.Create("price-1.4.0.zip");
                _ml.Model.Save(model, [|model.Transform(houses).Schema|], file);
            }
        }
        """);

    [Fact]
    public Task On_one_branch_and_in_a_loop() => Verify.RuleAsync(Rule, Train + """
        foreach (var path in new[] { "price-1.4.0.zip", "backup/price-1.4.0.zip" })
        {
            var schema = args.Length > 0 ? houses.Schema : predictions.Schema;
            ml.Model.Save(model, [|schema|], path);
        }
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", "using Serilog;\n\n" + Train + """
                Log.Information("saving");
                ml.Model.Save(model, [|predictions.Schema|], "price-1.4.0.zip");
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_model_and_the_rows_that_came_out_of_it()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
            var priceModel = ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
            var scoredHouses = priceModel.Transform(houses);
            ml.Model.Save(priceModel, [|scoredHouses.Schema|], "price-1.4.0.zip");
            """));

        Assert.Contains("scoredHouses", finding.Text());
        Assert.Contains("priceModel", finding.Text());
        Assert.Contains("priceModel.Transform(houses)", finding.Path());
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }

    [Fact]
    public async Task J14_Names_the_model_whose_schema_is_lost_and_where_it_is_needed()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Train + """
            ml.Model.Save(model, [|null|], "price-1.4.0.zip");
            ml.Model.Load("price-1.4.0.zip", out var schema);
            Console.WriteLine(schema.Count);
            """));

        Assert.Contains("model", finding.Text());
        Assert.Contains("null", finding.Text());
        Assert.Contains(finding.Path(), step => step.Contains("ml.Model.Load", StringComparison.Ordinal));
        Assert.Equal("Major", finding.Verdict());
    }
}
