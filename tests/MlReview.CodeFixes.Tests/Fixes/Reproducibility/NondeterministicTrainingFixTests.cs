using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Reproducibility;

/// <summary>MLR304: an options object with the option that makes training repeat itself, and all else as it was.</summary>
public sealed class NondeterministicTrainingFixTests
{
    private const string Rule = "MLR304";

    private const string LightGbm = "Microsoft.ML.Trainers.LightGbm.LightGbm";

    [Theory]
    [InlineData("Regression.Trainers.Sdca(\"Price\", \"Size\")", "Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = \"Price\", FeatureColumnName = \"Size\", NumberOfThreads = 1 })")]
    [InlineData("Regression.Trainers.Sdca(\"Price\", exampleWeightColumnName: \"Rooms\", lossFunction: new SquaredLoss(), l2Regularization: 1, l1Regularization: .5f, maximumNumberOfIterations: 9)", "Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = \"Price\", ExampleWeightColumnName = \"Rooms\", LossFunction = new SquaredLoss(), L2Regularization = 1, L1Regularization = .5f, MaximumNumberOfIterations = 9, NumberOfThreads = 1 })")]
    [InlineData("BinaryClassification.Trainers.SdcaLogisticRegression()", "BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 })")]
    [InlineData("BinaryClassification.Trainers.SdcaNonCalibrated(lossFunction: new HingeLoss())", "BinaryClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedBinaryTrainer.Options { LossFunction = new HingeLoss(), NumberOfThreads = 1 })")]
    [InlineData("BinaryClassification.Trainers.SgdCalibrated(numberOfIterations: 9, learningRate: .1, l2Regularization: 1)", "BinaryClassification.Trainers.SgdCalibrated(new SgdCalibratedTrainer.Options { NumberOfIterations = 9, LearningRate = .1, L2Regularization = 1, NumberOfThreads = 1 })")]
    [InlineData("BinaryClassification.Trainers.SgdNonCalibrated(lossFunction: null, numberOfIterations: 9)", "BinaryClassification.Trainers.SgdNonCalibrated(new SgdNonCalibratedTrainer.Options { NumberOfIterations = 9, NumberOfThreads = 1 })")]
    [InlineData("BinaryClassification.Trainers.SymbolicSgdLogisticRegression(numberOfIterations: 9)", "BinaryClassification.Trainers.SymbolicSgdLogisticRegression(new SymbolicSgdLogisticRegressionBinaryTrainer.Options { NumberOfIterations = 9, NumberOfThreads = 1 })")]
    [InlineData("MulticlassClassification.Trainers.SdcaMaximumEntropy(l2Regularization: 1)", "MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options { L2Regularization = 1, NumberOfThreads = 1 })")]
    [InlineData("MulticlassClassification.Trainers.SdcaNonCalibrated(\"City\")", "MulticlassClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedMulticlassTrainer.Options { LabelColumnName = \"City\", NumberOfThreads = 1 })")]
    [InlineData("Clustering.Trainers.KMeans(numberOfClusters: 3)", "Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfClusters = 3, NumberOfThreads = 1 })")]
    [InlineData("Clustering.Trainers.KMeans(\"Features\", \"Rooms\", 3)", "Clustering.Trainers.KMeans(new KMeansTrainer.Options { FeatureColumnName = \"Features\", ExampleWeightColumnName = \"Rooms\", NumberOfClusters = 3, NumberOfThreads = 1 })")]
    [InlineData("Recommendation().Trainers.MatrixFactorization(\"Price\", \"City\", \"Rooms\", 16, .2, 9)", "Recommendation().Trainers.MatrixFactorization(new MatrixFactorizationTrainer.Options { LabelColumnName = \"Price\", MatrixColumnIndexColumnName = \"City\", MatrixRowIndexColumnName = \"Rooms\", ApproximationRank = 16, LearningRate = .2, NumberOfIterations = 9, NumberOfThreads = 1 })")]
    [InlineData("Regression.Trainers.LightGbm(\"Price\", numberOfLeaves: 9, minimumExampleCountPerLeaf: 3, learningRate: .1, numberOfIterations: 9)", $"Regression.Trainers.LightGbm(new {LightGbm}RegressionTrainer.Options {{ LabelColumnName = \"Price\", NumberOfLeaves = 9, MinimumExampleCountPerLeaf = 3, LearningRate = .1, NumberOfIterations = 9, Deterministic = true }})")]
    [InlineData("Ranking.Trainers.LightGbm(rowGroupColumnName: \"City\")", $"Ranking.Trainers.LightGbm(new {LightGbm}RankingTrainer.Options {{ RowGroupColumnName = \"City\", Deterministic = true }})")]
    [InlineData("MulticlassClassification.Trainers.LightGbm(\"City\")", $"MulticlassClassification.Trainers.LightGbm(new {LightGbm}MulticlassTrainer.Options {{ LabelColumnName = \"City\", Deterministic = true }})")]
    public Task Arguments_become_options(string before, string after) => VerifyFix.RuleAsync(Rule, Trained(before), Trained(after));

    [Theory]
    [InlineData("new KMeansTrainer.Options()", "new KMeansTrainer.Options { NumberOfThreads = 1 }")]
    [InlineData("new KMeansTrainer.Options { NumberOfClusters = 3 }", "new KMeansTrainer.Options { NumberOfClusters = 3, NumberOfThreads = 1 }")]
    [InlineData("new KMeansTrainer.Options { NumberOfThreads = 4, NumberOfClusters = 3 }", "new KMeansTrainer.Options { NumberOfThreads = 1, NumberOfClusters = 3 }")]
    [InlineData("new KMeansTrainer.Options { NumberOfThreads = null }", "new KMeansTrainer.Options { NumberOfThreads = 1 }")]
    [InlineData("new KMeansTrainer.Options\n{\n    NumberOfClusters = 3 // as ordered\n}", "new KMeansTrainer.Options\n{\n    NumberOfClusters = 3,\n    NumberOfThreads = 1 // as ordered\n}")]
    public Task Options_get_the_option(string before, string after) =>
        VerifyFix.RuleAsync(Rule, Trained($"Clustering.Trainers.KMeans({before})"), Trained($"Clustering.Trainers.KMeans({after})"));

    [Fact]
    public Task In_a_chain_on_several_lines_with_a_directive_to_add() => VerifyFix.RuleAsync(Rule, """
        using System.IO;
        using Microsoft.ML.Data;

        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            // The trainer.
            .Append(ml.Regression.Trainers.LightGbm(
                labelColumnName: "Price",
                numberOfLeaves: 9))
            .AppendCacheCheckpoint(ml);
        Console.WriteLine(pipeline.Fit(rows));
        """, """
        using System.IO;
        using Microsoft.ML.Data;
        using Microsoft.ML.Trainers.LightGbm;

        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            // The trainer.
            .Append(ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
            {
                LabelColumnName = "Price",
                NumberOfLeaves = 9,
                Deterministic = true,
            }))
            .AppendCacheCheckpoint(ml);
        Console.WriteLine(pipeline.Fit(rows));
        """);

    [Fact]
    public Task Inside_one_versus_all_and_in_a_cross_validation() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var pipeline = ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.SdcaNonCalibrated("City", "Size"), labelColumnName: "City");
        Console.WriteLine(ml.MulticlassClassification.CrossValidate(rows, pipeline, labelColumnName: "City").Count);
        """, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var pipeline = ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedBinaryTrainer.Options { LabelColumnName = "City", FeatureColumnName = "Size", NumberOfThreads = 1 }), labelColumnName: "City");
        Console.WriteLine(ml.MulticlassClassification.CrossValidate(rows, pipeline, labelColumnName: "City").Count);
        """);

    [Fact]
    public Task Options_that_a_caller_makes() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        Train(ml, rows, new() { LabelColumnName = "Price" });

        static ITransformer Train(MLContext ml, IDataView rows, SdcaRegressionTrainer.Options options) => ml.Regression.Trainers.Sdca(options).Fit(rows);
        """, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        Train(ml, rows, new() { LabelColumnName = "Price", NumberOfThreads = 1 });

        static ITransformer Train(MLContext ml, IDataView rows, SdcaRegressionTrainer.Options options) => ml.Regression.Trainers.Sdca(options).Fit(rows);
        """);

    [Fact]
    public async Task The_titles_say_what_it_costs()
    {
        Assert.Equal("Train 'Sdca' on one thread, which is slower: NumberOfThreads = 1", await VerifyFix.TitleAsync(Rule, Trained("Regression.Trainers.Sdca(\"Price\")")));
        Assert.Equal("Train 'LightGbm' in a fixed order: Deterministic = true", await VerifyFix.TitleAsync(Rule, Trained("Regression.Trainers.LightGbm(\"Price\")")));
    }

    [Theory]
    // The options are changed after they were made.
    [InlineData("Clustering.Trainers.KMeans(Options())", "KMeansTrainer.Options Options() { var options = new KMeansTrainer.Options(); options.NumberOfThreads = 4; return options; }")]
    // Comments among the arguments would lose their place.
    [InlineData("Clustering.Trainers.KMeans(numberOfClusters: 3 /* as ordered */)", "")]
    public Task Not_offered_where_something_would_be_lost(string trainer, string member) => VerifyFix.NotOfferedAsync(Rule, Trained(trainer) + "\n" + member);

    private static string Trained(string trainer) => $$"""
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        Console.WriteLine(ml.{{trainer}}.Fit(rows));
        """;
}
