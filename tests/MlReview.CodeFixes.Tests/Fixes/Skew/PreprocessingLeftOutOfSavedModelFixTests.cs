using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Skew;

/// <summary>MLR201: what prepared the rows is saved with the model, or trained with it.</summary>
public sealed class PreprocessingLeftOutOfSavedModelFixTests
{
    private const string Rule = "MLR201";

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(split.TrainSet);
        var train = scaler.Transform(split.TrainSet);

        """;

    private const string Train = "var model = ml.Regression.Trainers.FastTree(\"Price\").Fit(train);";

    private const string Report = """

        Console.WriteLine(ml.Regression.Evaluate(model.Transform(scaler.Transform(split.TestSet)), "Price").RSquared);

        """;

    [Theory]
    [InlineData("ml.Model.Save(model, houses.Schema, \"price-1.4.0.zip\");", "ml.Model.Save(scaler.Append(model), houses.Schema, \"price-1.4.0.zip\");")]
    [InlineData("ml.Model.Save(model, train.Schema, \"price-1.4.0.zip\");", "ml.Model.Save(scaler.Append(model), split.TrainSet.Schema, \"price-1.4.0.zip\");")]
    [InlineData("ml.Model.Save(inputSchema: train.Schema, model: /* all of it */ model, filePath: \"price-1.4.0.zip\");", "ml.Model.Save(inputSchema: split.TrainSet.Schema, model: /* all of it */ scaler.Append(model), filePath: \"price-1.4.0.zip\");")]
    [InlineData("using (var file = File.Create(\"price-1.4.0.zip\"))\n    ml.Model.Save(model, train.Schema, file);", "using (var file = File.Create(\"price-1.4.0.zip\"))\n    ml.Model.Save(scaler.Append(model), split.TrainSet.Schema, file);")]
    [InlineData("Save(model, houses.Schema);\n\nvoid Save(ITransformer trained, DataViewSchema schema) => ml.Model.Save(trained, schema, \"price-1.4.0.zip\");", "Save(scaler.Append(model), houses.Schema);\n\nvoid Save(ITransformer trained, DataViewSchema schema) => ml.Model.Save(trained, schema, \"price-1.4.0.zip\");")]
    public Task The_preparation_is_saved_with_the_model(string before, string after) => VerifyFix.RuleAsync(Rule, Start + Train + Report + before, Start + Train + Report + after);

    [Fact]
    public Task Two_preparations_in_their_order() => VerifyFix.RuleAsync(Rule, Twice("model", "filled"), Twice("gaps.Append(scaler).Append(model)", "split.TrainSet"));

    [Fact]
    public Task The_first_of_two_preparations_before_a_chain_that_holds_the_second() => VerifyFix.RuleAsync(Rule, Twice("scaler.Append(model)", "filled"), Twice("gaps.Append(scaler.Append(model))", "split.TrainSet"));

    private static string Twice(string saved, string schema) => $$"""
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv"));
        var gaps = ml.Transforms.ReplaceMissingValues("Size", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean).Fit(split.TrainSet);
        var filled = gaps.Transform(split.TrainSet);
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(filled);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(scaler.Transform(filled));
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(scaler.Transform(gaps.Transform(split.TestSet))), "Price").RSquared);
        ml.Model.Save({{saved}}, {{schema}}.Schema, "price-1.4.0.zip");
        """;

    [Fact]
    public Task All_of_a_chain_is_saved_instead_of_its_last_step() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses);
        var model = ml.Transforms.NormalizeMinMax("Features", "Size").Append(ml.Regression.Trainers.FastTree("Price")).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        ml.Model.Save(model.LastTransformer, houses.Schema, "price-1.4.0.zip");
        """, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses);
        var model = ml.Transforms.NormalizeMinMax("Features", "Size").Append(ml.Regression.Trainers.FastTree("Price")).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task J01_A_preparation_that_nobody_kept_is_trained_with_the_model() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var scaled = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses).Transform(houses);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(scaled);
        ml.Model.Save(model, scaled.Schema, "price-1.4.0.zip");
        """, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Transforms.NormalizeMinMax("Features", "Size").Append(ml.Regression.Trainers.FastTree("Price")).Fit(houses);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task J01_A_lambda_that_fits_on_whatever_it_is_given() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses);

        var scale = ml.Transforms.NormalizeMinMax("Features", "Size");
        Func<IDataView, IDataView> prepare = rows => scale.Fit(rows).Transform(rows);

        var train = prepare(split.TrainSet);
        var test = prepare(split.TestSet);

        var model = ml.Regression.Trainers.FastTree("Price").Fit(train);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses);

        var scale = ml.Transforms.NormalizeMinMax("Features", "Size");

        var model = scale.Append(ml.Regression.Trainers.FastTree("Price")).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task J01_An_extension_method_that_prepares() => VerifyFix.RuleAsync(Rule, """
        internal static class Preparation
        {
            public static IDataView Scale(this MLContext ml, IDataView rows) =>
                ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows).Transform(rows);
        }

        public class Trainer
        {
            public void Run()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var model = ml.Regression.Trainers.FastTree("Price").Fit(ml.Scale(houses));
                ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
            }
        }
        """, """
        internal static class Preparation
        {
            public static IEstimator<ITransformer> Scale(this MLContext ml) =>
                ml.Transforms.NormalizeMinMax("Features", "Size");
        }

        public class Trainer
        {
            public void Run()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var model = ml.Scale().Append(ml.Regression.Trainers.FastTree("Price")).Fit(houses);
                ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
            }
        }
        """);

    [Fact]
    public async Task The_title_names_what_is_saved_or_trained()
    {
        const string Program = Start + Train + Report + "ml.Model.Save(model, houses.Schema, \"price-1.4.0.zip\");";
        Assert.Equal("Save 'scaler' and 'model' as one chain", await VerifyFix.TitleAsync(Rule, Program));
        Assert.Equal("Put 'scaler' into the pipeline that is trained; the model then takes raw rows and prepares them itself", await VerifyFix.TitleAsync(Rule, Program, "fold"));
    }

    [Theory]
    // Whoever loads it again may prepare the rows.
    [InlineData(Train + "\nml.Model.Save(model, train.Schema, \"price-1.4.0.zip\");\nConsole.WriteLine(ml.Model.Load(\"price-1.4.0.zip\", out _).Transform(train).Schema.Count);")]
    // Nothing is saved.
    [InlineData(Train + "\nConsole.WriteLine(ml.Model.CreatePredictionEngine<House, HousePrediction>(model).Predict(new House()).Price);")]
    // Nobody kept it, and the model serves in the program itself.
    [InlineData("var model = ml.Regression.Trainers.FastTree(\"Price\").Fit(ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses).Transform(houses));\nml.Model.Save(model, houses.Schema, \"price-1.4.0.zip\");\nConsole.WriteLine(ml.Model.CreatePredictionEngine<House, HousePrediction>(model).Predict(new House()).Price);")]
    public Task Not_offered_where_the_chain_is_not_known_or_not_expected(string statements) => VerifyFix.NotOfferedAsync(Rule, Start + statements);

    [Fact]
    public Task Not_offered_where_the_trainer_cannot_name_the_preparation() => VerifyFix.NotOfferedAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var model = Train(ml, Prepare(ml, houses));
                ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
            }

            private static IDataView Prepare(MLContext ml, IDataView rows) => ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows).Transform(rows);

            private static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.FastTree("Price").Fit(rows);
        }
        """);
}
