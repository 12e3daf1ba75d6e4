using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR101: an estimator that learns from rows was fitted on rows part of which are held out later.</summary>
public sealed class FitBeforeSplitTests
{
    private const string Rule = "MLR101";

    private const string Sanctioned = """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = scale.Append(learner).Fit(split.TrainSet);
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine(metrics.AreaUnderRocCurve);
        """;

    private const string Leak = """
        var scaled = [|scale.Fit(houses)|].Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine(metrics.AreaUnderRocCurve);
        """;

    /// <summary>Learns with <paramref name="estimator"/> on all rows, then splits, trains and evaluates.</summary>
    private static string FittedOnAll(string estimator, string features = "\"Size\", \"Rooms\"", bool leaks = true)
    {
        var fit = leaks ? "[|early.Fit(houses)|]" : "early.Fit(houses)";
        return InMain($"""
            var early = {estimator};
            var prepared = {fit}.Transform(houses);
            var split = ml.Data.TrainTestSplit(prepared, testFraction: 0.2);
            var classifier = ml.Transforms.Concatenate("Features", {features})
                .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
            var model = classifier.Fit(split.TrainSet);
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
            """);
    }

    // ---- Look-alikes that must stay silent ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task A02_Pipeline_fitted_on_the_train_side_is_silent(string shape) =>
        Verify.SilentAsync(Rule, InShape(shape, Sanctioned));

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task A03_Split_first_and_both_sides_through_the_train_fitted_transformer_is_silent(string shape) =>
        Verify.SilentAsync(Rule, InShape(shape, """
            var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
            var scaler = scale.Fit(split.TrainSet);
            var model = learner.Fit(scaler.Transform(split.TrainSet));
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score);
            """));

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task A05_Transformed_rows_that_are_only_printed_are_silent(string shape) =>
        Verify.SilentAsync(Rule, InShape(shape, """
            var shown = scale.Fit(houses).Transform(houses);
            Console.WriteLine(shown.Preview(maxRows: 5).RowView.Length);
            var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
            var model = learner.Fit(split.TrainSet);
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
            """));

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task A07_Ship_on_all_after_honest_evaluation_is_silent(string shape) =>
        Verify.SilentAsync(Rule, InShape(shape, """
            var pipeline = scale.Append(learner);
            var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
            var candidate = pipeline.Fit(split.TrainSet);
            Console.WriteLine(ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score);
            var final = pipeline.Fit(houses);
            ml.Model.Save(final, houses.Schema, "houses-1.0.zip");
            """));

    [Fact]
    public Task A09_Lp_norm_before_the_split_is_silent() => Verify.SilentAsync(Rule, FittedOnAll("""
        ml.Transforms.Concatenate("Measures", "Size", "Rooms").Append(ml.Transforms.NormalizeLpNorm("Measures"))
        """, "\"Measures\"", leaks: false));

    [Fact]
    public Task Global_contrast_before_the_split_is_silent() => Verify.SilentAsync(Rule, FittedOnAll("""
        ml.Transforms.Concatenate("Measures", "Size", "Rooms").Append(ml.Transforms.NormalizeGlobalContrast("Measures"))
        """, "\"Measures\"", leaks: false));

    [Theory]
    [InlineData("ml.Transforms.ReplaceMissingValues(\"Size\")")]
    [InlineData("ml.Transforms.ReplaceMissingValues(\"Size\", replacementMode: MissingValueReplacingEstimator.ReplacementMode.DefaultValue)")]
    [InlineData("ml.Transforms.ReplaceMissingValues(new[] { new InputOutputColumnPair(\"Size\"), new InputOutputColumnPair(\"Rooms\") })")]
    public Task A11_Constant_fill_before_the_split_is_silent(string estimator) =>
        Verify.SilentAsync(Rule, FittedOnAll(estimator, leaks: false));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A18_Cache_before_the_split_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var cached = ml.Data.Cache(houses);
        var split = ml.Data.TrainTestSplit(cached, testFraction: 0.2);
        var scaler = scale.Fit(split.TrainSet);
        var model = learner.Fit(scaler.Transform(split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A20_Learning_chain_built_early_and_fitted_on_the_train_side_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var preparation = scale.Append(ml.Transforms.Concatenate("Measures", "Size", "Rooms")).Append(ml.Transforms.NormalizeLpNorm("Measures"));
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var prepare = preparation.Fit(split.TrainSet);
        var model = learner.Fit(prepare.Transform(split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(prepare.Transform(split.TestSet))).F1Score);
        """));

    [Theory]
    [InlineData("ml.Transforms.Concatenate(\"Measures\", \"Size\", \"Rooms\")", "\"Measures\"")]
    [InlineData("ml.Transforms.CopyColumns(\"Area\", \"Size\").Append(ml.Transforms.Concatenate(\"Measures\", \"Area\", \"Rooms\"))", "\"Measures\"")]
    [InlineData("ml.Transforms.Expression(\"PerRoom\", \"(size, rooms) => size / rooms\", \"Size\", \"Rooms\")", "\"PerRoom\"")]
    [InlineData("ml.Transforms.CustomMapping<House, House>((from, to) => to.Size = from.Size / 2, \"Half\")", "\"Size\"")]
    [InlineData("ml.Transforms.Text.TokenizeIntoWords(\"Words\", \"City\").Append(ml.Transforms.Text.ApplyWordEmbedding(\"Meaning\", \"Words\", Microsoft.ML.Transforms.Text.WordEmbeddingEstimator.PretrainedModelKind.GloVe50D))", "\"Meaning\"")]
    [InlineData("ml.Transforms.Text.ProduceHashedWordBags(\"Words\", \"City\")", "\"Words\"")]
    [InlineData("ml.Transforms.Categorical.OneHotHashEncoding(\"CityCode\", \"City\")", "\"CityCode\"")]
    [InlineData("ml.Transforms.DropColumns(\"Price\")", "\"Size\"")]
    public Task C10_C11_Steps_that_learn_nothing_before_the_split_are_silent(string estimator, string features) =>
        Verify.SilentAsync(Rule, FittedOnAll(estimator, features, leaks: false));

    [Fact]
    public Task Key_mapping_of_the_label_before_the_split_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var keys = ml.Transforms.Conversion.MapValueToKey("Label", "City");
        var keyed = keys.Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(keyed, testFraction: 0.2);
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Label")).Fit(split.TrainSet);
        Console.WriteLine(ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet)).MacroAccuracy);
        """));

    [Fact]
    public Task Image_bytes_and_label_keys_before_the_split_are_silent() => Verify.SilentAsync(Rule, """
        public class Picture { [LoadColumn(0)] public string Path = ""; [LoadColumn(1)] public string Kind = ""; [LoadColumn(2)] public float Width; }
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var pictures = ml.Data.LoadFromTextFile<Picture>("pictures.tsv");
                var preparation = ml.Transforms.Conversion.MapValueToKey("Label", "Kind")
                    .Append(ml.Transforms.LoadRawImageBytes("Image", "pictures", "Path"))
                    .Append(ml.Transforms.Concatenate("Features", "Width"));
                var prepared = preparation.Fit(pictures).Transform(pictures);
                var split = ml.Data.TrainTestSplit(prepared, testFraction: 0.3);
                var model = ml.MulticlassClassification.Trainers.SdcaMaximumEntropy().Fit(split.TrainSet);
                Console.WriteLine(ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet)).MicroAccuracy);
            }
        }
        """);

    [Fact]
    public Task Key_mapping_with_given_keys_before_the_split_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var cities = ml.Data.LoadFromEnumerable(new[] { new City { Name = "Bern" }, new City { Name = "Basel" } });
        var keys = ml.Transforms.Conversion.MapValueToKey("CityKey", "City", keyData: cities).Append(ml.Transforms.Conversion.MapKeyToVector("CityCode", "CityKey"));
        var keyed = keys.Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(keyed, testFraction: 0.2);
        var model = ml.Transforms.Concatenate("Features", "Size", "CityCode")
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """, "public class City { public string Name = \"\"; }"));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task C06_Projection_used_only_for_a_plot_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var projection = ml.Transforms.Concatenate("Measures", "Size", "Rooms").Append(ml.Transforms.ProjectToPrincipalComponents("Plane", "Measures", rank: 2));
        var plane = projection.Fit(houses).Transform(houses);
        foreach (var point in plane.GetColumn<float[]>("Plane")) Console.WriteLine($"{point[0]} {point[1]}");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Filter_with_fixed_bounds_before_the_split_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var plausible = ml.Data.FilterRowsByColumn(houses, "Size", lowerBound: 10, upperBound: 1000);
        var split = ml.Data.TrainTestSplit(plausible, testFraction: 0.2);
        var model = scale.Append(learner).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task P1_Without_an_evaluation_in_reach_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var scaled = scale.Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        ml.Model.Save(model, houses.Schema, "houses.zip");
        """));

    [Fact]
    public Task Learned_from_another_file_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var lastYear = ml.Data.LoadFromTextFile<House>("houses-2022.csv", ',', hasHeader: true);
        var scaled = scale.Fit(lastYear).Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Fitted_on_an_empty_view_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var empty = ml.Data.LoadFromEnumerable(new List<House>());
        var ready = scale.Fit(empty).Transform(houses);
        var split = ml.Data.TrainTestSplit(ready, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task I15_Leaked_rows_overwritten_before_training_are_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var rows = scale.Fit(houses).Transform(houses);
        rows = houses;
        var split = ml.Data.TrainTestSplit(rows, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Learned_column_that_no_model_reads_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var scaled = ml.Transforms.NormalizeMinMax("ScaledPrice", "Price").Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A23_Each_side_with_its_own_fit_is_no_learning_before_the_split(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var train = scale.Fit(split.TrainSet).Transform(split.TrainSet);
        var test = scale.Fit(split.TestSet).Transform(split.TestSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(train).Transform(test)).F1Score);
        """));

    // ---- Unknown is silence ----

    [Fact]
    public Task M01_Own_class_named_MLContext_is_silent() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", """
                public interface IDataView { }
                public sealed class Scaler { public Scaler Fit(IDataView rows) => this; public IDataView Transform(IDataView rows) => rows; }
                public sealed class MLContext { public (IDataView TrainSet, IDataView TestSet) TrainTestSplit(IDataView rows) => (rows, rows); public double Evaluate(IDataView rows) => 1; }
                public static class Program
                {
                    public static void Run(MLContext ml, IDataView houses)
                    {
                        var scaled = new Scaler().Fit(houses).Transform(houses);
                        var split = ml.TrainTestSplit(scaled);
                        var model = new Scaler().Fit(split.TrainSet);
                        Console.WriteLine(ml.Evaluate(model.Transform(split.TestSet)));
                    }
                }
                """),
        },
        WithoutMlNet = true,
    }.RunAsync();

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task M08_Dynamic_fit_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        dynamic late = scale;
        IDataView scaled = late.Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task M08_Fit_by_reflection_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        var scaler = (ITransformer)scale.GetType().GetMethod("Fit")!.Invoke(scale, new object[] { houses })!;
        var split = ml.Data.TrainTestSplit(scaler.Transform(houses), testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task P8_Estimator_from_a_parameter_that_nobody_fills_is_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static double Run(MLContext ml, IEstimator<ITransformer> preparation, IEstimator<ITransformer> learner, IDataView houses)
            {
                var prepared = preparation.Fit(houses).Transform(houses);
                var split = ml.Data.TrainTestSplit(prepared);
                var model = learner.Fit(split.TrainSet);
                return ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task P8_Unknown_function_between_transform_and_split_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var scaled = scale.Fit(houses).Transform(houses);
        var rows = (IDataView)AppDomain.CurrentDomain.GetData(scaled.ToString()!)!;
        var split = ml.Data.TrainTestSplit(rows, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task P8_Estimator_of_an_unknown_replacement_mode_is_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static double Run(MLContext ml, IDataView houses, MissingValueReplacingEstimator.ReplacementMode mode)
            {
                var filled = ml.Transforms.ReplaceMissingValues("Size", replacementMode: mode).Fit(houses).Transform(houses);
                var split = ml.Data.TrainTestSplit(filled);
                var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Interface_call_on_an_unknown_receiver_is_silent() => Verify.SilentAsync(Rule, """
        public interface IPreparation { IDataView Prepare(IDataView rows); }
        public sealed class Scaling(MLContext ml) : IPreparation
        {
            public IDataView Prepare(IDataView rows) => ml.Transforms.NormalizeMinMax("Size").Fit(rows).Transform(rows);
        }
        public sealed class NoPreparation : IPreparation { public IDataView Prepare(IDataView rows) => rows; }
        public sealed class Training(MLContext ml, IPreparation preparation)
        {
            public double Run(IDataView houses)
            {
                var split = ml.Data.TrainTestSplit(preparation.Prepare(houses));
                var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    // ---- Defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task Scaler_fitted_on_all_rows_before_the_split_is_found(string shape) =>
        Verify.RuleAsync(Rule, InShape(shape, Leak));

    [Theory]
    [InlineData("Mean")]
    [InlineData("Minimum")]
    [InlineData("Maximum")]
    [InlineData("Mode")]
    public Task A12_Learned_fill_is_found(string mode) => Verify.RuleAsync(Rule, FittedOnAll(
        $"ml.Transforms.ReplaceMissingValues(\"Size\", replacementMode: MissingValueReplacingEstimator.ReplacementMode.{mode})"));

    [Theory]
    [InlineData("ml.Transforms.NormalizeMeanVariance(\"Size\")", "Minor")]
    [InlineData("ml.Transforms.NormalizeMinMax(\"Size\").Append(ml.Transforms.NormalizeRobustScaling(\"Rooms\"))", "Minor")]
    [InlineData("ml.Transforms.NormalizeMinMax(new[] { new InputOutputColumnPair(\"Size\"), new InputOutputColumnPair(\"Rooms\") })", "Minor")]
    [InlineData("ml.Transforms.NormalizeLogMeanVariance(\"Size\")", "Minor")]
    [InlineData("ml.Transforms.NormalizeMinMax(\"Size\").Append(ml.Transforms.ReplaceMissingValues(\"Rooms\", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))", "Major")]
    [InlineData("ml.Transforms.NormalizeSupervisedBinning(\"Size\")", "Critical")]
    [InlineData("ml.Transforms.NormalizeSupervisedBinning(\"Size\").Append(ml.Transforms.NormalizeMinMax(\"Rooms\"))", "Critical")]
    public async Task P7_Harm_depends_on_what_was_learned(string estimator, string harm) =>
        (await Finding.OnlyAsync(Rule, FittedOnAll(estimator))).Is(Warning, harm);

    [Theory]
    [InlineData("ml.Transforms.Text.FeaturizeText(\"Words\", \"City\")", "\"Words\"")]
    [InlineData("ml.Transforms.Text.ProduceWordBags(\"Words\", \"City\")", "\"Words\"")]
    [InlineData("ml.Transforms.Concatenate(\"Both\", \"Size\", \"Rooms\").Append(ml.Transforms.ProjectToPrincipalComponents(\"Plane\", \"Both\", rank: 1))", "\"Plane\"")]
    [InlineData("ml.Transforms.Concatenate(\"Both\", \"Size\", \"Rooms\").Append(ml.Transforms.ApproximatedKernelMap(\"Kernel\", \"Both\"))", "\"Kernel\"")]
    public async Task Projection_and_text_dictionary_fitted_on_all_rows_are_found(string estimator, string features) =>
        (await Finding.OnlyAsync(Rule, FittedOnAll(estimator, features))).Is(Warning, "Major");

    [Fact]
    public Task Selection_by_count_on_all_rows_is_found() => Verify.RuleAsync(Rule, FittedOnAll(
        "ml.Transforms.Concatenate(\"Both\", \"Size\", \"Rooms\").Append(ml.Transforms.FeatureSelection.SelectFeaturesBasedOnCount(\"Kept\", \"Both\", count: 5))",
        "\"Kept\""));

    [Fact]
    public async Task C01_Selection_by_mutual_information_on_all_rows_says_that_it_saw_the_label()
    {
        var found = await Finding.OnlyAsync(Rule, FittedOnAll("""
            ml.Transforms.Concatenate("Both", "Size", "Rooms").Append(
                ml.Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation("Kept", "Both", labelColumnName: "Label", slotsInOutput: 1))
            """, "\"Kept\""));
        found.Is(Warning, "Critical");
        found.Names("label", "SelectFeaturesBasedOnMutualInformation");
    }

    [Fact]
    public async Task Tree_features_fitted_on_all_rows_say_that_they_saw_the_label()
    {
        var found = await Finding.OnlyAsync(Rule, FittedOnAll("""
            ml.Transforms.Concatenate("Both", "Size", "Rooms").Append(ml.Transforms.FeaturizeByFastTreeBinary(
                new Microsoft.ML.Trainers.FastTree.FastTreeBinaryFeaturizationEstimator.Options { InputColumnName = "Both", LeavesColumnName = "Leaves" }))
            """, "\"Leaves\""));
        found.Is(Warning, "Critical");
        found.Names("label", "FeaturizeByFastTreeBinary");
    }

    [Theory]
    [InlineData("ml.Transforms.Categorical.OneHotEncoding(\"CityCode\", \"City\")")]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"CityKey\", \"City\").Append(ml.Transforms.Conversion.MapKeyToVector(\"CityCode\", \"CityKey\"))")]
    public async Task P4_Vocabulary_of_a_feature_learned_on_all_rows_is_only_a_suggestion(string estimator) =>
        Assert.Equal(Info, (await Finding.OnlyAsync(Rule, FittedOnAll(estimator, "\"Size\", \"CityCode\""))).Severity);

    [Fact]
    public Task A19_One_learned_member_taints_the_chain() => Verify.RuleAsync(Rule, FittedOnAll("""
        ml.Transforms.NormalizeMinMax("Size").Append(ml.Transforms.Concatenate("Measures", "Size", "Rooms")).Append(ml.Transforms.NormalizeLpNorm("Measures"))
        """, "\"Measures\""));

    [Fact]
    public Task Raw_rows_split_but_both_sides_pass_through_the_all_fitted_transformer_is_found() => Verify.RuleAsync(Rule, InMain("""
        var scaler = [|scale.Fit(houses)|];
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = learner.Fit(scaler.Transform(split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score);
        """));

    [Fact]
    public Task Split_stands_above_the_fit_on_all_rows_but_rows_decide() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var scaler = [|scale.Fit(houses)|];
        var model = learner.Fit(scaler.Transform(split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A22_Fitted_on_all_rows_that_are_then_cut_by_row_ranges_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, """
        var scaled = [|scale.Fit(houses)|].Transform(houses);
        var train = ml.Data.TakeRows(scaled, 800);
        var test = ml.Data.SkipRows(scaled, 800);
        var model = learner.Fit(train);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task A22_Two_files_joined_for_the_fit_and_cut_apart_again_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, """
        var known = ml.Data.CreateEnumerable<House>(ml.Data.LoadFromTextFile<House>("train.csv", ','), reuseRowObject: false).ToList();
        var unseen = ml.Data.CreateEnumerable<House>(ml.Data.LoadFromTextFile<House>("test.csv", ','), reuseRowObject: false).ToList();
        var both = ml.Data.LoadFromEnumerable(known.Concat(unseen).ToList());
        var scaled = [|scale.Fit(both)|].Transform(both);
        var model = learner.Fit(ml.Data.TakeRows(scaled, known.Count));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.SkipRows(scaled, known.Count))).F1Score);
        """));

    [Fact]
    public Task C14_Cluster_of_all_rows_as_a_feature_is_found() => Verify.RuleAsync(Rule, FittedOnAll("""
        ml.Transforms.Concatenate("Both", "Size", "Rooms")
            .Append(ml.Clustering.Trainers.KMeans("Both", numberOfClusters: 4))
            .Append(ml.Transforms.CopyColumns("Distances", "Score"))
        """, "\"Size\", \"Distances\""));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task C17_Scaling_column_by_column_in_a_loop_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, """
        var rows = houses;
        foreach (var column in new[] { "Size", "Rooms" })
            rows = [|ml.Transforms.NormalizeMinMax(column).Fit(rows)|].Transform(rows);
        var split = ml.Data.TrainTestSplit(rows, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Fold_loop_over_rows_scaled_as_a_whole_is_found_once() => new RuleTest("MLR101", "MLR105")
    {
        Sources =
        {
            ("Program.cs", InMain("""
                var scaled = {|MLR105:scale.Fit(houses)|}.Transform(houses);
                foreach (var fold in ml.Data.CrossValidationSplit(scaled, numberOfFolds: 5))
                {
                    var model = learner.Fit(fold.TrainSet);
                    Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(fold.TestSet)).F1Score);
                }
                """)),
        },
    }.RunAsync();

    [Fact]
    public async Task The_message_names_data_step_and_split_by_the_users_names()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var everyHouse = ml.Data.LoadFromTextFile<House>("prices.csv", ',');
            var tamed = [|scale.Fit(everyHouse)|].Transform(everyHouse);
            var halves = ml.Data.TrainTestSplit(tamed, testFraction: 0.5);
            var champion = learner.Fit(halves.TrainSet);
            var verdict = ml.BinaryClassification.Evaluate(champion.Transform(halves.TestSet));
            Console.WriteLine(verdict.F1Score);
            """));
        found.Is(Warning, "Minor");
        found.Names("everyHouse", "NormalizeMinMax", "halves");
    }

    [Fact]
    public Task Two_branches_one_of_which_fits_on_all_rows_is_found() => Verify.RuleAsync(Rule, InMain("""
        IDataView rows;
        if (args.Length > 0)
            rows = [|scale.Fit(houses)|].Transform(houses);
        else
            rows = houses;
        var split = ml.Data.TrainTestSplit(rows, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Two_operations_that_both_learn_too_early_are_two_findings() => Verify.RuleAsync(Rule, InMain("""
        var scaled = [|scale.Fit(houses)|].Transform(houses);
        var filler = ml.Transforms.ReplaceMissingValues("Rooms", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean);
        var filled = [|filler.Fit(scaled)|].Transform(scaled);
        var split = ml.Data.TrainTestSplit(filled, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    // ---- Precedence: one defect, one finding ----

    [Fact]
    public Task P6_When_train_and_test_rows_overlap_only_the_overlap_is_reported() => new RuleTest("MLR101", "MLR102")
    {
        Sources =
        {
            ("Program.cs", InMain("""
                var scaled = scale.Fit(houses).Transform(houses);
                var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
                var model = {|MLR102:learner.Fit(scaled)|};
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
                """)),
        },
    }.RunAsync();

    [Fact]
    public Task An_unrelated_missing_package_does_not_hide_the_leak() => Verify.RuleAsync(Rule, HalfBound(Leak));

    [Fact]
    public async Task M04_Model_Builder_file_gets_a_suggestion_at_most()
    {
        var test = new RuleTest(Rule) { Sources = { ("HouseModel.training.cs", InMain(Leak)) } };
        Assert.All(await test.RunAsync(), found => Assert.Equal(Info, found.Severity));
    }

    [Fact]
    public async Task I16_Test_project_gets_a_suggestion()
    {
        var test = new RuleTest(Rule)
        {
            Sources = { ("Program.cs", InMain(Leak)) },
            References = { MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location) },
        };
        Assert.Equal(Info, Assert.Single(await test.RunAsync()).Severity);
    }

    [Theory]
    [InlineData("Program.cs", "// <auto-generated/>\n")]
    [InlineData("Program.g.cs", "")]
    public Task M04_Generated_code_is_skipped(string file, string header) => new RuleTest(Rule)
    {
        Sources = { (file, header + InMain(Leak.Replace("[|", "").Replace("|]", ""))) },
    }.RunAsync();

    [Fact]
    public Task Row_class_of_a_missing_package_does_not_hide_the_leak() => Verify.RuleAsync(Rule, HalfBound("""
        var villas = ml.Data.LoadFromTextFile<{|CS0246:Villa|}>("villas.csv", ',');
        var scaled = [|scale.Fit(villas)|].Transform(villas);
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Rows_of_a_missing_loader_are_unknown_and_each_load_is_silent() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", HalfBound("""
                var split = ml.Data.TrainTestSplit((IDataView)dashboard.Load("houses"), testFraction: 0.2);
                var scaler = scale.Fit((IDataView)dashboard.Load("houses"));
                var model = learner.Fit(scaler.Transform(split.TrainSet));
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score);
                """)),
        },
    }.RunAsync();
}
