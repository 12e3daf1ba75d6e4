using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Leakage;

/// <summary>MLR101: the raw rows are split, and what learned from all of them goes into the pipeline that is trained.</summary>
public sealed class FitBeforeSplitFixTests
{
    private const string Rule = "MLR101";

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");

        """;

    private const string Report = "\nConsole.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), \"Price\").RSquared);";

    [Theory]
    // A variable for the transformer becomes one for the estimator.
    [InlineData(
        "var scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses); // learned\nvar scaled = scaler.Transform(houses);\nvar split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(split.TrainSet);",
        "var scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\"); // learned\nvar split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);\nvar model = scaler.Append(ml.Regression.Trainers.FastTree(\"Price\")).Fit(split.TrainSet);")]
    [InlineData(
        "ITransformer scaler = ml.Transforms.NormalizeMinMax(\"Size\")\n    .Append(ml.Transforms.Concatenate(\"Features\", \"Size\"))\n    .Fit(houses);\nIDataView scaled = scaler.Transform(houses);\nvar split = ml.Data.TrainTestSplit(scaled);\nITransformer model = ml.Regression.Trainers.FastTree(\"Price\").Fit(split.TrainSet);",
        "var scaler = ml.Transforms.NormalizeMinMax(\"Size\")\n    .Append(ml.Transforms.Concatenate(\"Features\", \"Size\"));\nvar split = ml.Data.TrainTestSplit(houses);\nITransformer model = scaler.Append(ml.Regression.Trainers.FastTree(\"Price\")).Fit(split.TrainSet);")]
    // The estimator has a name.
    [InlineData(
        "var scale = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");\nvar trainer = ml.Regression.Trainers.FastTree(\"Price\");\nvar split = ml.Data.TrainTestSplit(scale.Fit(houses).Transform(houses)); // later\nvar model = trainer.Fit(split.TrainSet);",
        "var scale = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");\nvar trainer = ml.Regression.Trainers.FastTree(\"Price\");\nvar split = ml.Data.TrainTestSplit(houses); // later\nvar model = scale.Append(trainer).Fit(split.TrainSet);")]
    // A short one without a name moves.
    [InlineData(
        "var scaled = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses).Transform(houses);\nvar split = ml.Data.TrainTestSplit(scaled);\nvar (train, test) = (split.TrainSet, split.TestSet);\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(train);\nConsole.WriteLine(ml.Regression.Evaluate(model.Transform(test), \"Price\").MeanAbsoluteError);\nml.Model.Save(model, scaled.Schema, \"price-1.4.0.zip\");",
        "var split = ml.Data.TrainTestSplit(houses);\nvar (train, test) = (split.TrainSet, split.TestSet);\nvar model = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Append(ml.Regression.Trainers.FastTree(\"Price\")).Fit(train);\nConsole.WriteLine(ml.Regression.Evaluate(model.Transform(test), \"Price\").MeanAbsoluteError);\nml.Model.Save(model, houses.Schema, \"price-1.4.0.zip\");")]
    // A longer one gets a variable.
    [InlineData(
        "var scaled = ml.Transforms.NormalizeMinMax(\"Size\")\n    .Append(ml.Transforms.Concatenate(\"Features\", \"Size\"))\n    .Fit(houses)\n    .Transform(houses);\n\nvar split = ml.Data.TrainTestSplit(scaled);\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(split.TrainSet);",
        "var preparation = ml.Transforms.NormalizeMinMax(\"Size\")\n    .Append(ml.Transforms.Concatenate(\"Features\", \"Size\"));\n\nvar split = ml.Data.TrainTestSplit(houses);\nvar model = preparation.Append(ml.Regression.Trainers.FastTree(\"Price\")).Fit(split.TrainSet);")]
    // It becomes the first step of the chain.
    [InlineData(
        "var scale = ml.Transforms.NormalizeMinMax(\"Size\");\nvar scaled = scale.Fit(houses).Transform(houses);\nvar split = ml.Data.TrainTestSplit(scaled);\nvar model = ml.Transforms.Concatenate(\"Features\", \"Size\")\n    .AppendCacheCheckpoint(ml)\n    .Append(ml.Regression.Trainers.FastTree(\"Price\"))\n    .Fit(split.TrainSet);",
        "var scale = ml.Transforms.NormalizeMinMax(\"Size\");\nvar split = ml.Data.TrainTestSplit(houses);\nvar model = scale.Append(ml.Transforms.Concatenate(\"Features\", \"Size\"))\n    .AppendCacheCheckpoint(ml)\n    .Append(ml.Regression.Trainers.FastTree(\"Price\"))\n    .Fit(split.TrainSet);")]
    // The rows were split before, and learned from all the same.
    [InlineData(
        "var split = ml.Data.TrainTestSplit(houses);\nvar scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses);\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(scaler.Transform(split.TrainSet));\nConsole.WriteLine(ml.Regression.Evaluate(model.Transform(scaler.Transform(split.TestSet)), \"Price\").MeanAbsoluteError);\nsplit = ml.Data.TrainTestSplit(scaler.Transform(houses));",
        "var split = ml.Data.TrainTestSplit(houses);\nvar scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");\nvar model = scaler.Append(ml.Regression.Trainers.FastTree(\"Price\")).Fit(split.TrainSet);\nConsole.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), \"Price\").MeanAbsoluteError);\nsplit = ml.Data.TrainTestSplit(houses);")]
    public Task The_preparation_learns_from_the_training_side(string before, string after) => VerifyFix.RuleAsync(Rule, Start + before + Report, Start + after + Report);

    [Fact]
    public Task A22_Rows_that_are_cut_by_their_number() => VerifyFix.RuleAsync(Rule, Start + """
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var scaled = scaler.Transform(houses);
        var (train, test) = (ml.Data.TakeRows(scaled, 800), ml.Data.SkipRows(scaled, 800));
        var model = ml.Regression.Trainers.FastTree("Price").Fit(train);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        """, Start + """
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size");
        var (train, test) = (ml.Data.TakeRows(houses, 800), ml.Data.SkipRows(houses, 800));
        var model = scaler.Append(ml.Regression.Trainers.FastTree("Price")).Fit(train);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        """);

    [Fact]
    public Task Two_models_and_new_rows() => VerifyFix.RuleAsync(Rule, Start + """
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var split = ml.Data.TrainTestSplit(scaler.Transform(houses));
        var model = ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);
        var other = ml.Regression.Trainers.FastForest("Price").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(other.Transform(split.TestSet), "Price").RSquared);
        var latest = ml.Data.LoadFromTextFile<House>("latest.csv");
        foreach (var price in ml.Data.CreateEnumerable<HousePrediction>(model.Transform(scaler.Transform(latest)), reuseRowObject: false))
            Console.WriteLine(price.Price);
        """ + Report, Start + """
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size");
        var split = ml.Data.TrainTestSplit(houses);
        var model = scaler.Append(ml.Regression.Trainers.FastTree("Price")).Fit(split.TrainSet);
        var other = scaler.Append(ml.Regression.Trainers.FastForest("Price")).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(other.Transform(split.TestSet), "Price").RSquared);
        var latest = ml.Data.LoadFromTextFile<House>("latest.csv");
        foreach (var price in ml.Data.CreateEnumerable<HousePrediction>(model.Transform(latest), reuseRowObject: false))
            Console.WriteLine(price.Price);
        """ + Report);

    [Fact]
    public Task Two_preparations_one_after_the_other() => VerifyFix.RuleAsync(Rule, Start + """
        var fill = ml.Transforms.ReplaceMissingValues("Size", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean);
        var filled = fill.Fit(houses).Transform(houses);
        var scale = ml.Transforms.NormalizeMinMax("Features", "Size");
        var scaled = scale.Fit(filled).Transform(filled);
        var split = ml.Data.TrainTestSplit(scaled);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);
        """ + Report, Start + """
        var fill = ml.Transforms.ReplaceMissingValues("Size", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean);
        var scale = ml.Transforms.NormalizeMinMax("Features", "Size");
        var split = ml.Data.TrainTestSplit(houses);
        var model = fill.Append(scale).Append(ml.Regression.Trainers.FastTree("Price")).Fit(split.TrainSet);
        """ + Report);

    [Theory]
    [InlineData("ml.Transforms.Categorical.OneHotEncoding(\"Features\", \"City\")")]
    [InlineData("ml.Transforms.NormalizeSupervisedBinning(\"Features\", \"Size\", \"Price\")")]
    [InlineData("ml.Transforms.Text.FeaturizeText(\"Features\", \"City\")")]
    public Task C01_Whatever_it_learned(string step) => VerifyFix.RuleAsync(
        Rule,
        Start + $"var early = {step};\nvar prepared = early.Fit(houses).Transform(houses);\nvar split = ml.Data.TrainTestSplit(prepared);\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(split.TrainSet);" + Report,
        Start + $"var early = {step};\nvar split = ml.Data.TrainTestSplit(houses);\nvar model = early.Append(ml.Regression.Trainers.FastTree(\"Price\")).Fit(split.TrainSet);" + Report);

    [Fact]
    public Task In_a_class_with_fields() => VerifyFix.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _rows;

            public Trainer() => _rows = _ml.Data.LoadFromTextFile<House>("houses.csv");

            public double Train()
            {
                var scaled = _ml.Transforms.NormalizeMinMax("Features", "Size").Fit(_rows).Transform(_rows);

                var split = _ml.Data.TrainTestSplit(scaled);
                var model = _ml.Regression.Trainers.FastTree("Price")
                    .Fit(split.TrainSet);
                return _ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared;
            }
        }
        """, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _rows;

            public Trainer() => _rows = _ml.Data.LoadFromTextFile<House>("houses.csv");

            public double Train()
            {
                var split = _ml.Data.TrainTestSplit(_rows);
                var model = _ml.Transforms.NormalizeMinMax("Features", "Size").Append(_ml.Regression.Trainers.FastTree("Price"))
                    .Fit(split.TrainSet);
                return _ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared;
            }
        }
        """);

    [Theory]
    [InlineData("Func<IDataView, IDataView> prepare = rows => scale.Fit(rows).Transform(rows);\n")]
    [InlineData("Func<IDataView, IDataView> prepare = rows =>\n{\n    return scale.Fit(rows).Transform(rows);\n};\n")]
    public Task I07_A_lambda_that_prepares(string lambda) => VerifyFix.RuleAsync(
        Rule,
        Start + "var scale = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");\n" + lambda + "var split = ml.Data.TrainTestSplit(prepare(houses));\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(split.TrainSet);" + Report,
        Start + "var scale = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");\nvar split = ml.Data.TrainTestSplit(houses);\nvar model = scale.Append(ml.Regression.Trainers.FastTree(\"Price\")).Fit(split.TrainSet);" + Report);

    [Fact]
    public Task A_method_that_prepares_returns_the_estimator_instead() => VerifyFix.RuleAsync(Rule, """
        internal static class Program
        {
            private static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var features = Features(ml, houses, "Size");
                var split = ml.Data.TrainTestSplit(features);
                var trainer = ml.Regression.Trainers.FastTree("Price");
                var model = trainer.Fit(split.TrainSet);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
            }

            /// <summary>Scales the rows.</summary>
            /// <param name="ml">The context.</param>
            /// <param name="rows">Raw rows.</param>
            /// <param name="column">What to scale.</param>
            private static IDataView Features(MLContext ml, IDataView rows, string column)
            {
                var steps = ml.Transforms.NormalizeMinMax("Features", column);
                var scaler = steps.Fit(rows);

                // All of them.
                var scaled = scaler.Transform(rows);
                return scaled;
            }
        }
        """, """
        internal static class Program
        {
            private static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var split = ml.Data.TrainTestSplit(houses);
                var trainer = ml.Regression.Trainers.FastTree("Price");
                var model = Features(ml, "Size").Append(trainer).Fit(split.TrainSet);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
            }

            /// <summary>Scales the rows.</summary>
            /// <param name="ml">The context.</param>
            /// <param name="column">What to scale.</param>
            private static IEstimator<ITransformer> Features(MLContext ml, string column)
            {
                var steps = ml.Transforms.NormalizeMinMax("Features", column);

                // All of them.
                return steps;
            }
        }
        """);

    [Theory]
    [InlineData("IDataView Scaled(IDataView rows) => ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(rows).Transform(rows);", "IEstimator<ITransformer> Scaled() => ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");", "Scaled(houses)", "Scaled()")]
    [InlineData("static IDataView Scaled(IDataView rows, MLContext ml) => ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(rows).Transform(rows);", "static IEstimator<ITransformer> Scaled(MLContext ml) => ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");", "Scaled(ml: ml, rows: houses)", "Scaled(ml: ml)")]
    public Task A_local_function_that_prepares_returns_the_estimator_instead(string function, string repaired, string call, string repairedCall) => VerifyFix.RuleAsync(
        Rule,
        Start + $"var split = ml.Data.TrainTestSplit({call});\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(split.TrainSet);" + Report + "\n\n" + function,
        Start + $"var split = ml.Data.TrainTestSplit(houses);\nvar model = {repairedCall}.Append(ml.Regression.Trainers.FastTree(\"Price\")).Fit(split.TrainSet);" + Report + "\n\n" + repaired);

    [Fact]
    public async Task The_title_names_the_step_and_says_what_becomes_of_the_model() => Assert.Equal(
        "Put 'NormalizeMinMax' into the pipeline that is trained; the model then takes raw rows and prepares them itself",
        await VerifyFix.TitleAsync(Rule, Start + """
            var scaled = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses).Transform(houses);
            var split = ml.Data.TrainTestSplit(scaled);
            var model = ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);
            """ + Report));

    [Theory]
    // Others read the prepared rows, and need all of them.
    [InlineData("Console.WriteLine(scaled.GetRowCount());")]
    // The rows are grouped by a column that the preparation may have made, and split twice.
    [InlineData("ml.Data.TrainTestSplit(scaled, samplingKeyColumnName: \"Features\");")]
    // The split is used as a whole.
    [InlineData("Console.WriteLine(split);")]
    public Task Not_offered_where_others_rest_on_all_prepared_rows(string statements) => VerifyFix.NotOfferedAsync(Rule, Start + """
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var scaled = scaler.Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);
        Console.WriteLine(scaler);

        """ + statements + Report);

    [Theory]
    // Raw or prepared rows.
    [InlineData("var rows = houses;\nif (args.Length > 0)\n    rows = scale.Fit(houses).Transform(houses);")]
    // The same variable in a loop.
    [InlineData("var rows = houses;\nforeach (var column in new[] { \"Size\", \"Rooms\" })\n    rows = ml.Transforms.NormalizeMinMax(column).Fit(rows).Transform(rows);")]
    // Other work is done on the rows in between.
    [InlineData("var rows = ml.Data.FilterRowsByColumn(scale.Fit(houses).Transform(houses), \"Size\", upperBound: 1);")]
    public Task Not_offered_where_it_is_not_known_what_was_done_to_the_rows(string statements) => VerifyFix.NotOfferedAsync(Rule, Start + "var scale = ml.Transforms.NormalizeMinMax(\"Size\");\n" + statements + """

        var split = ml.Data.TrainTestSplit(rows);
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.FastTree("Price")).Fit(split.TrainSet);
        """ + Report);

    [Theory]
    [InlineData("public", "")]
    [InlineData("internal", "Console.WriteLine(Preparation.Scaled(ml, ml.Data.LoadFromTextFile<House>(\"other.csv\")).GetRowCount());")]
    [InlineData("internal", "Func<MLContext, IDataView, IDataView> prepare = Preparation.Scaled;")]
    public Task Not_offered_where_others_may_call_the_method_that_prepares(string access, string statements) => VerifyFix.NotOfferedAsync(Rule, $$"""
        public static class Preparation
        {
            {{access}} static IDataView Scaled(MLContext ml, IDataView rows) => ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows).Transform(rows);
        }

        public static class Training
        {
            public static double Run()
            {
                var ml = new MLContext(seed: 1);
                var split = ml.Data.TrainTestSplit(Preparation.Scaled(ml, ml.Data.LoadFromTextFile<House>("houses.csv")));
                var model = ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);
                {{statements}}
                return ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared;
            }
        }
        """);

    [Fact]
    public Task Not_offered_for_a_value_that_was_computed_by_hand() => VerifyFix.NotOfferedAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = new List<House> { new() { Size = 1, Price = 3 }, new() { Size = 2, Price = 4 }, new() { Size = 4, Price = 9 } };
        var mean = rows.Average(row => row.Size);
        foreach (var row in rows)
            row.Size -= mean;
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows));
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
        """ + Report);
}
