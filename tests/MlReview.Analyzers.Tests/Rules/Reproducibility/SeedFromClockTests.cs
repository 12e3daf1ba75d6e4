using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Reproducibility;

/// <summary>
/// MLR303: there is a seed, but it comes from the time, a tick count, a GUID or the process id: each run has another one and nobody
/// can get the number again. The finding stands at the seed argument.
/// </summary>
public sealed class SeedFromClockTests
{
    private const string Rule = "MLR303";

    private const string Train = """

        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("42")]
    [InlineData("20240501")]
    [InlineData("new DateTime(2024, 5, 1).DayOfYear")]
    [InlineData("DateTime.UnixEpoch.Year")]
    [InlineData("TimeSpan.FromMinutes(5).Seconds")]
    [InlineData("Guid.Empty.GetHashCode()")]
    [InlineData("\"houses\".Length")]
    public Task Silent_when_the_seed_is_the_same_in_every_run(string seed) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: {{seed}});
        """ + Train);

    [Fact]
    public Task Silent_when_there_is_no_seed_at_all() => Verify.SilentAsync(Rule, """
        var ml = new MLContext();
        """ + Train);

    [Fact]
    public Task Silent_when_the_clock_only_names_the_run() => Verify.SilentAsync(Rule, """
        var started = DateTime.UtcNow;
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(houses);
        ml.Model.Save(model, houses.Schema, $"houses-{started:yyyyMMdd}.zip");
        Console.WriteLine($"trained in {Environment.TickCount64 - started.Ticks}");
        """);

    [Fact]
    public Task Silent_when_a_clock_seeded_generator_never_reaches_the_rows() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var jitter = new Random(Environment.TickCount);
        Thread.Sleep(jitter.Next(50));
        """ + Train);

    [Fact]
    public Task Silent_when_the_local_holds_a_constant_again() => Verify.SilentAsync(Rule, """
        var seed = Environment.TickCount;
        Console.WriteLine(seed);
        seed = 7;
        var ml = new MLContext(seed);
        """ + Train);

    [Fact]
    public Task Silent_when_the_clock_is_another_argument() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var recent = ml.Data.FilterRowsByColumn(houses, "Size", upperBound: DateTime.UtcNow.Year);
        var split = ml.Data.TrainTestSplit(recent, testFraction: 0.2, seed: 5);
        Console.WriteLine(split.TestSet.GetRowCount());
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public class T(int seed) { public MLContext Ml => new(seed); }")]
    [InlineData("public class T { public int Seed { get; set; } = Environment.TickCount; public MLContext Create() => new(Seed); }")]
    [InlineData("""public class T { public MLContext Create() => new(int.Parse(Environment.GetEnvironmentVariable("SEED")!)); }""")]
    [InlineData("public interface IClock { int Now { get; } } public class T(IClock clock) { public MLContext Create() => new(clock.Now); }")]
    [InlineData("public class T { public MLContext Create(dynamic settings) => new((int)settings.Seed); }")]
    public Task Silent_when_nobody_knows_where_the_seed_comes_from(string source) => Verify.SilentAsync(Rule, source);

    [Fact]
    public Task Silent_when_the_seed_comes_from_types_that_are_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", "var ml = new MLContext(seed: Acme.Clock.Now.Millisecond);\n" + Train) },
    }.RunAsync();

    [Fact]
    public Task Silent_on_user_types_with_the_same_names() => new RuleTest(Rule)
    {
        WithoutMlNet = true,
        Sources =
        {
            ("Own.cs", """
                using System;

                public sealed class MLContext { public MLContext(int? seed = null) => Seed = seed; public int? Seed { get; } }

                public static class Program
                {
                    public static int? Run() => new MLContext(seed: Environment.TickCount).Seed;
                }
                """),
        },
    }.RunAsync();

    // ---- Defects: where the number comes from ----

    [Theory]
    [InlineData("Environment.TickCount")]
    [InlineData("(int)Environment.TickCount64")]
    [InlineData("DateTime.Now.Millisecond")]
    [InlineData("(int)DateTime.Now.Ticks")]
    [InlineData("unchecked((int)DateTime.UtcNow.Ticks)")]
    [InlineData("DateTime.Today.DayOfYear")]
    [InlineData("DateTime.Now.GetHashCode()")]
    [InlineData("(int)DateTimeOffset.UtcNow.ToUnixTimeSeconds()")]
    [InlineData("(int)TimeProvider.System.GetTimestamp()")]
    [InlineData("(int)System.Diagnostics.Stopwatch.GetTimestamp()")]
    [InlineData("Guid.NewGuid().GetHashCode()")]
    [InlineData("BitConverter.ToInt32(Guid.NewGuid().ToByteArray(), 0)")]
    [InlineData("Environment.ProcessId")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Id")]
    [InlineData("Math.Abs(Environment.TickCount) % 1000")]
    public Task Seed_of_the_context_differs_in_every_run(string seed) => Verify.RuleAsync(Rule, $$"""
        var ml = new MLContext(seed: [|{{seed}}|]);
        """ + Train);

    // ---- Defects: where the seed goes ----

    [Theory]
    [InlineData("ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: [|Environment.TickCount|]).TrainSet")]
    [InlineData("ml.Data.ShuffleRows(houses, seed: [|Environment.TickCount|])")]
    [InlineData("ml.Data.BootstrapSample(houses, seed: [|Environment.TickCount|])")]
    [InlineData("ml.Data.CrossValidationSplit(houses, numberOfFolds: 5, seed: [|Environment.TickCount|])[0].TrainSet")]
    public Task Seed_of_a_data_operation(string rows) => Verify.RuleAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price").Fit({{rows}});
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Theory]
    [InlineData("ml.AnomalyDetection.Trainers.RandomizedPca(rank: 2, seed: [|Environment.TickCount|])")]
    [InlineData("ml.Transforms.ProjectToPrincipalComponents(\"Reduced\", \"Features\", seed: [|Environment.TickCount|])")]
    [InlineData("ml.Regression.Trainers.LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmRegressionTrainer.Options { Seed = [|Environment.TickCount|] })")]
    [InlineData("ml.Regression.Trainers.FastTree(new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options { Seed = [|Environment.TickCount|] })")]
    public Task Seed_of_a_component(string component) => Verify.RuleAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = {{component}}.Fit(houses);
        ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
        """);

    [Fact]
    public Task Seed_of_a_cross_validation() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var folds = ml.Regression.CrossValidate(houses, ml.Regression.Trainers.FastTree("Price"), labelColumnName: "Price", seed: [|DateTime.Now.Second|]);
        Console.WriteLine(folds.Average(fold => fold.Metrics.RSquared));
        """);

    [Fact]
    public Task Seed_of_a_generator_that_orders_the_rows() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var random = new Random([|Guid.NewGuid().GetHashCode()|]);
        var rows = File.ReadLines("houses.csv").Select(line => new House { Size = line.Length }).OrderBy(_ => random.Next()).ToList();
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(rows));
        Console.WriteLine(model.Transform(ml.Data.LoadFromEnumerable(rows)).GetRowCount());
        """);

    [Fact]
    public Task A_clock_is_a_bad_seed_and_not_a_missing_one() => new RuleTest(Rule, "MLR301", "MLR302")
    {
        Sources =
        {
            ("Program.cs", """
                var ml = new MLContext(seed: [|Environment.TickCount|]);
                """ + Train),
        },
    }.RunAsync();

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task Through_a_local_and_a_deconstruction() => Verify.RuleAsync(Rule, """
        var (seed, name) = (Environment.TickCount, "houses");
        Console.WriteLine(name);
        var ml = new MLContext([|seed|]);
        """ + Train);

    [Fact]
    public Task Through_a_field_and_a_property() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly int _seed = (int)DateTime.UtcNow.Ticks;
            private readonly MLContext _ml;

            public Trainer() => _ml = new MLContext([|_seed|]);

            public ITransformer Train() => _ml.Clustering.Trainers.KMeans("Size").Fit(_ml.Data.LoadFromTextFile<House>("houses.csv"));
        }
        """);

    [Fact]
    public Task Through_a_helper_that_makes_the_seed() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext([|NextSeed()|]);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                ml.Model.Save(ml.Clustering.Trainers.KMeans("Size").Fit(houses), houses.Schema, "houses-1.4.0.zip");
            }

            private static int NextSeed() => Math.Abs(Guid.NewGuid().GetHashCode());
        }
        """);

    [Fact]
    public Task Through_a_helper_that_takes_the_seed() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            public ITransformer Train() => Train(DateTime.Now.Millisecond);

            private static ITransformer Train(int seed)
            {
                var ml = new MLContext(seed: [|seed|]);
                return ml.Clustering.Trainers.KMeans("Size").Fit(ml.Data.LoadFromTextFile<House>("houses.csv"));
            }
        }
        """);

    [Fact]
    public Task Through_a_local_function_in_a_loop() => Verify.RuleAsync(Rule, """
        for (var run = 0; run < 3; run++)
        {
            Train(run);
        }

        static void Train(int run)
        {
            var ml = new MLContext([|Environment.TickCount + run|]);
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
            ml.Model.Save(ml.Clustering.Trainers.KMeans("Size").Fit(houses), houses.Schema, $"houses-1.4.{run}.zip");
        }
        """);

    [Fact]
    public Task In_async_code() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            public async Task<ITransformer> TrainAsync()
            {
                var ticks = Environment.TickCount;
                var lines = await File.ReadAllLinesAsync("houses.csv");
                var ml = new MLContext([|ticks|]);
                return ml.Clustering.Trainers.KMeans("Size").Fit(ml.Data.LoadFromEnumerable(lines.Select(line => new House { Size = line.Length }).ToList()));
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
                    public ITransformer Train()
                    {
                        log.Information("training");
                        var ml = new MLContext([|Environment.TickCount|]);
                        return ml.Clustering.Trainers.KMeans("Size").Fit(ml.Data.LoadFromTextFile<House>("houses.csv"));
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_source_of_the_seed_and_what_it_seeds()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            var weakSeed = Environment.TickCount;
            var trainingContext = new MLContext([|weakSeed|]);
            var houses = trainingContext.Data.LoadFromTextFile<House>("houses.csv");
            var model = trainingContext.Clustering.Trainers.KMeans("Size").Fit(houses);
            trainingContext.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
            """));

        Assert.Contains("TickCount", finding.Text());
        Assert.Contains("MLContext", finding.Text());
        Assert.Contains(finding.Path(), step => step.Contains("Environment.TickCount", StringComparison.Ordinal));
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }
}
