using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR105: cross-validation runs on rows that a learned transform, fitted on all of them, has already changed.</summary>
public sealed class CrossValidatedAfterFitTests
{
    private const string Rule = "MLR105";

    private const string Leak = """
        var scaled = [|scale.Fit(houses)|].Transform(houses);
        var folds = ml.BinaryClassification.CrossValidate(scaled, learner, numberOfFolds: 5);
        Console.WriteLine(folds.Average(fold => fold.Metrics.AreaUnderRocCurve));
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task Preparation_inside_the_cross_validated_pipeline_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var folds = ml.BinaryClassification.CrossValidate(houses, scale.Append(learner), numberOfFolds: 5);
        Console.WriteLine(folds.Average(fold => fold.Metrics.AreaUnderRocCurve));
        """));

    [Theory]
    [InlineData("ml.Transforms.CopyColumns(\"Area\", \"Size\")")]
    [InlineData("ml.Transforms.Concatenate(\"Both\", \"Size\", \"Rooms\").Append(ml.Transforms.NormalizeLpNorm(\"Both\"))")]
    [InlineData("ml.Transforms.ReplaceMissingValues(\"Size\")")]
    [InlineData("ml.Transforms.Categorical.OneHotHashEncoding(\"Size\", \"City\")")]
    public Task Steps_that_learn_nothing_are_silent(string estimator) => Verify.SilentAsync(Rule, InMain($"""
        var prepared = {estimator}.Fit(houses).Transform(houses);
        foreach (var fold in ml.BinaryClassification.CrossValidate(prepared, learner)) Console.WriteLine(fold.Metrics.F1Score);
        """));

    [Fact]
    public Task P4_Label_keys_mapped_before_the_folds_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var keyed = ml.Transforms.Conversion.MapValueToKey("Label", "City").Fit(houses).Transform(houses);
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        foreach (var fold in ml.MulticlassClassification.CrossValidate(keyed, pipeline)) Console.WriteLine(fold.Metrics.MacroAccuracy);
        """));

    [Fact]
    public Task Cross_validated_first_and_then_fitted_on_all_rows_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var folds = ml.BinaryClassification.CrossValidate(houses, scale.Append(learner));
        Console.WriteLine(folds.Average(fold => fold.Metrics.F1Score));
        var scaler = scale.Fit(houses);
        var model = learner.Fit(scaler.Transform(houses));
        ml.Model.Save(scaler.Append(model), houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public Task P2_Scaled_rows_that_are_only_shown_are_silent() => Verify.SilentAsync(Rule, InMain("""
        Console.WriteLine(scale.Fit(houses).Transform(houses).Preview().RowView.Length);
        foreach (var fold in ml.BinaryClassification.CrossValidate(houses, learner)) Console.WriteLine(fold.Metrics.F1Score);
        """));

    [Fact]
    public Task Learned_from_another_file_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var lastYear = ml.Data.LoadFromTextFile<House>("houses-2022.csv", ',');
        var scaled = scale.Fit(lastYear).Transform(houses);
        foreach (var fold in ml.BinaryClassification.CrossValidate(scaled, learner)) Console.WriteLine(fold.Metrics.F1Score);
        """));

    [Fact]
    public Task Fit_inside_each_fold_is_silent() => Verify.SilentAsync(Rule, InMain("""
        foreach (var fold in ml.Data.CrossValidationSplit(houses, numberOfFolds: 5))
        {
            var scaler = scale.Fit(fold.TrainSet);
            var model = learner.Fit(scaler.Transform(fold.TrainSet));
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(fold.TestSet))).F1Score);
        }
        """));

    [Fact]
    public Task P8_Preparation_from_a_parameter_that_nobody_fills_is_silent() => Verify.SilentAsync(Rule, """
        public static class Validation
        {
            public static double Run(MLContext ml, IDataView houses, IEstimator<ITransformer> preparation, IEstimator<ITransformer> trainer) =>
                ml.BinaryClassification.CrossValidate(preparation.Fit(houses).Transform(houses), trainer).Average(fold => fold.Metrics.F1Score);
        }
        """);

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task M08_Dynamic_fit_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        dynamic late = scale;
        IDataView scaled = late.Fit(houses).Transform(houses);
        foreach (var fold in ml.BinaryClassification.CrossValidate(scaled, learner)) Console.WriteLine(fold.Metrics.F1Score);
        """));

    // ---- Defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task Cross_validation_of_rows_scaled_as_a_whole_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, Leak));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task C05_Inner_cross_validation_of_projected_train_rows_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var projection = [|ml.Transforms.Concatenate("Both", "Size", "Rooms").Append(ml.Transforms.ProjectToPrincipalComponents("Features", "Both", rank: 1)).Fit(split.TrainSet)|];
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression();
        foreach (var fold in ml.BinaryClassification.CrossValidate(projection.Transform(split.TrainSet), trainer)) Console.WriteLine(fold.Metrics.F1Score);
        var model = trainer.Fit(projection.Transform(split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(projection.Transform(split.TestSet))).F1Score);
        """));

    [Fact]
    public Task C05_Folds_cut_by_hand_from_projected_train_rows_are_one_finding() => new RuleTest(Rule, "MLR101")
    {
        Sources =
        {
            ("Program.cs", InMain("""
                var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
                var projection = ml.Transforms.Concatenate("Both", "Size", "Rooms").Append(ml.Transforms.ProjectToPrincipalComponents("Features", "Both", rank: 1));
                var projected = [|projection.Fit(split.TrainSet)|].Transform(split.TrainSet);
                foreach (var fold in ml.Data.CrossValidationSplit(projected, numberOfFolds: 5))
                {
                    var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(fold.TrainSet);
                    Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(fold.TestSet)).F1Score);
                }
                """)),
        },
    }.RunAsync();

    [Fact]
    public Task Automl_with_folds_on_rows_filled_as_a_whole_is_found() => Verify.RuleAsync(Rule, """
        using Microsoft.ML.AutoML;
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                var filler = ml.Transforms.ReplaceMissingValues("Size", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean);
                var filled = [|filler.Fit(houses)|].Transform(houses);
                var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(filled, numberOfCVFolds: 5, labelColumnName: "Label");
                Console.WriteLine(result.BestRun.TrainerName);
            }
        }
        """);

    [Theory]
    [InlineData("ml.Transforms.NormalizeMeanVariance(\"Size\")", "Size")]
    [InlineData("ml.Transforms.Text.FeaturizeText(\"Words\", \"City\")", "Words")]
    [InlineData("ml.Transforms.NormalizeSupervisedBinning(\"Size\")", "Size")]
    public async Task Every_learned_step_is_a_warning(string estimator, string feature)
    {
        var found = await Finding.OnlyAsync(Rule, InMain($"""
            var prepared = [|{estimator}.Fit(houses)|].Transform(houses);
            var pipeline = ml.Transforms.Concatenate("Features", "{feature}").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
            foreach (var fold in ml.BinaryClassification.CrossValidate(prepared, pipeline)) Console.WriteLine(fold.Metrics.F1Score);
            """));
        found.Is(Warning, "Major");
    }

    [Fact]
    public async Task P4_Vocabulary_learned_before_the_folds_is_only_a_suggestion()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var encoded = [|ml.Transforms.Categorical.OneHotEncoding("CityCode", "City").Fit(houses)|].Transform(houses);
            var pipeline = ml.Transforms.Concatenate("Features", "CityCode").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
            foreach (var fold in ml.BinaryClassification.CrossValidate(encoded, pipeline)) Console.WriteLine(fold.Metrics.F1Score);
            """));
        Assert.Equal(Info, found.Severity);
    }

    [Fact]
    public async Task The_message_names_rows_step_and_cross_validation()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var everyHouse = ml.Data.LoadFromTextFile<House>("prices.csv", ',');
            var tamed = [|scale.Fit(everyHouse)|].Transform(everyHouse);
            foreach (var fold in ml.BinaryClassification.CrossValidate(tamed, learner)) Console.WriteLine(fold.Metrics.F1Score);
            """));
        found.Is(Warning, "Major");
        found.Names("everyHouse", "NormalizeMinMax", "CrossValidate");
    }

    // ---- Members, classes and files ----

    [Fact]
    public Task Helper_that_prepares_is_found_there() => Verify.RuleAsync(Rule, InMain("""
        var (prepared, schema) = Prepare(ml, houses);
        Console.WriteLine(schema.Count);
        foreach (var fold in ml.BinaryClassification.CrossValidate(prepared, learner)) Console.WriteLine(fold.Metrics.F1Score);
        """, """
        private static (IDataView, DataViewSchema) Prepare(MLContext ml, IDataView rows)
        {
            var scaler = [|ml.Transforms.NormalizeMinMax("Size").Fit(rows)|];
            return (scaler.Transform(rows), rows.Schema);
        }
        """));

    [Fact]
    public Task Prepared_rows_in_a_field_are_followed() => Verify.RuleAsync(Rule, """
        public sealed class Validation
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _prepared;

            public Validation()
            {
                var houses = _ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                _prepared = [|_ml.Transforms.NormalizeMinMax("Size").Fit(houses)|].Transform(houses);
            }

            public double Run() => _ml.BinaryClassification.CrossValidate(_prepared,
                _ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression())).Average(fold => fold.Metrics.F1Score);
        }
        """);

    [Fact]
    public Task Lambda_and_second_file_are_followed() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", """
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                Func<IDataView, IDataView> prepare = rows => [|ml.Transforms.NormalizeMinMax("Size").Fit(rows)|].Transform(rows);
                Console.WriteLine(await Validation.RunAsync(ml, prepare(houses)));
                """),
            ("Validation.cs", """
                public static class Validation
                {
                    public static async Task<double> RunAsync(MLContext ml, IDataView rows)
                    {
                        await Task.Yield();
                        var pipeline = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
                        return ml.BinaryClassification.CrossValidate(rows, pipeline).Average(fold => fold.Metrics.F1Score);
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- Precedence ----

    [Fact]
    public Task Cross_validation_is_not_also_called_a_split() => new RuleTest(Rule, "MLR101")
    {
        Sources = { ("Program.cs", InMain(Leak)) },
    }.RunAsync();

    [Fact]
    public Task An_unrelated_missing_package_does_not_hide_the_leak() => Verify.RuleAsync(Rule, HalfBound(Leak));
}
