using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Reproducibility;

/// <summary>
/// MLR301: an <c>MLContext</c> without a seed reaches an operation that really draws random numbers from it. What draws was measured
/// per component; most of ML.NET does not, so a missing seed alone proves nothing.
/// </summary>
public sealed class MissingSeedTests
{
    private const string Rule = "MLR301";

    // ---- The component table: who draws from the context ----

    public static TheoryData<string> ComponentsThatDraw =>
    [
        "ml.BinaryClassification.Trainers.SdcaLogisticRegression()",
        "ml.BinaryClassification.Trainers.SdcaNonCalibrated()",
        "ml.BinaryClassification.Trainers.SgdCalibrated()",
        "ml.BinaryClassification.Trainers.SgdNonCalibrated()",
        "ml.BinaryClassification.Trainers.LdSvm()",
        "ml.BinaryClassification.Trainers.SymbolicSgdLogisticRegression()",
        "ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine()",
        "ml.BinaryClassification.Trainers.LightGbm()",
        "ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()",
        "ml.MulticlassClassification.Trainers.SdcaNonCalibrated()",
        "ml.MulticlassClassification.Trainers.LightGbm()",
        "ml.MulticlassClassification.Trainers.ImageClassification()",
        "ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.SdcaNonCalibrated())",
        "ml.MulticlassClassification.Trainers.PairwiseCoupling(ml.BinaryClassification.Trainers.SgdNonCalibrated())",
        "ml.Regression.Trainers.Sdca()",
        "ml.Regression.Trainers.LightGbm()",
        "ml.Ranking.Trainers.LightGbm()",
        "ml.Clustering.Trainers.KMeans(numberOfClusters: 3)",
        "ml.AnomalyDetection.Trainers.RandomizedPca(rank: 2)",
        "ml.Transforms.ProjectToPrincipalComponents(\"Reduced\", \"Features\", rank: 2)",
        "ml.Transforms.ApproximatedKernelMap(\"Mapped\", \"Features\", rank: 50)",
        // Random initial weights, so the otherwise deterministic optimizer starts somewhere else each time.
        "ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options { InitialWeightsDiameter = 0.1f })",
        // Options without a seed of their own fall back to the context.
        "ml.Regression.Trainers.LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmRegressionTrainer.Options { NumberOfIterations = 50 })",
        "ml.AnomalyDetection.Trainers.RandomizedPca(new RandomizedPcaTrainer.Options { Rank = 2 })",
        "ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 })",
    ];

    public static TheoryData<string> ComponentsThatDoNotDraw =>
    [
        // Tree learners have a constant seed of their own and ignore the context's.
        "ml.BinaryClassification.Trainers.FastTree()",
        "ml.BinaryClassification.Trainers.FastForest()",
        "ml.BinaryClassification.Trainers.Gam()",
        "ml.Regression.Trainers.FastTree()",
        "ml.Regression.Trainers.FastForest()",
        "ml.Regression.Trainers.FastTreeTweedie()",
        "ml.Regression.Trainers.Gam()",
        "ml.Ranking.Trainers.FastTree()",
        // Deterministic optimizers, counts, closed forms.
        "ml.BinaryClassification.Trainers.LbfgsLogisticRegression()",
        "ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options { InitialWeightsDiameter = 0f })",
        "ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()",
        "ml.Regression.Trainers.LbfgsPoissonRegression()",
        "ml.Regression.Trainers.Ols()",
        "ml.MulticlassClassification.Trainers.NaiveBayes()",
        "ml.BinaryClassification.Trainers.Prior()",
        // Meta trainers are as their inner trainer.
        "ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.LbfgsLogisticRegression())",
        "ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron())",
        // Online learners draw only where the rows can be shuffled; a text file cannot.
        "ml.BinaryClassification.Trainers.AveragedPerceptron()",
        "ml.BinaryClassification.Trainers.LinearSvm()",
        "ml.Regression.Trainers.OnlineGradientDescent()",
        // Native generators that the context's seed does not reach: not repaired by a seed (MLR304).
        "ml.Recommendation().Trainers.MatrixFactorization(\"Price\", \"Size\", \"Rooms\")",
        "ml.Transforms.Text.LatentDirichletAllocation(\"Topics\", \"City\")",
        // Fixed torch seed when the context has none.
        "Microsoft.ML.TorchSharp.TorchSharpCatalog.TextClassification(ml.MulticlassClassification.Trainers)",
        // A seed of their own.
        "ml.AnomalyDetection.Trainers.RandomizedPca(rank: 2, seed: 7)",
        "ml.AnomalyDetection.Trainers.RandomizedPca(new RandomizedPcaTrainer.Options { Rank = 2, Seed = 7 })",
        "ml.Transforms.ProjectToPrincipalComponents(\"Reduced\", \"Features\", rank: 2, seed: 7)",
        "ml.Transforms.ApproximatedKernelMap(\"Mapped\", \"Features\", seed: 7)",
        "ml.Regression.Trainers.LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmRegressionTrainer.Options { Seed = 7 })",
        // Transforms that learn, but without chance.
        "ml.Transforms.NormalizeMinMax(\"Features\")",
        "ml.Transforms.Text.FeaturizeText(\"Features\", \"City\")",
        "ml.Transforms.Categorical.OneHotEncoding(\"City\")",
        "ml.Transforms.Categorical.OneHotHashEncoding(\"City\")",
        "ml.Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation(\"Features\")",
        "ml.Transforms.DetectIidSpike(\"Spikes\", \"Price\", 95d, 30)",
        "ml.Forecasting.ForecastBySsa(\"Forecast\", \"Price\", windowSize: 7, seriesLength: 30, trainSize: 365, horizon: 7)",
    ];

    public static TheoryData<string> OnlineLearners =>
    [
        "ml.BinaryClassification.Trainers.AveragedPerceptron()",
        "ml.BinaryClassification.Trainers.LinearSvm()",
        "ml.Regression.Trainers.OnlineGradientDescent()",
    ];

    [Theory, MemberData(nameof(ComponentsThatDoNotDraw))]
    public Task Silent_when_the_component_does_not_draw_from_the_context(string component) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext();
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        var model = {{component}}.Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Theory, MemberData(nameof(ComponentsThatDraw))]
    public Task Component_draws_from_the_context(string component) => Verify.RuleAsync(Rule, $$"""
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        var model = {{component}}.Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Theory, MemberData(nameof(ComponentsThatDraw))]
    public Task Silent_when_the_context_has_a_seed(string component) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: 42);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        var model = {{component}}.Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Theory, MemberData(nameof(OnlineLearners))]
    public Task Online_learner_draws_on_cached_rows(string component) => Verify.RuleAsync(Rule, $$"""
        var ml = [|new MLContext()|];
        var houses = ml.Data.Cache(ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ','));
        var model = {{component}}.Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Theory, MemberData(nameof(OnlineLearners))]
    public Task Online_learner_draws_after_a_cache_checkpoint(string component) => Verify.RuleAsync(Rule, $$"""
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms").AppendCacheCheckpoint(ml).Append({{component}});
        ml.Model.Save(pipeline.Fit(houses), houses.Schema, "houses-1.4.0.zip");
        """);

    [Theory, MemberData(nameof(OnlineLearners))]
    public Task Online_learner_draws_on_a_binary_file(string component) => Verify.RuleAsync(Rule, $$"""
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromBinary("houses.idv");
        ml.Model.Save({{component}}.Fit(houses), houses.Schema, "houses-1.4.0.zip");
        """);

    [Fact]
    public Task Online_learner_draws_on_rows_shuffled_with_their_own_seed() => Verify.RuleAsync(Rule, """
        var ml = [|new MLContext()|];
        var houses = ml.Data.ShuffleRows(ml.Data.LoadFromTextFile<House>("houses.csv"), seed: 3);
        ml.Model.Save(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(houses), houses.Schema, "houses-1.4.0.zip");
        """);

    [Theory]
    [InlineData("""ml.Data.LoadFromTextFile<House>("houses.csv")""")]
    [InlineData("ml.Data.LoadFromEnumerable(new List<House>())")]
    [InlineData("""ml.Data.FilterRowsByColumn(ml.Data.LoadFromTextFile<House>("houses.csv"), "Size", lowerBound: 10)""")]
    [InlineData("""ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv")).TrainSet""")]
    public Task Silent_when_an_online_learner_sees_rows_that_cannot_be_shuffled(string rows) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext();
        var houses = {{rows}};
        ml.Model.Save(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(houses), houses.Schema, "houses-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_an_online_learner_is_told_not_to_shuffle() => Verify.SilentAsync(Rule, """
        var ml = new MLContext();
        var houses = ml.Data.Cache(ml.Data.LoadFromTextFile<House>("houses.csv"));
        var trainer = ml.BinaryClassification.Trainers.AveragedPerceptron(new AveragedPerceptronTrainer.Options { Shuffle = false });
        ml.Model.Save(trainer.Fit(houses), houses.Schema, "houses-1.4.0.zip");
        """);

    // ---- Data operations and explanations ----

    [Theory]
    [InlineData("ml.Data.ShuffleRows(houses)")]
    [InlineData("ml.Data.BootstrapSample(houses)")]
    public Task S02_Rows_are_drawn_from_the_context(string rows) => Verify.RuleAsync(Rule, $$"""
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price").Fit({{rows}});
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Theory]
    [InlineData("ml.Data.ShuffleRows(houses, seed: 3)")]
    [InlineData("ml.Data.BootstrapSample(houses, seed: 3)")]
    [InlineData("ml.Data.TakeRows(houses, 1000)")]
    public Task Silent_when_rows_are_drawn_with_their_own_seed_or_not_at_all(string rows) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext();
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price").Fit({{rows}});
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Fact]
    public Task E09_Silent_on_splits_and_folds_without_a_seed() => Verify.SilentAsync(Rule, """
        var ml = new MLContext();
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var trainer = ml.Regression.Trainers.FastTree(labelColumnName: "Price");
        var folds = ml.Regression.CrossValidate(split.TrainSet, trainer, numberOfFolds: 5, labelColumnName: "Price");
        Console.WriteLine(folds.Average(fold => fold.Metrics.RSquared));
        var model = trainer.Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """);

    [Fact]
    public Task A_seed_of_the_split_does_not_seed_the_trainer() => Verify.RuleAsync(Rule, """
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 1);
        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """);

    [Fact]
    public Task Cross_validation_of_a_drawing_trainer() => Verify.RuleAsync(Rule, """
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var folds = ml.Regression.CrossValidate(houses, ml.Regression.Trainers.Sdca(labelColumnName: "Price"), labelColumnName: "Price");
        Console.WriteLine(folds.Average(fold => fold.Metrics.RSquared));
        """);

    [Fact]
    public Task Permutation_importance_of_a_deterministic_model() => Verify.RuleAsync(Rule, """
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Regression.Trainers.Ols(labelColumnName: "Price").Fit(houses);
        var importance = ml.Regression.PermutationFeatureImportance(model, houses, labelColumnName: "Price");
        Console.WriteLine(importance);
        """);

    [Fact]
    public async Task Time_bounded_automl_is_a_hint()
    {
        var found = await Verify.RuleAsync(Rule, """
            using Microsoft.ML.AutoML;

            var ml = [|new MLContext()|];
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
            var result = ml.Auto().CreateRegressionExperiment(60).Execute(houses, labelColumnName: "Price");
            ml.Model.Save(result.BestRun.Model, houses.Schema, "houses-1.4.0.zip");
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    // ---- Look-alikes that are right ----

    [Fact]
    public Task Silent_when_the_context_only_loads_and_predicts() => Verify.SilentAsync(Rule, """
        var ml = new MLContext();
        var model = ml.Model.Load("houses-1.4.0.zip", out _);
        var engine = ml.Model.CreatePredictionEngine<House, HousePrediction>(model);
        Console.WriteLine(engine.Predict(new House { Size = 80 }).Price);
        """);

    [Fact]
    public Task Silent_when_a_second_context_serves_what_a_seeded_one_trained() => Verify.SilentAsync(Rule, """
        var training = new MLContext(seed: 1);
        var houses = training.Data.LoadFromTextFile<House>("houses.csv");
        var model = training.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(houses);
        training.Model.Save(model, houses.Schema, "houses-1.4.0.zip");

        var serving = new MLContext();
        var engine = serving.Model.CreatePredictionEngine<House, HousePrediction>(serving.Model.Load("houses-1.4.0.zip", out _));
        Console.WriteLine(engine.Predict(new House { Size = 80 }).Price);
        """);

    [Fact]
    public Task Silent_when_the_trainer_is_never_fitted() => Verify.SilentAsync(Rule, """
        var ml = new MLContext();
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.Sdca());
        Console.WriteLine(pipeline.GetType().Name);
        """);

    [Theory]
    [InlineData("Console.WriteLine(ml.Data.ShuffleRows(houses).Preview(10).RowView.Length);")]
    [InlineData("""Console.WriteLine(ml.Clustering.Trainers.KMeans("Size").Preview(houses).RowView.Length);""")]
    public Task Silent_when_the_draw_is_only_previewed(string preview) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext();
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        {{preview}}
        """);

    [Fact]
    public Task S10_Silent_when_a_seeded_context_lives_in_a_static_field() => Verify.SilentAsync(Rule, """
        public static class Rng { public static readonly MLContext Ml = new(7); }

        public class Trainer
        {
            public ITransformer Train(IDataView houses) => Rng.Ml.Clustering.Trainers.KMeans("Size").Fit(houses);
        }
        """);

    [Fact]
    public Task S10_Silent_when_a_seeded_context_comes_from_a_factory_or_a_lazy_property() => Verify.SilentAsync(Rule, """
        public class Trainer
        {
            private MLContext? _ml;

            private MLContext Ml => _ml ??= Create();

            private static MLContext Create() => new(seed: 7);

            public async Task<ITransformer> TrainAsync()
            {
                await Task.Yield();
                return Ml.Clustering.Trainers.KMeans("Size").Fit(Ml.Data.LoadFromTextFile<House>("houses.csv"));
            }
        }
        """);

    [Theory]
    [InlineData("new MLContext(0)")]
    [InlineData("new MLContext(seed: Seeds.Training)")]
    [InlineData("Create(11)")]
    public Task Silent_when_the_seed_is_a_constant_of_any_form(string context) => Verify.SilentAsync(Rule, $$"""
        var ml = {{context}};
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        ml.Model.Save(ml.Clustering.Trainers.KMeans("Size").Fit(houses), houses.Schema, "houses-1.4.0.zip");

        static MLContext Create(int seed) => new(seed);

        static class Seeds { public const int Training = 1; }
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public class Trainer(MLContext ml) { public void Run(IDataView rows) => ml.Clustering.Trainers.KMeans().Fit(rows).Transform(rows); }")]
    [InlineData("public class Trainer(int? seed) { public ITransformer Run(IDataView rows) => new MLContext(seed).Clustering.Trainers.KMeans().Fit(rows); }")]
    [InlineData("public class Trainer { public int? Seed { get; set; } public ITransformer Run(IDataView rows) => new MLContext(Seed).Clustering.Trainers.KMeans().Fit(rows); }")]
    [InlineData("public class Trainer { public MLContext Ml { get; set; } = new(); public ITransformer Run(IDataView rows) => Ml.Clustering.Trainers.KMeans().Fit(rows); }")]
    [InlineData("""public class Trainer { public ITransformer Run(IDataView rows) => new MLContext(int.Parse(Environment.GetEnvironmentVariable("SEED")!)).Clustering.Trainers.KMeans().Fit(rows); }""")]
    [InlineData("public class Trainer(IEstimator<ITransformer> trainer) { public ITransformer Run() { var ml = new MLContext(); return trainer.Fit(ml.Data.LoadFromTextFile<House>(\"houses.csv\")); } }")]
    [InlineData("public class Trainer { public void Run(IDataView rows) { dynamic ml = new MLContext(); ml.Clustering.Trainers.KMeans().Fit(rows); } }")]
    public Task Silent_when_the_seed_the_context_or_the_trainer_is_unknown(string source) => Verify.SilentAsync(Rule, source);

    [Fact]
    public Task Silent_when_the_trainer_comes_from_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Trainer.cs", """
                using Acme.Learning;

                public class Trainer
                {
                    public void Run()
                    {
                        var ml = new MLContext();
                        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                        var model = ml.AcmeTrainers().Boosted().Fit(houses);
                        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- Defects in the shapes of real code ----

    [Theory]
    [InlineData("new MLContext(seed: null)")]
    [InlineData("new MLContext(null)")]
    [InlineData("new MLContext(default)")]
    [InlineData("new MLContext(default(int?))")]
    public Task S06_A_null_seed_is_no_seed(string creation) => Verify.RuleAsync(Rule, $$"""
        var ml = [|{{creation}}|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        ml.Model.Save(ml.Clustering.Trainers.KMeans("Size").Fit(houses), houses.Schema, "houses-1.4.0.zip");
        """);

    [Fact]
    public Task S06_In_a_property_of_the_trainer() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private MLContext MLContext { get; } = [|new MLContext(seed: null)|];

            public ITransformer Train(IEnumerable<House> rows)
            {
                var houses = MLContext.Data.LoadFromEnumerable(rows);
                return MLContext.MulticlassClassification.Trainers.SdcaMaximumEntropy().Fit(houses);
            }
        }
        """);

    [Fact]
    public Task S06_In_an_out_parameter_and_a_constant_local() => Verify.RuleAsync(Rule, """
        Create(out var ml);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        ml.Model.Save(ml.Clustering.Trainers.KMeans("Size").Fit(houses), houses.Schema, "houses-1.4.0.zip");

        static void Create(out MLContext context)
        {
            int? seed = null;
            context = [|new MLContext(seed)|];
        }
        """);

    [Fact]
    public Task S02_In_a_helper_of_a_class_with_a_static_context() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private static readonly MLContext Ml = [|new()|];

            public ITransformer Train() =>
                Ml.Regression.Trainers.FastTree("Price", "Size").Fit(Shuffled(Ml.Data.LoadFromTextFile<House>("houses.csv")));

            private static IDataView Shuffled(IDataView rows) => Ml.Data.ShuffleRows(rows);
        }
        """);

    [Fact]
    public Task S02_In_a_loop_with_a_local_function() => Verify.RuleAsync(Rule, """
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        for (var round = 0; round < 3; round++)
        {
            var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(Sample());
            ml.Model.Save(model, houses.Schema, $"houses-1.4.{round}.zip");
        }

        IDataView Sample() => ml.Data.BootstrapSample(houses);
        """);

    [Fact]
    public Task S02_In_a_tuple_from_async_code() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            public async Task<ITransformer> TrainAsync()
            {
                var ml = [|new MLContext()|];
                var (train, _) = await LoadAsync(ml);
                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(train);
            }

            private static async Task<(IDataView Train, int Count)> LoadAsync(MLContext ml)
            {
                var lines = await File.ReadAllLinesAsync("houses.csv");
                var rows = ml.Data.LoadFromEnumerable(lines.Select(line => new House { Size = line.Length }).ToList());
                return (ml.Data.ShuffleRows(rows), lines.Length);
            }
        }
        """);

    [Fact]
    public Task In_a_readonly_field_created_by_target_type() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = [|new()|];

            public ITransformer Train() => BuildPipeline().Fit(_ml.Data.LoadFromTextFile<House>("houses.csv"));

            private IEstimator<ITransformer> BuildPipeline() =>
                _ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(_ml.Clustering.Trainers.KMeans());
        }
        """);

    [Fact]
    public Task In_a_field_assigned_by_the_constructor() => Verify.RuleAsync(Rule, """
        public abstract class TrainerBase
        {
            protected readonly MLContext Ml;

            protected TrainerBase() => Ml = [|new MLContext()|];
        }

        public sealed class ClusterTrainer : TrainerBase
        {
            public ITransformer Train() => Ml.Clustering.Trainers.KMeans("Size").Fit(Ml.Data.LoadFromTextFile<House>("houses.csv"));
        }
        """);

    [Fact]
    public Task Passed_through_helper_methods() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = CreateContext();
                var houses = Load(ml);
                ml.Model.Save(Train(ml, houses), houses.Schema, "houses-1.4.0.zip");
            }

            private static MLContext CreateContext() => [|new MLContext()|];

            private static IDataView Load(MLContext context) => context.Data.LoadFromTextFile<House>("houses.csv");

            private static ITransformer Train(MLContext context, IDataView rows) =>
                context.Clustering.Trainers.KMeans("Size").Fit(rows);
        }
        """);

    [Fact]
    public Task Used_in_a_local_function_and_a_lambda() => Verify.RuleAsync(Rule, """
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        Func<IEstimator<ITransformer>> trainer = () => ml.Clustering.Trainers.KMeans("Size");
        Save(Train());

        ITransformer Train() => trainer().Fit(houses);
        void Save(ITransformer model) => ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Fact]
    public Task Returned_in_a_tuple_from_async_code() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            public async Task RunAsync()
            {
                var (ml, houses) = await LoadAsync();
                var model = ml.Clustering.Trainers.KMeans("Size").Fit(houses);
                ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
            }

            private static async Task<(MLContext, IDataView)> LoadAsync()
            {
                var ml = [|new MLContext()|];
                var lines = await File.ReadAllLinesAsync("houses.csv");
                return (ml, ml.Data.LoadFromEnumerable(lines.Select(line => new House { Size = line.Length }).ToList()));
            }
        }
        """);

    [Fact]
    public Task Reached_in_a_loop_and_on_one_branch() => Verify.RuleAsync(Rule, """
        var ml = [|new MLContext()|];
        foreach (var city in new[] { "Bonn", "Graz" })
        {
            var houses = ml.Data.LoadFromTextFile<House>(city + ".csv");
            IEstimator<ITransformer> trainer = args.Length > 0
                ? ml.Regression.Trainers.FastTree(labelColumnName: "Price")
                : ml.Regression.Trainers.Sdca(labelColumnName: "Price");
            ml.Model.Save(trainer.Fit(houses), houses.Schema, city + "-1.4.0.zip");
        }
        """);

    [Fact]
    public Task One_finding_per_context_however_often_it_draws() => Verify.RuleAsync(Rule, """
        var ml = [|new MLContext()|];
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var clusters = ml.Clustering.Trainers.KMeans("Size").Fit(houses);
        var prices = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(ml.Data.ShuffleRows(houses));
        ml.Model.Save(clusters, houses.Schema, "clusters-1.4.0.zip");
        ml.Model.Save(prices, houses.Schema, "prices-1.4.0.zip");
        """);

    [Fact]
    public Task Two_contexts_of_which_one_draws() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _shared = [|new MLContext()|];

            public ITransformer Train()
            {
                var local = new MLContext();
                var houses = local.Data.LoadFromTextFile<House>("houses.csv");
                return _shared.Clustering.Trainers.KMeans("Size").Fit(houses);
            }
        }
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Trainer.cs", """
                using Serilog;

                public class Trainer(ILogger log)
                {
                    public ITransformer Run()
                    {
                        var ml = [|new MLContext()|];
                        log.Information("training");
                        return ml.Clustering.Trainers.KMeans("Size").Fit(ml.Data.LoadFromTextFile<House>("houses.csv"));
                    }
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public async Task M04_Model_builder_output_gets_a_hint_at_most()
    {
        var found = await new RuleTest(Rule)
        {
            Sources =
            {
                ("HouseModel.training.cs", """
                    public partial class HouseModel
                    {
                        public static ITransformer RetrainModel(IDataView trainData)
                        {
                            var mlContext = [|new MLContext()|];
                            return mlContext.Regression.Trainers.LightGbm(labelColumnName: "Price").Fit(trainData);
                        }
                    }
                    """),
            },
        }.RunAsync();
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task I16_A_test_project_gets_a_hint()
    {
        var test = new RuleTest(Rule) { References = { MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location) } };
        test.Sources.Add(("Tests.cs", """
            public class TrainerTests
            {
                [Xunit.Fact]
                public void Trains()
                {
                    var ml = [|new MLContext()|];
                    var model = ml.Clustering.Trainers.KMeans("Size").Fit(ml.Data.LoadFromTextFile<House>("houses.csv"));
                    Console.WriteLine(model.Model);
                }
            }
            """));
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await test.RunAsync()).Severity);
    }

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_context_and_what_draws_from_it()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            var trainingContext = [|new MLContext()|];
            var houses = trainingContext.Data.LoadFromTextFile<House>("houses.csv");
            var clusters = trainingContext.Clustering.Trainers.KMeans("Size").Fit(houses);
            trainingContext.Model.Save(clusters, houses.Schema, "clusters-1.4.0.zip");
            """));

        Assert.Contains("trainingContext", finding.Text());
        Assert.Contains("KMeans", finding.Text());
        Assert.Contains(finding.Path(), step => step.Contains("KMeans", StringComparison.Ordinal));
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }
}
