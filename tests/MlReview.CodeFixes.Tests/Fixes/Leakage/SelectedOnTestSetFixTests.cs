using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Leakage;

/// <summary>MLR108: rows that validate are cut from the training side.</summary>
public sealed class SelectedOnTestSetFixTests
{
    private const string Rule = "MLR108";

    private const string Report = "\nConsole.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);";

    private static string Start(string usings = "") => usings + """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");

        """;

    [Theory]
    [InlineData(
        "var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2); // held out\nvar model = ml.BinaryClassification.Trainers.LightGbm(new() { EarlyStoppingRound = 5 }).Fit(split.TrainSet, split.TestSet);",
        "var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);\nvar validation = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.2); // held out\nvar model = ml.BinaryClassification.Trainers.LightGbm(new() { EarlyStoppingRound = 5 }).Fit(validation.TrainSet, validation.TestSet);")]
    [InlineData(
        "var split = ml.Data.TrainTestSplit(data: houses, samplingKeyColumnName: \"City\");\nvar test = split.TestSet;\nvar train = split.TrainSet;\nvar model = ml.BinaryClassification.Trainers.LightGbm(new() { EarlyStoppingRound = 5 }).Fit(train, test);",
        "var split = ml.Data.TrainTestSplit(data: houses, samplingKeyColumnName: \"City\");\nvar validation = ml.Data.TrainTestSplit(data: split.TrainSet, samplingKeyColumnName: \"City\");\nvar test = split.TestSet;\nvar train = split.TrainSet;\nvar model = ml.BinaryClassification.Trainers.LightGbm(new() { EarlyStoppingRound = 5 }).Fit(validation.TrainSet, validation.TestSet);")]
    public Task G16_Rows_that_end_the_training(string before, string after) => VerifyFix.RuleAsync(Rule, Start() + before + Report, Start() + after + Report);

    [Theory]
    [InlineData("ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet, split.TestSet).BestRun.Model", "ml.Auto().CreateBinaryClassificationExperiment(60).Execute(validation.TrainSet, validation.TestSet).BestRun.Model")]
    [InlineData("ml.Auto().CreateExperiment().SetDataset(split.TrainSet, split.TestSet).SetTrainingTimeInSeconds(60).Run().Model", "ml.Auto().CreateExperiment().SetDataset(validation.TrainSet, validation.TestSet).SetTrainingTimeInSeconds(60).Run().Model")]
    [InlineData("ml.Auto().CreateExperiment().SetDataset(split).SetTrainingTimeInSeconds(60).Run().Model", "ml.Auto().CreateExperiment().SetDataset(validation).SetTrainingTimeInSeconds(60).Run().Model")]
    public Task Rows_that_judge_a_search(string before, string after) => VerifyFix.RuleAsync(
        Rule,
        Start("using Microsoft.ML.AutoML;\n") + "var split = ml.Data.TrainTestSplit(houses);\nvar model = " + before + ";" + Report,
        Start("using Microsoft.ML.AutoML;\n") + "var split = ml.Data.TrainTestSplit(houses);\nvar validation = ml.Data.TrainTestSplit(split.TrainSet);\nvar model = " + after + ";" + Report);

    [Fact]
    public Task In_a_method_where_the_name_is_taken() => VerifyFix.RuleAsync(Rule, """
        public class Trainer
        {
            public double Train(MLContext ml, bool validation)
            {
                var houses = ml.Data.LoadFromTextFile<House>(validation ? "a.csv" : "b.csv");
                var split = ml.Data.TrainTestSplit(houses, 0.3);
                var trainer = ml.BinaryClassification.Trainers.LightGbm(new() { EarlyStoppingRound = 5 });
                var model = trainer.Fit(split.TrainSet, validationData: split.TestSet);
                return ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """, """
        public class Trainer
        {
            public double Train(MLContext ml, bool validation)
            {
                var houses = ml.Data.LoadFromTextFile<House>(validation ? "a.csv" : "b.csv");
                var split = ml.Data.TrainTestSplit(houses, 0.3);
                var validationSplit = ml.Data.TrainTestSplit(split.TrainSet, 0.3);
                var trainer = ml.BinaryClassification.Trainers.LightGbm(new() { EarlyStoppingRound = 5 });
                var model = trainer.Fit(validationSplit.TrainSet, validationData: validationSplit.TestSet);
                return ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public async Task The_title_says_what_it_costs() => Assert.Equal(
        "Cut validation rows from 'split.TrainSet', which leaves fewer to train on",
        await VerifyFix.TitleAsync(Rule, Start() + "var split = ml.Data.TrainTestSplit(houses);\nvar model = ml.BinaryClassification.Trainers.LightGbm(new() { EarlyStoppingRound = 5 }).Fit(split.TrainSet, split.TestSet);" + Report));

    [Theory]
    // Validation rows of prepared rows would have shaped the preparation.
    [InlineData("var scaler = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(split.TrainSet);\nvar test = scaler.Transform(split.TestSet);\nvar model = ml.BinaryClassification.Trainers.LightGbm(new() { EarlyStoppingRound = 5 }).Fit(scaler.Transform(split.TrainSet), test);\nConsole.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);")]
    public Task Not_offered_where_one_split_does_not_do(string statements) =>
        VerifyFix.NotOfferedAsync(Rule, Start() + "var split = ml.Data.TrainTestSplit(houses);\n" + statements + Report);

    [Fact]
    public Task Not_offered_where_what_chooses_is_spread_over_several_statements() => VerifyFix.NotOfferedAsync(Rule, Start() + """
        var split = ml.Data.TrainTestSplit(houses);
        var (best, bestL2) = (0d, 0f);
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(l2Regularization: l2).Fit(split.TrainSet);
            var f1 = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            if (f1 > best)
                (best, bestL2) = (f1, l2);
        }

        Console.WriteLine($"F1 {best:F3} with {bestL2}");
        """);

    [Fact]
    public Task Not_offered_where_the_rows_were_not_split_by_chance() => VerifyFix.NotOfferedAsync(Rule, Start() + """
        var (train, test) = (ml.Data.TakeRows(houses, 800), ml.Data.SkipRows(houses, 800));
        var model = ml.BinaryClassification.Trainers.LightGbm(new() { EarlyStoppingRound = 5 }).Fit(train, test);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """);
}
