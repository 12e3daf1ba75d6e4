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

    private const string Split = "var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);\n";
    private const string Validation = "var validation = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.2);\n";

    private static string OnValidation(string program) => program
        .Replace(".Fit(split.TrainSet)", ".Fit(validation.TrainSet)", StringComparison.Ordinal).Replace("candidate.Transform(split.TestSet)", "candidate.Transform(validation.TestSet)", StringComparison.Ordinal);

    [Theory]
    [InlineData("if (score <= best)\n        continue;\n    (best, model) = (score, candidate);")]
    [InlineData("if (score > best)\n    {\n        best = score;\n        model = candidate;\n    }")]
    public Task G11_Validation_rows_choose_and_the_test_rows_judge_what_was_chosen(string decision)
    {
        var loop = """
            var best = 0d;
            ITransformer? model = null;
            foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
            {
                var candidate = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2).Fit(split.TrainSet);
                var score = ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score;
                DECISION
            }

            Console.WriteLine($"chosen with {best:F3}");
            """.Replace("DECISION", decision, StringComparison.Ordinal) + Report.Replace("model.", "model!.", StringComparison.Ordinal);
        return VerifyFix.RuleAsync(Rule, Start() + Split + loop, Start() + Split + Validation + OnValidation(loop));
    }

    [Fact]
    public Task G14_Validation_rows_set_the_threshold()
    {
        const string Program = """
            var candidate = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
            var scored = ml.Data.CreateEnumerable<HousePrediction>(candidate.Transform(split.TestSet), reuseRowObject: false).ToList();
            var threshold = scored.Average(house => house.Price);
            var model = ml.BinaryClassification.ChangeModelThreshold(candidate, threshold);
            """;
        return VerifyFix.RuleAsync(Rule, Start() + Split + Program + Report, Start() + Split + Validation + OnValidation(Program) + Report);
    }

    [Fact]
    public Task G15_Validation_rows_calibrate()
    {
        const string Program = """
            var candidate = ml.BinaryClassification.Trainers.AveragedPerceptron(featureColumnName: "Size").Fit(split.TrainSet);
            var calibrator = ml.BinaryClassification.Calibrators.Platt().Fit(candidate.Transform(split.TestSet));
            """;
        const string Judged = "\nvar judged = candidate.Transform(split.TestSet);\nConsole.WriteLine(ml.BinaryClassification.Evaluate(calibrator.Transform(judged)).F1Score);";
        return VerifyFix.RuleAsync(Rule, Start() + Split + Program + Judged, Start() + Split + Validation + OnValidation(Program) + Judged);
    }

    [Fact]
    public Task Rows_that_the_options_of_the_trainer_are_given() => VerifyFix.RuleAsync(Rule, Start() + """
        var rows = ml.Transforms.Conversion.MapValueToKey("Class", "City").Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(rows, testFraction: 0.2);
        var test = split.TestSet;
        var pipeline = ml.MulticlassClassification.Trainers.ImageClassification(labelColumnName: "Class", featureColumnName: "City", validationSet: test)
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var model = pipeline.Fit(split.TrainSet);
        Console.WriteLine(ml.MulticlassClassification.Evaluate(model.Transform(test), "Class").MacroAccuracy);
        """, Start() + """
        var rows = ml.Transforms.Conversion.MapValueToKey("Class", "City").Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(rows, testFraction: 0.2);
        var validation = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.2);
        var test = split.TestSet;
        var pipeline = ml.MulticlassClassification.Trainers.ImageClassification(labelColumnName: "Class", featureColumnName: "City", validationSet: validation.TestSet)
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var model = pipeline.Fit(validation.TrainSet);
        Console.WriteLine(ml.MulticlassClassification.Evaluate(model.Transform(test), "Class").MacroAccuracy);
        """);

    [Fact]
    public Task Not_offered_where_one_call_makes_the_rows_that_calibrate_and_those_that_judge() => VerifyFix.NotOfferedAsync(Rule, Start() + Split + """
        var model = ml.BinaryClassification.Trainers.AveragedPerceptron(featureColumnName: "Size").Fit(split.TrainSet);
        var scored = model.Transform(split.TestSet);
        var calibrator = ml.BinaryClassification.Calibrators.Platt().Fit(scored);
        Console.WriteLine(ml.BinaryClassification.Evaluate(calibrator.Transform(scored)).F1Score);
        """);

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
    public Task Not_offered_where_the_score_that_decided_is_the_one_that_is_reported() => VerifyFix.NotOfferedAsync(Rule, Start() + """
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
