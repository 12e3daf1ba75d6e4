using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Reproducibility;

/// <summary>
/// MLR302: a random number without a seed decides about training or evaluation rows: their values, their order, or which side of a
/// split they land on. The finding stands at the source of the randomness.
/// </summary>
public sealed class UnseededRandomnessTests
{
    private const string Rule = "MLR302";

    private const string Rows = """
        using System.Security.Cryptography;

        var ml = new MLContext(seed: 1);
        var rows = File.ReadLines("houses.csv").Skip(1).Select(line => line.Split(','))
            .Select(cells => new House { Size = cells[0].Length, Price = cells[1].Length })
            .ToList();

        """;

    private const string TrainOnKept = """

        var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price", featureColumnName: "Size").Fit(ml.Data.LoadFromEnumerable(kept));
        ml.Model.Save(model, ml.Data.LoadFromEnumerable(kept).Schema, "houses-1.4.0.zip");
        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("new Random(42)")]
    [InlineData("new Random(Seed: 7)")]
    [InlineData("new Random(1 + 1)")]
    public Task S09_Silent_when_the_generator_has_a_constant_seed(string creation) => Verify.SilentAsync(Rule, Rows + $$"""
        var random = {{creation}};
        var kept = rows.OrderBy(_ => random.Next()).Take(800).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Silent_when_a_seeded_generator_is_a_static_field() => Verify.SilentAsync(Rule, """
        public class Trainer
        {
            private static readonly Random Rng = new(3);

            public ITransformer Train(MLContext ml, IReadOnlyList<House> rows)
            {
                var kept = rows.OrderBy(_ => Rng.Next()).Take(800).ToList();
                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(kept));
            }
        }
        """);

    [Fact]
    public Task S09_Silent_when_a_constant_seed_reaches_a_helper_or_a_local_function() => Verify.SilentAsync(Rule, Rows + """
        var kept = Shuffled(rows, new Random(42)).Concat(Sampled(7)).ToList();

        List<House> Sampled(int seed)
        {
            var random = new Random(seed);
            return rows.Where(_ => random.NextDouble() < 0.5).ToList();
        }

        static IEnumerable<House> Shuffled(IEnumerable<House> source, Random random) => source.OrderBy(_ => random.Next());
        """ + TrainOnKept);

    [Fact]
    public Task S09_Silent_when_a_constant_seed_is_used_in_a_loop_of_async_code() => Verify.SilentAsync(Rule, """
        public class Trainer
        {
            private const int Seed = 42;

            public async Task<ITransformer> TrainAsync(MLContext ml)
            {
                var lines = await File.ReadAllLinesAsync("houses.csv");
                var random = new Random(Seed);
                var kept = new List<House>();
                foreach (var line in lines)
                {
                    if (random.NextDouble() < 0.8)
                    {
                        kept.Add(new House { Size = line.Length });
                    }
                }

                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(kept));
            }
        }
        """);

    [Theory]
    [InlineData("Console.WriteLine(rows[new Random().Next(rows.Count)].Size);")]
    [InlineData("var folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString()); Directory.CreateDirectory(folder);")]
    [InlineData("await Task.Delay(Random.Shared.Next(100));")]
    [InlineData("""Console.WriteLine($"run {Guid.NewGuid()}");""")]
    [InlineData("foreach (var row in rows.OrderBy(_ => Guid.NewGuid()).Take(5)) { Console.WriteLine(row.Size); }")]
    [InlineData("var salt = RandomNumberGenerator.GetBytes(16); Console.WriteLine(Convert.ToHexString(salt));")]
    public Task Silent_when_no_row_depends_on_the_draw(string use) => Verify.SilentAsync(Rule, Rows + $$"""
        {{use}}
        var kept = rows;
        """ + TrainOnKept);

    [Fact]
    public Task Silent_when_a_run_id_becomes_part_of_a_path() => Verify.SilentAsync(Rule, Rows + """
        var runId = Guid.NewGuid();
        var houses = ml.Data.LoadFromEnumerable(rows);
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
        ml.Model.Save(model, houses.Schema, $"houses-{runId}.zip");
        """);

    [Fact]
    public Task Silent_when_candidates_to_serve_are_sampled() => Verify.SilentAsync(Rule, """
        public class Recommender(MLContext ml, ITransformer model)
        {
            public float Explore(IReadOnlyList<House> candidates)
            {
                var pick = candidates[Random.Shared.Next(candidates.Count)];
                return ml.Model.CreatePredictionEngine<House, HousePrediction>(model).Predict(pick).Price;
            }
        }
        """);

    [Fact]
    public Task Silent_when_shuffled_rows_never_train() => Verify.SilentAsync(Rule, Rows + """
        var shuffled = rows.OrderBy(_ => Random.Shared.Next()).ToList();
        Console.WriteLine(shuffled[0].Size);
        var kept = rows.OrderBy(row => row.Size).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Silent_when_a_local_is_overwritten_before_training() => Verify.SilentAsync(Rule, Rows + """
        var kept = rows.OrderBy(_ => Guid.NewGuid()).ToList();
        kept = rows.OrderBy(row => row.Size).ToList();
        """ + TrainOnKept);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public class T(Random random) { public ITransformer Run(MLContext ml, List<House> rows) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(rows.OrderBy(_ => random.Next()).ToList())); }")]
    [InlineData("public class T(int seed) { public ITransformer Run(MLContext ml, List<House> rows) { var random = new Random(seed); return ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(rows.OrderBy(_ => random.Next()).ToList())); } }")]
    [InlineData("public class T { public Random Rng { get; set; } = new(); public ITransformer Run(MLContext ml, List<House> rows) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(rows.OrderBy(_ => Rng.Next()).ToList())); }")]
    [InlineData("public interface IShuffler { List<House> Shuffle(List<House> rows); } public class T(IShuffler shuffler) { public ITransformer Run(MLContext ml, List<House> rows) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(shuffler.Shuffle(rows))); }")]
    [InlineData("public class T { public ITransformer Run(MLContext ml, List<House> rows) { dynamic random = new Random(); List<House> kept = Pick(rows, random); return ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(kept)); } static List<House> Pick(List<House> rows, object random) => rows; }")]
    public Task Silent_when_the_generator_is_unknown(string source) => Verify.SilentAsync(Rule, source);

    [Fact]
    public Task Silent_on_a_user_type_called_Random() => Verify.SilentAsync(Rule, """
        namespace Acme.Sampling
        {
            public sealed class Random { private int _state = 7; public int Next() => _state = _state * 31 % 1009; }

            public class Trainer
            {
                public ITransformer Train(MLContext ml, List<House> rows)
                {
                    var random = new Random();
                    return ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(rows.OrderBy(_ => random.Next()).ToList()));
                }
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_seed_comes_from_the_clock_because_MLR303_says_so() => new RuleTest(Rule, "MLR303")
    {
        Sources =
        {
            ("Program.cs", Rows + """
                var random = new Random({|MLR303:Environment.TickCount|});
                var kept = rows.OrderBy(_ => random.Next()).Take(800).ToList();
                """ + TrainOnKept),
        },
    }.RunAsync();

    [Theory]
    [InlineData("ml.Data.ShuffleRows(ml.Data.LoadFromEnumerable(rows), seed: {|MLR303:Guid.NewGuid().GetHashCode()|})")]
    [InlineData("ml.Data.BootstrapSample(ml.Data.LoadFromEnumerable(rows), seed: {|MLR303:Guid.NewGuid().GetHashCode()|})")]
    [InlineData("ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows), seed: {|MLR303:Guid.NewGuid().GetHashCode()|}).TrainSet")]
    public Task Silent_when_the_seed_of_a_data_operation_is_a_guid_because_MLR303_says_so(string data) => new RuleTest(Rule, "MLR303")
    {
        Sources = { ("Program.cs", Rows + $$"""
            var houses = {{data}};
            var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
            ml.Model.Save(model, houses.Schema, "houses-1.4.0.zip");
            """) },
    }.RunAsync();

    [Fact]
    public Task Silent_when_a_guid_is_only_the_identity_of_a_row() => Verify.SilentAsync(Rule, Rows + """
        var kept = rows.Select(row => new House { Size = row.Size, Price = row.Price, City = Guid.NewGuid().ToString() }).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Silent_when_rows_are_shuffled_after_training() => Verify.SilentAsync(Rule, Rows + """
        var kept = rows.ToArray();
        """ + TrainOnKept + """

        Random.Shared.Shuffle(kept);
        Console.WriteLine(kept[0].Size);
        """);

    [Fact]
    public Task Silent_when_an_ordered_sequence_is_sorted_or_filtered_again() => Verify.SilentAsync(Rule, Rows + """
        var random = new Random(3);
        var kept = rows.OrderBy(_ => random.Next()).Where(row => row.Size > 3).OrderBy(row => row.Price).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Generator_seeded_by_an_unseeded_one() => Verify.RuleAsync(Rule, Rows + """
        var seeds = [|new Random()|];
        var random = new Random(seeds.Next());
        var kept = rows.OrderBy(_ => random.Next()).Take(800).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Rows_picked_by_a_drawn_index() => Verify.RuleAsync(Rule, Rows + """
        var random = [|new Random()|];
        var kept = new List<House>();
        for (var i = 0; i < 800; i++)
        {
            kept.Add(rows[random.Next(rows.Count)]);
        }
        """ + TrainOnKept);

    [Fact]
    public Task List_shuffled_by_a_helper() => Verify.RuleAsync(Rule, """
        public static class Shuffling
        {
            public static void Shuffle<T>(this IList<T> list, Random random)
            {
                for (var n = list.Count - 1; n > 0; n--)
                {
                    var k = random.Next(n + 1);
                    var held = list[k];
                    list[k] = list[n];
                    list[n] = held;
                }
            }
        }

        public class Trainer
        {
            public ITransformer Train(MLContext ml, IEnumerable<House> houses)
            {
                var rows = houses.ToList();
                rows.Shuffle([|new Random()|]);
                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(rows.Take(800)));
            }
        }
        """);

    // ---- Defects: order ----

    [Fact]
    public Task S08_Rows_ordered_by_an_unseeded_generator() => Verify.RuleAsync(Rule, Rows + """
        var random = [|new Random()|];
        var kept = rows.OrderBy(_ => random.Next()).Take(800).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Rows_ordered_by_guids() => Verify.RuleAsync(Rule, Rows + """
        var kept = rows.OrderBy(_ => [|Guid.NewGuid()|]).Take(800).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Rows_ordered_by_guids_in_query_syntax() => Verify.RuleAsync(Rule, Rows + """
        var kept = (from row in rows orderby [|Guid.NewGuid()|] select row).Take(800).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Rows_ordered_by_the_shared_generator() => Verify.RuleAsync(Rule, Rows + """
        var kept = rows.OrderBy(_ => [|Random.Shared|].NextDouble()).Take(800).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Rows_ordered_by_the_cryptographic_generator() => Verify.RuleAsync(Rule, Rows + """
        var kept = rows.OrderBy(_ => [|RandomNumberGenerator.GetInt32(int.MaxValue)|]).Take(800).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Array_shuffled_in_place() => Verify.RuleAsync(Rule, Rows + """
        var kept = rows.ToArray();
        [|Random.Shared|].Shuffle(kept);
        """ + TrainOnKept);

    [Fact]
    public Task List_shuffled_by_hand() => Verify.RuleAsync(Rule, Rows + """
        var random = [|new Random()|];
        var kept = rows.ToList();
        for (var i = kept.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (kept[i], kept[j]) = (kept[j], kept[i]);
        }
        """ + TrainOnKept);

    // ---- Defects: which side of the split ----

    [Fact]
    public Task Side_of_the_split_is_drawn_per_row() => Verify.RuleAsync(Rule, Rows + """
        var random = [|new Random()|];
        var kept = new List<House>();
        var test = new List<House>();
        foreach (var row in rows)
        {
            if (random.NextDouble() < 0.8)
            {
                kept.Add(row);
            }
            else
            {
                test.Add(row);
            }
        }
        """ + TrainOnKept);

    [Fact]
    public Task Rows_are_filtered_by_chance() => Verify.RuleAsync(Rule, Rows + """
        var random = [|new Random()|];
        var kept = rows.Where(_ => random.NextDouble() < 0.8).ToList();
        """ + TrainOnKept);

    [Theory]
    [InlineData("[|new Random()|].Next()")]
    [InlineData("[|Random.Shared|].Next()")]
    public Task Seed_of_a_split_is_drawn(string seed) => Verify.RuleAsync(Rule, Rows + $$"""
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows), testFraction: 0.2, seed: {{seed}});
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """);

    // ---- Defects: values ----

    [Fact]
    public Task S08_Noise_added_to_a_feature() => Verify.RuleAsync(Rule, Rows + """
        var random = [|new Random()|];
        var kept = rows.Select(row => new House { Size = row.Size + (float)random.NextDouble(), Price = row.Price }).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Rows_made_up_by_the_shared_generator() => Verify.RuleAsync(Rule, Rows + """
        var kept = Enumerable.Range(0, 1000).Select(i => new House { Size = [|Random.Shared|].NextSingle() * 100, Price = i }).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Evaluation_rows_drawn_by_chance() => Verify.RuleAsync(Rule, Rows + """
        var random = [|new Random()|];
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromTextFile<House>("train.csv"));
        var sample = rows.OrderBy(_ => random.Next()).Take(100).ToList();
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(sample)), "Price").RSquared);
        """);

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task S08_In_a_static_field() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private static readonly Random Rng = [|new()|];

            public ITransformer Train(MLContext ml, IReadOnlyList<House> rows)
            {
                var kept = rows.OrderBy(_ => Rng.Next()).Take(800).ToList();
                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(kept));
            }
        }
        """);

    [Fact]
    public Task S08_In_an_extension_method_that_gets_the_generator() => Verify.RuleAsync(Rule, """
        public static class Shuffling
        {
            public static IEnumerable<T> Shuffled<T>(this IEnumerable<T> source, Random random) => source.OrderBy(_ => random.Next());
        }

        public class Trainer
        {
            public ITransformer Train(MLContext ml, IReadOnlyList<House> rows)
            {
                var kept = rows.Shuffled([|new Random()|]).Take(800).ToList();
                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(kept));
            }
        }
        """);

    [Fact]
    public Task S08_In_a_helper_that_returns_a_tuple() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public void Train(IReadOnlyList<House> rows)
            {
                var (train, test) = Split(rows);
                var model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(_ml.Data.LoadFromEnumerable(train));
                Console.WriteLine(_ml.Regression.Evaluate(model.Transform(_ml.Data.LoadFromEnumerable(test)), "Price").RSquared);
            }

            private static (List<House> Train, List<House> Test) Split(IReadOnlyList<House> rows)
            {
                var shuffled = rows.OrderBy(_ => [|Guid.NewGuid()|]).ToList();
                return (shuffled.Take(800).ToList(), shuffled.Skip(800).ToList());
            }
        }
        """);

    [Fact]
    public Task S08_In_a_local_function_and_async_code() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var lines = await File.ReadAllLinesAsync("houses.csv");
        var random = [|new Random()|];
        var kept = lines.Select(Parse).ToList();
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(kept));
        Console.WriteLine(model.Transform(ml.Data.LoadFromEnumerable(kept)).GetRowCount());

        House Parse(string line) => new() { Size = line.Length + (float)random.NextDouble() };
        """);

    [Fact]
    public Task S08_On_one_branch() => Verify.RuleAsync(Rule, Rows + """
        var random = args.Length > 0 ? new Random(42) : [|new Random()|];
        var kept = rows.OrderBy(_ => random.Next()).Take(800).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task S08_Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Trainer.cs", """
                using Serilog;

                public class Trainer(ILogger log)
                {
                    public ITransformer Train(MLContext ml, IReadOnlyList<House> rows)
                    {
                        var random = [|new Random()|];
                        var kept = rows.OrderBy(_ => random.Next()).Take(800).ToList();
                        log.Information("kept {Count}", kept.Count);
                        return ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(kept));
                    }
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task One_finding_for_a_generator_that_is_used_twice() => Verify.RuleAsync(Rule, Rows + """
        var random = [|new Random()|];
        var noisy = rows.Select(row => new House { Size = row.Size + random.Next(3), Price = row.Price });
        var kept = noisy.OrderBy(_ => random.Next()).Take(800).ToList();
        """ + TrainOnKept);

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_source_and_the_rows_it_decides_about()
    {
        var finding = Assert.Single(await new RuleTest(Rule)
        {
            Sources =
            {
                ("Program.cs", Rows + """
                    var dice = [|new Random()|];
                    var shuffledHouses = rows.OrderBy(_ => dice.Next()).Take(800).ToList();
                    var trainingRows = ml.Data.LoadFromEnumerable(shuffledHouses);
                    var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(trainingRows);
                    ml.Model.Save(model, trainingRows.Schema, "houses-1.4.0.zip");
                    """),
            },
        }.RunAsync());

        Assert.Contains("Random", finding.Text());
        Assert.Contains("trainingRows", finding.Text());
        Assert.NotEmpty(finding.AdditionalLocations);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }
}
