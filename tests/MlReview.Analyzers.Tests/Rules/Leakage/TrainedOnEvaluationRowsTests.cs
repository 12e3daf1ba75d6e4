using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR102: the rows that the model was trained on and the held-out rows overlap.</summary>
public sealed class TrainedOnEvaluationRowsTests
{
    private const string Rule = "MLR102";

    private const string Leak = """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = [|learner.Fit(houses)|];
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine(metrics.AreaUnderRocCurve);
        """;

    /// <summary>Two parts, made by <paramref name="parts"/> as <c>train</c> and <c>test</c>, used for training and evaluation.</summary>
    private static string TwoParts(string shape, string parts) => InShape(shape, $"""
        {parts}
        var model = learner.Fit(train);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """);

    private static string TwoParts(string parts) => TwoParts("static method", parts);

    // ---- Look-alikes that must stay silent ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task Trained_on_one_side_and_evaluated_on_the_other_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task A07_Ship_on_all_after_honest_evaluation_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var pipeline = scale.Append(learner);
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var candidate = pipeline.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score);
        var final = pipeline.Fit(houses);
        ml.Model.Save(final, houses.Schema, "houses-1.0.zip");
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A07_One_variable_for_the_candidate_and_then_the_shipped_model_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        model = learner.Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E09_Two_splits_in_two_contexts_without_any_seed_are_the_same_split_and_silent(string shape) => Verify.SilentAsync(Rule, TwoParts(shape, """
        var train = new MLContext().Data.TrainTestSplit(houses, testFraction: 0.2).TrainSet;
        var test = new MLContext().Data.TrainTestSplit(houses, testFraction: 0.2).TestSet;
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E15_Two_splits_with_the_same_seed_and_fraction_are_silent(string shape) => Verify.SilentAsync(Rule, TwoParts(shape, """
        var train = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 5).TrainSet;
        var test = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 5).TestSet;
        """));

    [Fact]
    public Task Two_splits_by_the_seed_of_the_context_are_silent() => Verify.SilentAsync(Rule, TwoParts("""
        var train = ml.Data.TrainTestSplit(houses, testFraction: 0.2).TrainSet;
        var test = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 1).TestSet;
        """));

    [Fact]
    public Task Default_fraction_written_out_is_the_same_fraction_and_silent() => Verify.SilentAsync(Rule, TwoParts("""
        var train = ml.Data.TrainTestSplit(houses).TrainSet;
        var test = ml.Data.TrainTestSplit(houses, testFraction: 0.1).TestSet;
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E10_Smaller_test_side_nested_in_the_larger_one_is_disjoint_and_silent(string shape) => Verify.SilentAsync(Rule, TwoParts(shape, """
        var train = ml.Data.TrainTestSplit(houses, testFraction: 0.3, seed: 5).TrainSet;
        var test = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 5).TestSet;
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E13_Nested_split_with_validation_inside_the_train_side_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var inner = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.25);
        var model = learner.Fit(inner.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(inner.TestSet)).F1Score);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E18_Two_shuffles_with_the_same_seed_cut_at_the_same_row_are_silent(string shape) => Verify.SilentAsync(Rule, TwoParts(shape, """
        var train = ml.Data.TakeRows(ml.Data.ShuffleRows(houses, seed: 3), 800);
        var test = ml.Data.SkipRows(ml.Data.ShuffleRows(houses, seed: 3), 800);
        """));

    [Fact]
    public Task One_shuffle_cut_once_is_silent() => Verify.SilentAsync(Rule, TwoParts("""
        var mixed = ml.Data.ShuffleRows(houses);
        var train = ml.Data.TakeRows(mixed, 800);
        var test = ml.Data.SkipRows(mixed, 800);
        """));

    [Fact]
    public Task Row_ranges_that_touch_are_silent() => Verify.SilentAsync(Rule, TwoParts("""
        const int cut = 800;
        var train = ml.Data.TakeRows(houses, cut);
        var test = ml.Data.TakeRows(ml.Data.SkipRows(houses, cut), 200);
        """));

    [Fact]
    public Task Row_ranges_cut_by_one_computed_count_are_silent() => Verify.SilentAsync(Rule, TwoParts("""
        var cut = (long)(houses.GetRowCount()! * 0.8);
        var train = ml.Data.TakeRows(houses, cut);
        var test = ml.Data.SkipRows(houses, cut);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E21_Half_open_filters_that_meet_are_silent(string shape) => Verify.SilentAsync(Rule, TwoParts(shape, """
        var train = ml.Data.FilterRowsByColumn(houses, "Size", upperBound: 120);
        var test = ml.Data.FilterRowsByColumn(houses, "Size", lowerBound: 120);
        """));

    [Fact]
    public Task Bootstrap_and_its_complement_with_one_seed_are_silent() => Verify.SilentAsync(Rule, TwoParts("""
        var train = ml.Data.BootstrapSample(houses, seed: 7);
        var test = ml.Data.BootstrapSample(houses, seed: 7, complement: true);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task D05_Same_fold_for_training_and_test_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        foreach (var fold in ml.Data.CrossValidationSplit(houses, numberOfFolds: 5))
        {
            var model = learner.Fit(fold.TrainSet);
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(fold.TestSet)).F1Score);
        }
        """));

    [Fact]
    public Task Cross_validation_then_a_fit_on_all_rows_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var folds = ml.BinaryClassification.CrossValidate(houses, scale.Append(learner), numberOfFolds: 5);
        Console.WriteLine(folds.Average(fold => fold.Metrics.F1Score));
        var final = scale.Append(learner).Fit(houses);
        ml.Model.Save(final, houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public Task Separate_files_are_silent() => Verify.SilentAsync(Rule, TwoParts("""
        var train = ml.Data.LoadFromTextFile<House>("train.csv", ',');
        var test = ml.Data.LoadFromTextFile<House>("test.csv", ',');
        """));

    [Fact]
    public Task Second_fit_on_all_rows_for_feature_contribution_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.LbfgsPoissonRegression("Price"));
        var model = pipeline.Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        var explained = pipeline.Fit(houses);
        foreach (var weight in ml.Regression.PermutationFeatureImportance(explained, houses, "Price")) Console.WriteLine(weight.Key);
        """));

    // ---- Unknown is silence ----

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E31_Two_database_queries_are_silent(string shape) => Verify.SilentAsync(Rule, TwoParts(shape, """
        var loader = ml.Data.CreateDatabaseLoader<House>();
        System.Data.Common.DbProviderFactory provider = System.Data.Common.DbProviderFactories.GetFactory("Npgsql");
        var train = loader.Load(new DatabaseSource(provider, "Host=db", "SELECT * FROM houses WHERE year < 2023"));
        var test = loader.Load(new DatabaseSource(provider, "Host=db", "SELECT * FROM houses WHERE year >= 2023"));
        """));

    [Fact]
    public Task Two_splits_with_seeds_that_nobody_knows_are_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static double Run(MLContext ml, IDataView houses, IEstimator<ITransformer> learner, int first, int second)
            {
                var train = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: first).TrainSet;
                var test = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: second).TestSet;
                return ml.BinaryClassification.Evaluate(learner.Fit(train).Transform(test)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Row_ranges_with_counts_that_nobody_knows_are_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static double Run(MLContext ml, IDataView houses, IEstimator<ITransformer> learner, int taken, int skipped)
            {
                var model = learner.Fit(ml.Data.TakeRows(houses, taken));
                return ml.BinaryClassification.Evaluate(model.Transform(ml.Data.SkipRows(houses, skipped))).F1Score;
            }
        }
        """);

    [Fact]
    public Task Parameters_that_nobody_fills_are_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static double Run(MLContext ml, IDataView everything, IDataView test, IEstimator<ITransformer> learner) =>
                ml.BinaryClassification.Evaluate(learner.Fit(everything).Transform(test)).F1Score;
        }
        """);

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task M08_Dynamic_rows_are_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        dynamic late = learner;
        ITransformer model = late.Fit(houses);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    // ---- Defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task E01_Fitted_on_all_and_evaluated_on_the_test_side_is_found(string shape) =>
        Verify.RuleAsync(Rule, InShape(shape, Leak));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A08_Shipped_model_scored_on_the_old_test_side_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var candidate = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score);
        var final = [|learner.Fit(houses)|];
        ml.Model.Save(final, houses.Schema, "houses-1.0.zip");
        Console.WriteLine(ml.BinaryClassification.Evaluate(final.Transform(split.TestSet)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task E07_Two_splits_with_different_seeds_are_found_at_the_second(string shape) => Verify.RuleAsync(Rule, InShape(shape, """
        var first = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 1);
        var second = [|ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 2)|];
        var model = learner.Fit(first.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(second.TestSet)).F1Score);
        """));

    [Fact]
    public Task Two_splits_in_contexts_with_different_seeds_are_found() => Verify.RuleAsync(Rule, TwoParts("""
        var train = new MLContext(seed: 1).Data.TrainTestSplit(houses, testFraction: 0.2).TrainSet;
        var test = [|new MLContext(seed: 2).Data.TrainTestSplit(houses, testFraction: 0.2)|].TestSet;
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E10_Same_seed_but_a_larger_test_fraction_is_found(string shape) => Verify.RuleAsync(Rule, TwoParts(shape, """
        var train = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 5).TrainSet;
        var test = [|ml.Data.TrainTestSplit(houses, testFraction: 0.3, seed: 5)|].TestSet;
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E17_Two_shuffles_of_their_own_are_found(string shape) => Verify.RuleAsync(Rule, TwoParts(shape, """
        var train = ml.Data.TakeRows(ml.Data.ShuffleRows(houses), 800);
        var test = [|ml.Data.SkipRows(ml.Data.ShuffleRows(houses), 800)|];
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task E17_Two_shuffles_with_different_seeds_are_found(string shape) => Verify.RuleAsync(Rule, TwoParts(shape, """
        var forTraining = ml.Data.ShuffleRows(houses, seed: 1);
        var forTest = ml.Data.ShuffleRows(houses, seed: 2);
        var train = ml.Data.TakeRows(forTraining, 800);
        var test = [|ml.Data.SkipRows(forTest, 800)|];
        """));

    [Fact]
    public Task Bootstrap_and_complement_that_draw_separately_are_found() => Verify.RuleAsync(Rule, TwoParts("""
        var train = ml.Data.BootstrapSample(houses);
        var test = [|ml.Data.BootstrapSample(houses, complement: true)|];
        """));

    [Fact]
    public Task Bootstrap_and_complement_with_different_seeds_are_found() => Verify.RuleAsync(Rule, TwoParts("""
        var train = ml.Data.BootstrapSample(houses, seed: 1);
        var test = [|ml.Data.BootstrapSample(houses, seed: 2, complement: true)|];
        """));

    [Fact]
    public Task Row_ranges_that_overlap_are_found() => Verify.RuleAsync(Rule, TwoParts("""
        var train = ml.Data.TakeRows(houses, 800);
        var test = [|ml.Data.SkipRows(houses, 600)|];
        """));

    [Fact]
    public Task Filters_that_overlap_are_found() => Verify.RuleAsync(Rule, TwoParts("""
        var train = ml.Data.FilterRowsByColumn(houses, "Size", upperBound: 120);
        var test = [|ml.Data.FilterRowsByColumn(houses, "Size", lowerBound: 100)|];
        """));

    [Fact]
    public Task Fold_trained_and_another_fold_tested_is_found() => Verify.RuleAsync(Rule, InMain("""
        var folds = ml.Data.CrossValidationSplit(houses, numberOfFolds: 5);
        var model = [|learner.Fit(folds[0].TrainSet)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(folds[1].TestSet)).F1Score);
        """));

    [Fact]
    public Task Trained_on_the_outer_train_side_and_evaluated_on_its_inner_part_is_found() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var inner = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.25);
        var model = [|learner.Fit(split.TrainSet)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(inner.TestSet)).F1Score);
        """));

    [Fact]
    public Task Same_constant_file_loaded_again_for_training_is_found() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var everything = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        var model = [|learner.Fit(everything)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Preparation_on_all_rows_that_learns_nothing_does_not_hide_the_overlap() => Verify.RuleAsync(Rule, InMain("""
        var prepared = ml.Transforms.CopyColumns("Area", "Size").Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(prepared, testFraction: 0.2);
        var model = [|learner.Fit(prepared)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Automl_on_all_rows_evaluated_on_the_test_side_is_found() => Verify.RuleAsync(Rule, """
        using Microsoft.ML.AutoML;
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
                var result = [|ml.Auto().CreateBinaryClassificationExperiment(60).Execute(houses, labelColumnName: "Label")|];
                Console.WriteLine(ml.BinaryClassification.Evaluate(result.BestRun.Model.Transform(split.TestSet)).F1Score);
            }
        }
        """);

    [Fact]
    public async Task The_message_names_model_data_and_split_by_the_users_names()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var everyHouse = ml.Data.LoadFromTextFile<House>("prices.csv", ',');
            var halves = ml.Data.TrainTestSplit(everyHouse, testFraction: 0.5);
            var champion = [|learner.Fit(everyHouse)|];
            Console.WriteLine(ml.BinaryClassification.Evaluate(champion.Transform(halves.TestSet)).F1Score);
            """));
        found.Is(Warning, "Critical");
        found.Names("champion", "everyHouse", "halves");
    }

    // ---- Precedence: one defect, one finding ----

    [Fact]
    public Task Overlap_is_not_also_called_evaluation_on_training_rows() => new RuleTest("MLR102", "MLR103", "MLR114")
    {
        Sources = { ("Program.cs", InMain(Leak)) },
    }.RunAsync();

    [Fact]
    public Task P6_Overlap_silences_preprocessing_and_refitting() => new RuleTest("MLR101", "MLR102", "MLR106")
    {
        Sources =
        {
            ("Program.cs", InMain("""
                var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
                var scaler = scale.Fit(houses);
                var model = {|MLR102:learner.Fit(scaler.Transform(houses))|};
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score);
                """)),
        },
    }.RunAsync();

    [Fact]
    public Task An_unrelated_missing_package_does_not_hide_the_overlap() => Verify.RuleAsync(Rule, HalfBound(Leak));

    [Fact]
    public Task Row_class_of_a_missing_package_does_not_hide_the_overlap() => Verify.RuleAsync(Rule, HalfBound("""
        var villas = ml.Data.LoadFromTextFile<{|CS0246:Villa|}>("villas.csv", ',');
        var split = ml.Data.TrainTestSplit(villas, testFraction: 0.2);
        var model = [|learner.Fit(villas)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));
}
