using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Leakage;

/// <summary>MLR105: the preparation is cross-validated with the trainer, on the raw rows.</summary>
public sealed class CrossValidatedAfterFitFixTests
{
    private const string Rule = "MLR105";

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");

        """;

    private const string Report = "\nConsole.WriteLine(folds.Average(fold => fold.Metrics.RSquared));";

    [Theory]
    [InlineData(
        "var scale = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");\nvar prepared = scale.Fit(houses).Transform(houses);\nvar folds = ml.Regression.CrossValidate(prepared, ml.Regression.Trainers.FastTree(\"Price\"), 5, \"Price\");",
        "var scale = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\");\nvar folds = ml.Regression.CrossValidate(houses, scale.Append(ml.Regression.Trainers.FastTree(\"Price\")), 5, \"Price\");")]
    [InlineData(
        "var scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses); // learned\nvar prepared = scaler.Transform(houses);\nvar trainer = ml.Regression.Trainers.FastTree(\"Price\");\nvar folds = ml.Regression.CrossValidate(estimator: trainer, data: prepared, labelColumnName: \"Price\");",
        "var scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\"); // learned\nvar trainer = ml.Regression.Trainers.FastTree(\"Price\");\nvar folds = ml.Regression.CrossValidate(estimator: scaler.Append(trainer), data: houses, labelColumnName: \"Price\");")]
    [InlineData(
        "var prepared = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses).Transform(houses); // all\nvar folds = ml.Regression.CrossValidate(prepared, ml.Regression.Trainers.FastTree(\"Price\"), 5, \"Price\");",
        "// all\nvar folds = ml.Regression.CrossValidate(houses, ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Append(ml.Regression.Trainers.FastTree(\"Price\")), 5, \"Price\");")]
    [InlineData(
        "var scale = ml.Transforms.NormalizeMinMax(\"Size\");\nvar folds = ml.Regression.CrossValidate(\n    scale.Fit(houses).Transform(houses),\n    ml.Transforms.Concatenate(\"Features\", \"Size\")\n        .Append(ml.Regression.Trainers.FastTree(\"Price\")),\n    labelColumnName: \"Price\");",
        "var scale = ml.Transforms.NormalizeMinMax(\"Size\");\nvar folds = ml.Regression.CrossValidate(\n    houses,\n    scale.Append(ml.Transforms.Concatenate(\"Features\", \"Size\"))\n        .Append(ml.Regression.Trainers.FastTree(\"Price\")),\n    labelColumnName: \"Price\");")]
    public Task The_preparation_goes_into_the_folds(string before, string after) => VerifyFix.RuleAsync(Rule, Start + before + Report, Start + after + Report);

    [Fact]
    public Task In_a_class() => VerifyFix.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public double Validate()
            {
                var houses = _ml.Data.LoadFromTextFile<House>("houses.csv");
                var prepared = _ml.Transforms.NormalizeMinMax("Features", nameof(House.Size)).Fit(houses).Transform(houses);
                return _ml.Regression.CrossValidate(prepared, _ml.Regression.Trainers.FastTree(new() { LabelColumnName = "Price", NumberOfTrees = 10 }), labelColumnName: "Price")
                    .Average(fold => fold.Metrics.RSquared);
            }
        }
        """, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public double Validate()
            {
                var houses = _ml.Data.LoadFromTextFile<House>("houses.csv");
                return _ml.Regression.CrossValidate(houses, _ml.Transforms.NormalizeMinMax("Features", nameof(House.Size)).Append(_ml.Regression.Trainers.FastTree(new() { LabelColumnName = "Price", NumberOfTrees = 10 })), labelColumnName: "Price")
                    .Average(fold => fold.Metrics.RSquared);
            }
        }
        """);

    [Fact]
    public Task Two_trainers_that_one_helper_validates() => VerifyFix.RuleAsync(Rule, """
        internal static class Program
        {
            private static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");

                var preparation = ml.Transforms.NormalizeMinMax("Features", "Size");
                var prepared = preparation.Fit(houses).Transform(houses);

                var tree = ml.Regression.Trainers.FastTree("Price");
                Console.WriteLine(Score(ml, prepared, tree));
                Console.WriteLine(Score(ml, prepared, ml.Regression.Trainers.FastForest("Price")));

                var model = preparation.Append(tree).Fit(houses);
                ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
            }

            private static double Score(MLContext ml, IDataView rows, IEstimator<ITransformer> trainer) =>
                ml.Regression.CrossValidate(rows, trainer, labelColumnName: "Price").Average(fold => fold.Metrics.RSquared);
        }
        """, """
        internal static class Program
        {
            private static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");

                var preparation = ml.Transforms.NormalizeMinMax("Features", "Size");

                var tree = ml.Regression.Trainers.FastTree("Price");
                Console.WriteLine(Score(ml, houses, preparation.Append(tree)));
                Console.WriteLine(Score(ml, houses, preparation.Append(ml.Regression.Trainers.FastForest("Price"))));

                var model = preparation.Append(tree).Fit(houses);
                ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
            }

            private static double Score(MLContext ml, IDataView rows, IEstimator<ITransformer> trainer) =>
                ml.Regression.CrossValidate(rows, trainer, labelColumnName: "Price").Average(fold => fold.Metrics.RSquared);
        }
        """);

    [Fact]
    public Task Folds_that_are_cut_by_hand() => VerifyFix.RuleAsync(Rule, Start + """
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
        var trainer = ml.Regression.Trainers.FastTree("Price");
        foreach (var fold in ml.Data.CrossValidationSplit(scaler.Transform(houses), numberOfFolds: 5))
        {
            var model = trainer.Fit(fold.TrainSet);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(fold.TestSet), "Price").RSquared);
        }
        """, Start + """
        var scaler = ml.Transforms.NormalizeMinMax("Features", "Size");
        var trainer = ml.Regression.Trainers.FastTree("Price");
        foreach (var fold in ml.Data.CrossValidationSplit(houses, numberOfFolds: 5))
        {
            var model = scaler.Append(trainer).Fit(fold.TrainSet);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(fold.TestSet), "Price").RSquared);
        }
        """);

    [Fact]
    public Task C05_The_model_that_is_trained_besides_gets_it_too() => VerifyFix.RuleAsync(Rule, Start + """
        var split = ml.Data.TrainTestSplit(houses);
        var projection = ml.Transforms.Concatenate("Both", "Size", "Rooms")
            .Append(ml.Transforms.ProjectToPrincipalComponents("Features", "Both", rank: 1))
            .Fit(split.TrainSet);
        var trainer = ml.Regression.Trainers.FastTree("Price");
        var folds = ml.Regression.CrossValidate(projection.Transform(split.TrainSet), trainer, labelColumnName: "Price");
        var model = trainer.Fit(projection.Transform(split.TrainSet));
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(projection.Transform(split.TestSet)), "Price").RSquared);
        """ + Report, Start + """
        var split = ml.Data.TrainTestSplit(houses);
        var projection = ml.Transforms.Concatenate("Both", "Size", "Rooms")
            .Append(ml.Transforms.ProjectToPrincipalComponents("Features", "Both", rank: 1));
        var trainer = ml.Regression.Trainers.FastTree("Price");
        var folds = ml.Regression.CrossValidate(split.TrainSet, projection.Append(trainer), labelColumnName: "Price");
        var model = projection.Append(trainer).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """ + Report);

    [Fact]
    public async Task The_title_names_the_step_and_the_rows() => Assert.Equal(
        "Cross-validate 'NormalizeMinMax' with the trainer, on 'houses'",
        await VerifyFix.TitleAsync(Rule, Start + """
            var prepared = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses).Transform(houses);
            Console.WriteLine(ml.Regression.CrossValidate(prepared, ml.Regression.Trainers.FastTree("Price"), labelColumnName: "Price").Count);
            """));

    [Theory]
    // Something else was done to the rows, too.
    [InlineData("var scaled = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses).Transform(houses);\nvar prepared = ml.Transforms.CopyColumns(\"Area\", \"Features\").Fit(scaled).Transform(scaled);")]
    // The prepared rows are read elsewhere.
    [InlineData("var prepared = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses).Transform(houses);\nConsole.WriteLine(prepared.GetRowCount());")]
    [InlineData("var prepared = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses).Transform(houses);\nConsole.WriteLine(prepared.Preview().RowView.Length);")]
    // The raw rows have no name by then.
    [InlineData("IDataView prepared = houses;\nprepared = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(prepared).Transform(prepared);")]
    public Task Not_offered_where_more_happened_to_the_rows(string statements) => VerifyFix.NotOfferedAsync(
        Rule, Start + statements + "\nvar folds = ml.Regression.CrossValidate(prepared, ml.Regression.Trainers.FastTree(\"Price\"), labelColumnName: \"Price\");" + Report);

    [Theory]
    // Folds may be cut by a column that the preparation makes.
    [InlineData("ml.Regression.CrossValidate(prepared, ml.Regression.Trainers.FastTree(\"Price\"), labelColumnName: \"Price\", samplingKeyColumnName: \"Features\")")]
    // A helper that others use with rows of their own would get the preparation for these, too.
    [InlineData("Validated(prepared).Concat(Validated(houses))")]
    public Task Not_offered_where_the_folds_need_more_than_raw_rows(string folds) => VerifyFix.NotOfferedAsync(
        Rule,
        Start + "var prepared = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses).Transform(houses);\nvar folds = " + folds + ";" + Report + """


        IEnumerable<TrainCatalogBase.CrossValidationResult<RegressionMetrics>> Validated(IDataView rows) =>
            ml.Regression.CrossValidate(rows, ml.Transforms.Concatenate("Features", "Features", "Size").Append(ml.Regression.Trainers.FastTree("Price")), labelColumnName: "Price");
        """);

    [Fact]
    public Task Not_offered_for_a_search() => VerifyFix.NotOfferedAsync(Rule, """
        using Microsoft.ML.AutoML;

        """ + Start + """
        var filled = ml.Transforms.ReplaceMissingValues("Size", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean).Fit(houses).Transform(houses);
        Console.WriteLine(ml.Auto().CreateRegressionExperiment(60).Execute(filled, numberOfCVFolds: 5, labelColumnName: "Price").BestRun.TrainerName);
        """);
}
