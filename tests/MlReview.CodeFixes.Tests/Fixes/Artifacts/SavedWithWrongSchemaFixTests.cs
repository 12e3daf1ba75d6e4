using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Artifacts;

/// <summary>MLR402: the schema of the rows that the model was fitted on takes the place of another one, or of null.</summary>
public sealed class SavedWithWrongSchemaFixTests
{
    private const string Rule = "MLR402";

    private const string Train = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price")).Fit(split.TrainSet);
        var predictions = model.Transform(split.TestSet);
        Console.WriteLine(ml.Regression.Evaluate(predictions, "Price").RSquared);

        """;

    [Theory]
    [InlineData("ml.Model.Save(model, predictions.Schema, \"price-1.4.0.zip\");")]
    [InlineData("ml.Model.Save(model, model.GetOutputSchema(houses.Schema), \"price-1.4.0.zip\");")]
    [InlineData("ml.Model.Save(model, null, \"price-1.4.0.zip\");")]
    [InlineData("ml.Model.Save(model, default(DataViewSchema)!, \"price-1.4.0.zip\");")]
    [InlineData("ml.Model.Save(model, /* what goes in */ inputSchema: predictions.Schema, // wrong\n    filePath: \"price-1.4.0.zip\");")]
    [InlineData("if (args.Length > 0)\n    ml.Model.Save(model, predictions.Schema, \"price-1.4.0.zip\");")]
    [InlineData("void Save() => ml.Model.Save(model, predictions.Schema, \"price-1.4.0.zip\");\nSave();")]
    public Task The_schema_of_the_training_rows(string save)
    {
        var schema = new[] { "predictions.Schema", "model.GetOutputSchema(houses.Schema)", "null", "default(DataViewSchema)!" }.First(save.Contains);
        return VerifyFix.RuleAsync(Rule, Train + save, Train + save.Replace(schema, "split.TrainSet.Schema", StringComparison.Ordinal));
    }

    [Fact]
    public Task The_first_step_of_a_chain_takes_the_rows_as_they_were_loaded() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var scaled = scaler.Transform(houses);
        var model = ml.Clustering.Trainers.KMeans().Fit(scaled);
        ml.Model.Save(scaler.Append(model), scaled.Schema, "price-1.4.0.zip");
        """, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var scaled = scaler.Transform(houses);
        var model = ml.Clustering.Trainers.KMeans().Fit(scaled);
        ml.Model.Save(scaler.Append(model), houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Trained_and_saved_by_helpers() => VerifyFix.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var model = Train(ml, houses);
                Save(ml, model, model.Transform(houses).Schema);
            }

            private static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);

            private static void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, "price-1.4.0.zip");
        }
        """, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var model = Train(ml, houses);
                Save(ml, model, houses.Schema);
            }

            private static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);

            private static void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, "price-1.4.0.zip");
        }
        """);

    [Fact]
    public async Task The_title_names_the_rows() => Assert.Equal(
        "Save with the schema of the rows it was trained on: 'split.TrainSet.Schema'",
        await VerifyFix.TitleAsync(Rule, Train + "ml.Model.Save(model, predictions.Schema, \"price-1.4.0.zip\");"));

    [Theory]
    // Nobody names the rows that it was trained on.
    [InlineData("var model = ml.Regression.Trainers.FastTree(\"Price\", \"Size\").Fit(ml.Data.LoadFromTextFile<House>(\"houses.csv\"));")]
    // The name means other rows by then.
    [InlineData("var rows = houses; var model = ml.Regression.Trainers.FastTree(\"Price\", \"Size\").Fit(rows); rows = model.Transform(rows);")]
    // Out of sight.
    [InlineData("ITransformer model; { var rows = ml.Data.Cache(houses); model = ml.Regression.Trainers.FastTree(\"Price\", \"Size\").Fit(rows); }")]
    // One of two.
    [InlineData("var model = args.Length > 0 ? ml.Regression.Trainers.FastTree(\"Price\", \"Size\").Fit(houses) : ml.Regression.Trainers.FastTree(\"Price\", \"Rooms\").Fit(ml.Data.TakeRows(houses, 100));")]
    public Task Not_offered_where_the_training_rows_cannot_be_named(string fit) => VerifyFix.NotOfferedAsync(Rule, $"""
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        {fit}
        ml.Model.Save(model, model.Transform(houses).Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Rows_in_a_field_that_one_method_sets() => VerifyFix.RuleAsync(Rule, Class("""
        var schema = _model!.Transform(_rows).Schema;
                _ml.Model.Save(_model, schema, "price-1.4.0.zip");
        """), Class("""_ml.Model.Save(_model, _rows!.Schema, "price-1.4.0.zip");"""));

    [Fact]
    public Task Not_offered_for_a_field_that_several_methods_set() => VerifyFix.NotOfferedAsync(Rule, Class(
        """_ml.Model.Save(_model, _model!.Transform(_rows).Schema, "price-1.4.0.zip");""", "public void Clear() => _rows = null;"));

    private static string Class(string save, string member = "") => $$"""
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private IDataView? _rows;
            private ITransformer? _model;

            public void Load(string path) => _rows = _ml.Data.LoadFromTextFile<House>(path);

            public void Train() => _model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(_rows);

            public void Save()
            {
                {{save}}
            }
            {{member}}
        }
        """;

    [Fact]
    public Task Not_offered_inside_a_helper_that_does_not_know_the_training_rows() => VerifyFix.NotOfferedAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
                Save(ml, model, model.Transform(houses));
            }

            private static void Save(MLContext ml, ITransformer model, IDataView rows) => ml.Model.Save(model, rows.Schema, "price-1.4.0.zip");
        }
        """);
}
