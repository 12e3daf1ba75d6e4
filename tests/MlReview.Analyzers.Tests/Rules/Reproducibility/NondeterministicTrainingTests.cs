using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Reproducibility;

/// <summary>
/// MLR304: a seed is set, yet the trainer is not repeatable with its present options. Which trainers those are was measured with 1, 2
/// and 8 logical processors; it speaks only where an option can repair it.
/// </summary>
public sealed class NondeterministicTrainingTests
{
    private const string Rule = "MLR304";

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.AveragedPerceptron(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.LdSvm(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.FastTree(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.FastForest(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.Gam(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine(new[] { \"Size\" })")]
    [InlineData("ml.BinaryClassification.Trainers.Prior()")]
    [InlineData("ml.Regression.Trainers.OnlineGradientDescent(featureColumnName: \"Size\")")]
    [InlineData("ml.AnomalyDetection.Trainers.RandomizedPca(\"Size\")")]
    public Task Silent_on_trainers_that_repeat_themselves(string trainer) => Verify.SilentAsync(Rule, Trained(trainer));

    [Theory]
    [InlineData("ml.MulticlassClassification.Trainers.ImageClassification(featureColumnName: \"Size\")")]
    [InlineData("Microsoft.ML.TorchSharp.TorchSharpCatalog.TextClassification(ml.MulticlassClassification.Trainers, sentence1ColumnName: \"City\")")]
    public Task Silent_where_no_option_can_repair_it(string trainer) => Verify.SilentAsync(Rule, Trained(trainer));

    [Theory]
    [InlineData("ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 })")]
    [InlineData("ml.BinaryClassification.Trainers.SgdCalibrated(new SgdCalibratedTrainer.Options { FeatureColumnName = \"Size\", NumberOfThreads = 1 })")]
    [InlineData("ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfThreads = 1 })")]
    [InlineData("ml.Recommendation().Trainers.MatrixFactorization(new MatrixFactorizationTrainer.Options { NumberOfThreads = 1 })")]
    [InlineData("ml.BinaryClassification.Trainers.LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmBinaryTrainer.Options { Deterministic = true })")]
    [InlineData("ml.BinaryClassification.Trainers.LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmBinaryTrainer.Options { NumberOfThreads = 1 })")]
    public Task Silent_with_the_option_that_repairs_it(string trainer) => Verify.SilentAsync(Rule, Trained(trainer));

    [Fact]
    public Task Silent_on_a_loaded_light_gbm_model() => Verify.SilentAsync(Rule, Trained(
        "ml.BinaryClassification.Trainers.LightGbm(File.OpenRead(\"lightgbm.txt\"), featureColumnName: \"Size\")"));

    [Theory]
    [InlineData("new MLContext()")]
    [InlineData("new MLContext(seed: null)")]
    public Task Silent_without_a_seed_because_MLR301_says_so(string context) => Verify.SilentAsync(Rule, Trained(Sdca, context));

    [Fact]
    public Task Silent_on_a_seed_from_the_clock_because_MLR303_says_so() => Verify.SilentAsync(Rule, Trained(Sdca, "new MLContext(Environment.TickCount)"));

    [Fact]
    public Task Silent_on_a_trainer_that_nothing_fits() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var trainer = ml.BinaryClassification.Trainers.SdcaLogisticRegression(featureColumnName: "Size");
        Console.WriteLine(trainer);
        """);

    // ---- Options that are decided elsewhere ----

    [Fact]
    public Task Silent_when_the_threads_are_set_after_the_options_are_made() => Verify.SilentAsync(Rule, Trained("""
        ml.BinaryClassification.Trainers.SdcaLogisticRegression(Options())
        """, members: """
        static SdcaLogisticRegressionBinaryTrainer.Options Options()
        {
            var options = new SdcaLogisticRegressionBinaryTrainer.Options { FeatureColumnName = "Size" };
            options.NumberOfThreads = 1;
            return options;
        }
        """));

    [Fact]
    public Task Silent_when_a_caller_sets_the_threads() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        Train(ml, rows, new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 });

        static ITransformer Train(MLContext ml, IDataView rows, SdcaLogisticRegressionBinaryTrainer.Options options) =>
            ml.BinaryClassification.Trainers.SdcaLogisticRegression(options).Fit(rows);
        """);

    [Fact]
    public Task Silent_when_the_callee_sets_the_threads() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        Train(ml, rows, new SdcaLogisticRegressionBinaryTrainer.Options { FeatureColumnName = "Size" });

        static ITransformer Train(MLContext ml, IDataView rows, SdcaLogisticRegressionBinaryTrainer.Options options)
        {
            options.NumberOfThreads = 1;
            return ml.BinaryClassification.Trainers.SdcaLogisticRegression(options).Fit(rows);
        }
        """);

    [Fact]
    public Task Silent_on_options_in_a_field() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            private static readonly KMeansTrainer.Options s_options = new() { NumberOfClusters = 3, NumberOfThreads = 1 };

            public static ITransformer Train(IDataView rows) => new MLContext(seed: 1).Clustering.Trainers.KMeans(s_options).Fit(rows);
        }
        """);

    [Fact]
    public Task Silent_on_a_number_of_threads_that_is_not_known() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var options = new KMeansTrainer.Options { NumberOfThreads = args.Length };
        ml.Clustering.Trainers.KMeans(options).Fit(rows);
        """);

    [Fact]
    public Task Silent_on_options_from_unknown_code() => Verify.SilentAsync(Rule, """
        public class Training(Func<SdcaLogisticRegressionBinaryTrainer.Options> configured)
        {
            public ITransformer Train(IDataView rows) => new MLContext(seed: 1).BinaryClassification.Trainers.SdcaLogisticRegression(configured()).Fit(rows);
        }
        """);

    [Fact]
    public Task Silent_on_a_call_that_does_not_compile() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", """
                var ml = new MLContext(seed: 1);
                var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
                var model = ml.BinaryClassification.Trainers.SdcaLogisticRegression(new {|CS0246:Tuned|}()).Fit(rows);
                Console.WriteLine(model);
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Silent_on_a_context_that_is_seeded_only_sometimes() => Verify.SilentAsync(Rule, """
        var ml = args.Length > 0 ? new MLContext(seed: 1) : new MLContext();
        var model = ml.BinaryClassification.Trainers.SdcaLogisticRegression(featureColumnName: "Size").Fit(ml.Data.LoadFromTextFile<House>("houses.csv"));
        Console.WriteLine(model);
        """);

    // ---- Defects ----

    private const string Sdca = "ml.BinaryClassification.Trainers.SdcaLogisticRegression(featureColumnName: \"Size\")";

    [Theory]
    [InlineData("ml.BinaryClassification.Trainers.SdcaLogisticRegression(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.SdcaNonCalibrated(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.SgdCalibrated(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.SgdNonCalibrated(featureColumnName: \"Size\")")]
    [InlineData("ml.BinaryClassification.Trainers.SymbolicSgdLogisticRegression(featureColumnName: \"Size\")")]
    [InlineData("ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(featureColumnName: \"Size\")")]
    [InlineData("ml.MulticlassClassification.Trainers.SdcaNonCalibrated(featureColumnName: \"Size\")")]
    [InlineData("ml.Regression.Trainers.Sdca(featureColumnName: \"Size\")")]
    [InlineData("ml.Regression.Trainers.LightGbm(featureColumnName: \"Size\")")]
    [InlineData("ml.Clustering.Trainers.KMeans(\"Size\")")]
    [InlineData("ml.Recommendation().Trainers.MatrixFactorization(\"Price\", \"City\", \"Rooms\")")]
    public async Task S04_Trainer_on_several_threads(string trainer)
    {
        var found = await Verify.RuleAsync(Rule, Trained($"[|{trainer}|]"));
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Theory]
    [InlineData("new SdcaLogisticRegressionBinaryTrainer.Options { FeatureColumnName = \"Size\" }")]
    [InlineData("new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = null }")]
    [InlineData("new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 4 }")]
    [InlineData("new SdcaLogisticRegressionBinaryTrainer.Options { Shuffle = false }")]
    public Task S04_Options_that_do_not_repair_it(string options) =>
        Verify.RuleAsync(Rule, Trained($"[|ml.BinaryClassification.Trainers.SdcaLogisticRegression({options})|]"));

    [Fact]
    public Task Own_seed_of_a_trainer() => Verify.RuleAsync(Rule, Trained(
        "[|ml.Regression.Trainers.LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmRegressionTrainer.Options { Seed = 7 })|]", "new MLContext()"));

    [Fact]
    public Task S04_In_a_cross_validation() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Size").Append([|ml.BinaryClassification.Trainers.SdcaLogisticRegression()|]);
        Console.WriteLine(ml.BinaryClassification.CrossValidate(rows, pipeline).Count);
        """);

    [Fact]
    public Task S04_Inside_one_versus_all() => Verify.RuleAsync(Rule, Trained(
        "ml.MulticlassClassification.Trainers.OneVersusAll([|ml.BinaryClassification.Trainers.SdcaNonCalibrated(featureColumnName: \"Size\")|])"));

    [Fact]
    public Task S04_Context_and_trainer_in_fields_of_a_class() => Verify.RuleAsync(Rule, """
        public sealed class Segmentation
        {
            private readonly MLContext _ml = new(seed: 7);

            public ITransformer Train(IDataView rows) => Pipeline().Fit(rows);

            private IEstimator<ITransformer> Pipeline() =>
                _ml.Transforms.Concatenate("Features", "Size").Append([|_ml.Clustering.Trainers.KMeans()|]);
        }
        """);

    [Fact]
    public Task S04_Context_from_a_static_field_and_helper() => Verify.RuleAsync(Rule, """
        Training.Run(File.Exists("x"), Rng.Ml.Data.LoadFromTextFile<House>("houses.csv"));

        internal static class Rng { public static readonly MLContext Ml = new(7); }

        internal static class Training
        {
            public static void Run(bool fast, IDataView rows)
            {
                IEstimator<ITransformer> trainer = fast ? Rng.Ml.Regression.Trainers.FastTree() : [|Rng.Ml.Regression.Trainers.Sdca()|];
                var model = trainer.Fit(rows);
                Console.WriteLine(model);
            }
        }
        """);

    [Fact]
    public Task S04_In_an_async_lambda() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = await Task.Run(() => [|ml.Regression.Trainers.Sdca(featureColumnName: "Size")|].Fit(rows));
        Console.WriteLine(model);
        """);

    [Fact]
    public Task S04_Options_of_a_caller_that_do_not_repair_it() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        Train(ml, rows, new SdcaLogisticRegressionBinaryTrainer.Options { FeatureColumnName = "Size" });

        static ITransformer Train(MLContext ml, IDataView rows, SdcaLogisticRegressionBinaryTrainer.Options options) =>
            [|ml.BinaryClassification.Trainers.SdcaLogisticRegression(options)|].Fit(rows);
        """);

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_context_the_trainer_and_the_repair()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            var context = new MLContext(seed: 1);
            var model = [|context.Clustering.Trainers.KMeans("Size")|].Fit(context.Data.LoadFromTextFile<House>("houses.csv"));
            Console.WriteLine(model);
            """));
        Assert.Equal(
            "'context' has a seed, yet 'KMeans', trained at line 2, does not repeat itself on a machine with several cores: the order in which its threads finish shapes the model, whatever the seed; set NumberOfThreads = 1 in its options",
            finding.Text());
        Assert.Equal("Minor", finding.Verdict());
    }

    private static string Trained(string trainer, string context = "new MLContext(seed: 1)", string members = "") => $$"""
        var ml = {{context}};
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = {{trainer}}.Fit(rows);
        Console.WriteLine(model);

        {{members}}
        """;
}
