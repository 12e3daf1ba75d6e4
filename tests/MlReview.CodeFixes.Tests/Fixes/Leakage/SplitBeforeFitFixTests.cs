using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Leakage;

/// <summary>MLR101 where the preparation cannot go into the pipeline that is trained: the rows are split first, it learns from the training side, and prepares both.</summary>
public sealed class SplitBeforeFitFixTests
{
    private const string Rule = "MLR101";
    private const string Kind = "split first";

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");

        """;

    private const string Report = "\nConsole.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), \"Price\").RSquared);";

    private static string Prepared(string program) => program.Replace("split.TestSet", "scaler.Transform(split.TestSet)", StringComparison.Ordinal);

    [Theory]
    // The fitted preparation is kept.
    [InlineData("Console.WriteLine(scaler);")]
    [InlineData("ml.Model.Save(scaler, houses.Schema, \"scaler-1.4.0.zip\");\nml.Model.Save(model, split.TestSet.Schema, \"price-1.4.0.zip\");")]
    [InlineData("ml.Model.Save(scaler.Append(model), houses.Schema, \"price-1.4.0.zip\");")]
    // Others read the prepared rows.
    [InlineData("Console.WriteLine(ml.Data.CreateEnumerable<House>(split.TestSet, reuseRowObject: false).Count());")]
    [InlineData("Console.WriteLine(split.TestSet.Preview().RowView.Length);")]
    // Whoever asks the engine, or loads the model, gives it what the bare model took.
    [InlineData("Console.WriteLine(ml.Model.CreatePredictionEngine<House, HousePrediction>(model).Predict(new House()).Price);")]
    // The model takes other rows, too.
    [InlineData("Console.WriteLine(ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromTextFile<House>(\"prepared.csv\")), \"Price\").RSquared);")]
    // The bare model's own parameters are read, or nobody knows what is done with it.
    [InlineData("Console.WriteLine(model.Model.TrainedTreeEnsemble);")]
    [InlineData("Console.WriteLine(model);")]
    public Task Both_sides_are_prepared_with_what_learned_from_one(string statements) => VerifyFix.RuleAsync(Rule, Start + """
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var scaled = scaler.Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);

        """ + statements + Report, Start + """
        var split = ml.Data.TrainTestSplit(houses);
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(split.TrainSet);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(scaler.Transform(split.TrainSet));

        """ + Prepared(statements + Report));

    [Fact]
    public Task What_reads_the_schema_alone_stays() => VerifyFix.RuleAsync(Rule, Start + """
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var scaled = scaler.Transform(houses);

        // A fifth of the rows.
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2); // held out

        var (train, test) = (split.TrainSet, split.TestSet);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(train);
        Console.WriteLine(scaled.Schema["Features"].Type);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        """, Start + """
        // A fifth of the rows.
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2); // held out
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(split.TrainSet);
        var scaled = scaler.Transform(houses);

        var (train, test) = (scaler.Transform(split.TrainSet), scaler.Transform(split.TestSet));
        var model = ml.Regression.Trainers.FastTree("Price").Fit(train);
        Console.WriteLine(scaled.Schema["Features"].Type);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        """);

    [Theory]
    [InlineData("public ITransformer Train()", "return model;")]
    [InlineData("public (ITransformer, double) Train()", "return (model, metrics.RSquared);")]
    [InlineData("public void Train()", "_model = model;")]
    [InlineData("public void Train(Action<ITransformer> publish)", "publish(model);")]
    [InlineData("public IEnumerable<ITransformer> Train()", "yield return model;")]
    public Task Where_others_get_the_model_the_preparation_gets_a_name(string head, string statement)
    {
        const string Class = """
            public class Trainer
            {
                private readonly MLContext _ml = new(seed: 1);
                private ITransformer? _model;

                public IDataView? Score(IDataView rows) => _model?.Transform(rows);

                HEAD
                {
                    var houses = _ml.Data.LoadFromTextFile<House>("houses.csv");
                    BODY
                    Console.WriteLine(metrics.RSquared);
                    STATEMENT
                }
            }
            """;
        var program = Class.Replace("HEAD", head, StringComparison.Ordinal).Replace("STATEMENT", statement, StringComparison.Ordinal);
        return VerifyFix.RuleAsync(Rule, program.Replace("BODY", """
            // Between 0 and 1.
                    IDataView scaled = _ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses).Transform(houses);
                    var split = _ml.Data.TrainTestSplit(scaled);
                    var model = _ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);
                    var metrics = _ml.Regression.Evaluate(model.Transform(split.TestSet), "Price");
            """, StringComparison.Ordinal), program.Replace("BODY", """
            var split = _ml.Data.TrainTestSplit(houses);
                    // Between 0 and 1.
                    var preparation = _ml.Transforms.NormalizeMinMax("Features", "Size").Fit(split.TrainSet);
                    var model = _ml.Regression.Trainers.FastTree("Price").Fit(preparation.Transform(split.TrainSet));
                    var metrics = _ml.Regression.Evaluate(model.Transform(preparation.Transform(split.TestSet)), "Price");
            """, StringComparison.Ordinal));
    }

    [Fact]
    public Task Prepared_and_split_in_one_statement() => VerifyFix.RuleAsync(Rule, Start + """
        var split = ml.Data.TrainTestSplit(ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses).Transform(houses), testFraction: 0.2);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);
        Console.WriteLine(model);
        """ + Report, Start + """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var preparation = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(split.TrainSet);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(preparation.Transform(split.TrainSet));
        Console.WriteLine(model);
        """ + Report.Replace("split.TestSet", "preparation.Transform(split.TestSet)", StringComparison.Ordinal));

    [Theory]
    // Split before, or after.
    [InlineData(
        "var split = ml.Data.TrainTestSplit(houses);\nvar scaler = scale.Fit(houses);",
        "var split = ml.Data.TrainTestSplit(houses);\nvar scaler = scale.Fit(split.TrainSet);")]
    [InlineData(
        "var split = ml.Data.TrainTestSplit(houses);\nvar train = split.TrainSet;\nConsole.WriteLine(train.Schema.Count);\nvar scaler = scale.Fit(houses);",
        "var split = ml.Data.TrainTestSplit(houses);\nvar train = split.TrainSet;\nConsole.WriteLine(train.Schema.Count);\nvar scaler = scale.Fit(train);")]
    [InlineData(
        "// Learned.\nvar scaler = scale.Fit(houses);\n\nvar split = ml.Data.TrainTestSplit(houses, samplingKeyColumnName: \"City\");\n",
        "var split = ml.Data.TrainTestSplit(houses, samplingKeyColumnName: \"City\");\n// Learned.\nvar scaler = scale.Fit(split.TrainSet);\n")]
    public Task Raw_rows_are_split(string before, string after)
    {
        const string Scale = "var scale = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");\n";
        const string Train = "\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(scaler.Transform(split.TrainSet));\nConsole.WriteLine(scaler);";
        return VerifyFix.RuleAsync(Rule, Start + Scale + before + Train + Prepared(Report), Start + Scale + after + Train + Prepared(Report));
    }

    [Fact]
    public Task A_helper_that_fits_is_given_the_training_side() => VerifyFix.RuleAsync(Rule, """
        internal static class Program
        {
            private static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var split = ml.Data.TrainTestSplit(houses);
                var scaler = Scaler(ml, houses);
                var model = ml.Regression.Trainers.FastTree("Price").Fit(scaler.Transform(split.TrainSet));
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(scaler.Transform(split.TestSet)), "Price").RSquared);
                Console.WriteLine(scaler);
            }

            private static ITransformer Scaler(MLContext ml, IDataView rows) => ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows);
        }
        """, """
        internal static class Program
        {
            private static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var split = ml.Data.TrainTestSplit(houses);
                var scaler = Scaler(ml, split.TrainSet);
                var model = ml.Regression.Trainers.FastTree("Price").Fit(scaler.Transform(split.TrainSet));
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(scaler.Transform(split.TestSet)), "Price").RSquared);
                Console.WriteLine(scaler);
            }

            private static ITransformer Scaler(MLContext ml, IDataView rows) => ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows);
        }
        """);

    [Fact]
    public Task Two_preparations_one_after_the_other() => VerifyFix.RuleAsync(Rule, Start + """
        var filler = ml.Transforms.ReplaceMissingValues("Size", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean).Fit(houses);
        var filled = filler.Transform(houses);
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(filled);
        var scaled = scaler.Transform(filled);
        var split = ml.Data.TrainTestSplit(scaled);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);
        Console.WriteLine(filler.Append(scaler));
        """ + Report, Start + """
        var split = ml.Data.TrainTestSplit(houses);
        var filler = ml.Transforms.ReplaceMissingValues("Size", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean).Fit(split.TrainSet);
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(filler.Transform(split.TrainSet));
        var model = ml.Regression.Trainers.FastTree("Price").Fit(scaler.Transform(filler.Transform(split.TrainSet)));
        Console.WriteLine(filler.Append(scaler));
        """ + Report.Replace("split.TestSet", "scaler.Transform(filler.Transform(split.TestSet))", StringComparison.Ordinal));

    [Fact]
    public Task It_is_the_second_way_where_there_are_two() => VerifyFix.RuleAsync(Rule, Start + """
        var split = ml.Data.TrainTestSplit(houses);
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(scaler.Transform(split.TrainSet));
        """ + Prepared(Report), Start + """
        var split = ml.Data.TrainTestSplit(houses);
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(split.TrainSet);
        var model = ml.Regression.Trainers.FastTree("Price").Fit(scaler.Transform(split.TrainSet));
        """ + Prepared(Report), Kind);

    [Theory]
    [InlineData("var split = ml.Data.TrainTestSplit(houses);\nvar scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses);", "Fit 'scaler' on 'split.TrainSet'")]
    [InlineData("var scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses);\nvar split = ml.Data.TrainTestSplit(houses);", "Split 'houses' first, and fit 'scaler' on 'split.TrainSet'")]
    public async Task The_title_names_what_learns_and_from_what(string statements, string title) => Assert.Equal(title, await VerifyFix.TitleAsync(
        Rule, Start + statements + "\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(scaler.Transform(split.TrainSet));\nConsole.WriteLine(scaler);" + Prepared(Report)));

    [Fact]
    public async Task The_title_says_that_both_sides_are_prepared() => Assert.Equal(
        "Split 'houses' first, fit 'NormalizeMinMax' on 'split.TrainSet', and prepare both sides with it",
        await VerifyFix.TitleAsync(Rule, Start + """
            var scaled = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses).Transform(houses);
            var split = ml.Data.TrainTestSplit(scaled);
            var model = ml.Regression.Trainers.FastTree("Price").Fit(split.TrainSet);
            Console.WriteLine(model);
            """ + Report));

    [Theory]
    // The key may be a column that the preparation makes.
    [InlineData("var scaled = scaler.Transform(houses);\nvar split = ml.Data.TrainTestSplit(scaled, samplingKeyColumnName: \"City\");")]
    // The split stands in another block.
    [InlineData("var scaled = scaler.Transform(houses);\nDataOperationsCatalog.TrainTestData split;\n{ split = ml.Data.TrainTestSplit(scaled); }")]
    // Its arguments are made on the way.
    [InlineData("var scaled = scaler.Transform(houses);\nvar fraction = args.Length > 0 ? 0.3 : 0.2;\nvar split = ml.Data.TrainTestSplit(scaled, testFraction: fraction);")]
    // They are not all rows.
    [InlineData("var scaled = ml.Data.TakeRows(scaler.Transform(houses), 800);\nvar split = ml.Data.TrainTestSplit(scaled);")]
    public Task Not_offered_where_the_split_cannot_move(string statements) => VerifyFix.NotOfferedAsync(
        Rule, Start + "var scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses);\n" + statements + "\nvar model = ml.Regression.Trainers.FastTree(\"Price\").Fit(split.TrainSet);\nConsole.WriteLine(scaler);" + Report);
}
