using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR103: every evaluation of the model in reach uses rows that it was fitted on.</summary>
public sealed class EvaluatedOnTrainingRowsTests
{
    private const string Rule = "MLR103";

    private const string Leak = """
        var model = learner.Fit(houses);
        var metrics = [|ml.BinaryClassification.Evaluate(model.Transform(houses))|];
        Console.WriteLine(metrics.AreaUnderRocCurve);
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task E03_Train_metric_next_to_the_test_metric_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TrainSet)).F1Score);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Train_metric_next_to_the_metric_of_a_second_file_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var test = ml.Data.LoadFromTextFile<House>("houses-test.csv", ',');
        var model = learner.Fit(houses);
        var onTraining = ml.BinaryClassification.Evaluate(model.Transform(houses));
        var onTest = ml.BinaryClassification.Evaluate(model.Transform(test));
        Console.WriteLine(onTraining.F1Score - onTest.F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task C15_Clustering_evaluated_on_the_clustered_rows_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Clustering.Trainers.KMeans(numberOfClusters: 3)).Fit(houses);
        var metrics = ml.Clustering.Evaluate(model.Transform(houses), scoreColumnName: "Score", featureColumnName: "Features");
        Console.WriteLine(metrics.AverageDistance);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A02_Evaluated_on_the_test_side_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A07_Shipped_model_that_is_never_evaluated_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        model = learner.Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task D05_Folds_are_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        foreach (var fold in ml.Data.CrossValidationSplit(houses, numberOfFolds: 5))
            Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(fold.TrainSet).Transform(fold.TestSet)).F1Score);
        """));

    [Fact]
    public Task Manual_folds_by_index_are_silent() => Verify.SilentAsync(Rule, OnRows("""
        const int folds = 4;
        for (var k = 0; k < folds; k++)
        {
            var train = houses.Where((_, i) => i % folds != k).ToList();
            var held = houses.Where((_, i) => i % folds == k).ToList();
            var model = learner.Fit(ml.Data.LoadFromEnumerable(train));
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(held))).F1Score);
        }
        """));

    [Fact]
    public Task Predictions_for_the_training_rows_without_a_metric_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var model = learner.Fit(houses);
        foreach (var prediction in ml.Data.CreateEnumerable<HousePrediction>(model.Transform(houses), reuseRowObject: false))
            Console.WriteLine(prediction.Probability);
        """));

    [Fact]
    public Task Permutation_importance_on_the_training_rows_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.LbfgsPoissonRegression("Price")).Fit(houses);
        foreach (var (feature, change) in ml.Regression.PermutationFeatureImportance(model, houses, "Price"))
            Console.WriteLine($"{feature}: {change.RSquared.Mean}");
        """));

    [Fact]
    public Task Feature_contribution_of_the_training_rows_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var prepared = ml.Transforms.Concatenate("Features", "Size", "Rooms").Fit(houses).Transform(houses);
        var model = ml.Regression.Trainers.Sdca("Price").Fit(prepared);
        var explained = ml.Transforms.CalculateFeatureContribution(model).Fit(prepared).Transform(prepared);
        Console.WriteLine(explained.Preview().RowView.Length);
        """));

    [Fact]
    public Task Second_model_on_all_rows_for_explanation_does_not_blame_the_first() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var candidate = learner.Fit(split.TrainSet);
        var explained = learner.Fit(houses);
        Console.WriteLine(ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score);
        foreach (var row in explained.Transform(houses).GetColumn<float>("Score")) Console.WriteLine(row);
        """));

    [Fact]
    public Task Cross_validated_and_then_fitted_on_all_rows_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var folds = ml.BinaryClassification.CrossValidate(houses, learner);
        Console.WriteLine(folds.Average(fold => fold.Metrics.AreaUnderRocCurve));
        ml.Model.Save(learner.Fit(houses), houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public Task Reassigned_view_variable_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var rows = houses;
        var model = learner.Fit(rows);
        rows = ml.Data.LoadFromTextFile<House>("houses-test.csv", ',');
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(rows)).F1Score);
        """));

    // ---- Unknown is silence ----

    [Fact]
    public Task Model_from_a_file_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var model = ml.Model.Load("houses-1.0.zip", out _);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(houses)).F1Score);
        """));

    [Fact]
    public Task Files_named_by_arguments_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var train = ml.Data.LoadFromTextFile<House>(args[0], ',');
        var test = ml.Data.LoadFromTextFile<House>(args[1], ',');
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(train).Transform(test)).F1Score);
        """));

    [Fact]
    public Task Parameters_that_nobody_fills_are_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static void Run(MLContext ml, IEstimator<ITransformer> learner, IDataView first, IDataView second) =>
                Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(first).Transform(second)).F1Score);
        }
        """);

    [Fact]
    public Task Property_with_a_public_setter_is_unknown_and_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer(MLContext ml, IEstimator<ITransformer> learner)
        {
            public IDataView Rows { get; set; } = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
            private ITransformer? _model;

            public void Train() => _model = learner.Fit(Rows);

            public void Report() => Console.WriteLine(ml.BinaryClassification.Evaluate(_model!.Transform(Rows)).F1Score);
        }
        """);

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task M08_Dynamic_model_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        dynamic model = learner.Fit(houses);
        IDataView scored = model.Transform(houses);
        Console.WriteLine(ml.BinaryClassification.Evaluate(scored).F1Score);
        """));

    [Fact]
    public Task Scored_rows_from_an_unknown_function_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var model = learner.Fit(houses);
        AppDomain.CurrentDomain.SetData("model", model);
        var scored = (IDataView)AppDomain.CurrentDomain.GetData("scored")!;
        Console.WriteLine(ml.BinaryClassification.Evaluate(scored).F1Score);
        """));

    // ---- Defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task Evaluated_on_the_very_rows_of_the_fit_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, Leak));

    [Fact]
    public Task Train_side_of_the_split_evaluated_is_found() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(split.TrainSet))|].F1Score);
        """));

    [Fact]
    public Task Same_constant_path_loaded_twice_is_found() => Verify.RuleAsync(Rule, InMain("""
        const string path = "prices.csv";
        var train = ml.Data.LoadFromTextFile<House>(path, ',');
        var test = ml.Data.LoadFromTextFile<House>("prices.csv", ',');
        var model = learner.Fit(train);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(test))|].F1Score);
        """));

    [Fact]
    public Task Same_rows_loaded_into_two_views_are_found() => Verify.RuleAsync(Rule, OnRows("""
        var train = ml.Data.LoadFromEnumerable(houses);
        var test = ml.Data.LoadFromEnumerable(houses);
        var model = learner.Fit(train);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(test))|].F1Score);
        """));

    [Theory]
    [InlineData("ml.Data.Cache(houses)")]
    [InlineData("ml.Data.ShuffleRows(houses, seed: 1)")]
    [InlineData("ml.Transforms.CopyColumns(\"Area\", \"Size\").Fit(houses).Transform(houses)")]
    public Task Another_view_of_the_same_rows_is_found(string view) => Verify.RuleAsync(Rule, InMain($"""
        var model = learner.Fit({view});
        Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(houses))|].F1Score);
        """));

    [Fact]
    public Task Trainer_and_preparation_fitted_one_after_the_other_are_found() => Verify.RuleAsync(Rule, InMain("""
        var prepared = scale.Fit(houses).Transform(houses);
        var model = learner.Fit(prepared);
        var scored = model.Transform(prepared);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(scored)|].F1Score);
        """));

    [Theory]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm()", "BinaryClassification.EvaluateNonCalibrated(scored)")]
    [InlineData("ml.Regression.Trainers.FastTree(\"Price\")", "Regression.Evaluate(scored, \"Price\")")]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"Label\", \"City\").Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy())", "MulticlassClassification.Evaluate(scored)")]
    public Task Every_supervised_task_is_found(string trainer, string evaluate) => Verify.RuleAsync(Rule, InMain($"""
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append({trainer}).Fit(houses);
        var scored = model.Transform(houses);
        var metrics = [|ml.{evaluate}|];
        Console.WriteLine(metrics);
        """));

    [Fact]
    public Task Two_metrics_both_on_training_rows_are_found_at_both() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(split.TrainSet))|].F1Score);
        Console.WriteLine([|ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(split.TrainSet))|].Accuracy);
        """));

    [Fact]
    public Task Held_out_evaluation_of_another_model_does_not_excuse_this_one() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var candidate = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score);
        var final = learner.Fit(houses);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(final.Transform(houses))|].F1Score);
        """));

    [Fact]
    public async Task The_message_names_model_and_rows_by_the_users_names()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var everyHouse = ml.Data.LoadFromTextFile<House>("prices.csv", ',');
            var champion = learner.Fit(everyHouse);
            Console.WriteLine([|ml.BinaryClassification.Evaluate(champion.Transform(everyHouse))|].F1Score);
            """));
        found.Is(Warning, "Critical");
        found.Names("champion", "everyHouse");
    }

    // ---- Info when the model leaves, with no caller in reach ----

    [Fact]
    public async Task Model_returned_to_callers_out_of_reach_is_only_a_suggestion()
    {
        var found = await Finding.OnlyAsync(Rule, """
            public static class Training
            {
                public static ITransformer Train(MLContext ml, IDataView houses, IEstimator<ITransformer> learner)
                {
                    var model = learner.Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(houses);
                    Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(houses))|].F1Score);
                    return model;
                }
            }
            """);
        Assert.Equal(Info, found.Severity);
    }

    [Fact]
    public async Task Model_in_a_public_field_is_only_a_suggestion()
    {
        var found = await Finding.OnlyAsync(Rule, """
            public sealed class Training(MLContext ml)
            {
                public ITransformer? Model;

                public void Run()
                {
                    var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                    var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(houses);
                    Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(houses))|].F1Score);
                    Model = model;
                }
            }
            """);
        Assert.Equal(Info, found.Severity);
    }

    [Fact]
    public async Task Model_given_to_an_unknown_function_is_only_a_suggestion()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var model = learner.Fit(houses);
            Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(houses))|].F1Score);
            AppDomain.CurrentDomain.SetData("model", model);
            """));
        Assert.Equal(Info, found.Severity);
    }

    [Fact]
    public async Task Saving_the_model_is_no_escape()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var model = learner.Fit(houses);
            Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(houses))|].F1Score);
            ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
            """));
        Assert.Equal(Warning, found.Severity);
    }

    // ---- Precedence: one defect, one finding ----

    [Fact]
    public Task Train_side_evaluated_while_the_test_side_lies_idle_is_one_finding() => new RuleTest("MLR103", "MLR114", "MLR102")
    {
        Sources =
        {
            ("Program.cs", InMain("""
                var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
                var model = learner.Fit(split.TrainSet);
                Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(split.TrainSet))|].F1Score);
                ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
                """)),
        },
    }.RunAsync();

    [Fact]
    public Task Trained_and_evaluated_on_the_test_side_is_one_finding_at_the_fit() => new RuleTest("MLR114", "MLR103", "MLR102")
    {
        Sources =
        {
            ("Program.cs", InMain("""
                var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
                var model = [|learner.Fit(split.TestSet)|];
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
                """)),
        },
    }.RunAsync();

    [Fact]
    public Task Preparation_on_the_training_rows_is_no_second_finding() => new RuleTest("MLR103", "MLR101", "MLR106")
    {
        Sources =
        {
            ("Program.cs", InMain("""
                var prepared = scale.Fit(houses).Transform(houses);
                var model = learner.Fit(prepared);
                Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(prepared))|].F1Score);
                """)),
        },
    }.RunAsync();

    [Fact]
    public Task An_unrelated_missing_package_does_not_hide_the_defect() => Verify.RuleAsync(Rule, HalfBound(Leak));

    [Fact]
    public Task Row_class_of_a_missing_package_does_not_hide_the_defect() => Verify.RuleAsync(Rule, HalfBound("""
        var villas = ml.Data.LoadFromTextFile<{|CS0246:Villa|}>("villas.csv", ',');
        var model = learner.Fit(villas);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(villas))|].F1Score);
        """));
}
