using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR209: the present time becomes part of a feature of rows that are trained on or evaluated, or of a mapping in the pipeline. The
/// finding stands at the clock. What is scored one by one happens now: there the time is the event's own.
/// </summary>
public sealed class ClockInFeatureTests
{
    private const string Rule = "MLR209";

    private const string Customers = """

        public class Customer { public DateTime Born; public DateTime Joined; public float Spent; public bool Churned; }

        public class ModelInput
        {
            public float Age { get; set; }
            public float Spent { get; set; }
            public DateTime ComputedAt { get; set; }
            public bool Churned { get; set; }
        }

        public class ModelOutput { [ColumnName("PredictedLabel")] public bool Churns; }
        """;

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var customers = new List<Customer>();

        """;

    private const string Train = """

        var pipeline = ml.Transforms.Concatenate("Features", "Age", "Spent")
            .Append(ml.BinaryClassification.Trainers.FastTree(labelColumnName: "Churned"));
        var model = pipeline.Fit(ml.Data.LoadFromEnumerable(rows));
        ml.Model.Save(model, null, "churn-1.4.0.zip");
        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("(float)(snapshot - customer.Born).TotalDays")]
    [InlineData("snapshot.Year - customer.Born.Year")]
    [InlineData("customer.Joined.Year - customer.Born.Year")]
    public Task Silent_when_the_time_is_that_of_the_row_or_fixed(string age) => Verify.SilentAsync(Rule, Start + $$"""
        var snapshot = new DateTime(2024, 5, 1);
        var rows = customers.Select(customer => new ModelInput { Age = {{age}}, Spent = customer.Spent, Churned = customer.Churned }).ToList();
        """ + Train + Customers);

    [Fact]
    public Task Silent_when_recent_rows_are_chosen() => Verify.SilentAsync(Rule, Start + """
        var since = DateTime.UtcNow.AddYears(-1);
        var rows = customers.Where(customer => customer.Joined > since)
            .Select(customer => new ModelInput { Age = customer.Joined.Year - customer.Born.Year, Spent = customer.Spent, Churned = customer.Churned }).ToList();
        """ + Train + Customers);

    [Fact]
    public Task Silent_when_the_label_is_what_happened_until_now() => Verify.SilentAsync(Rule, Start + """
        var rows = customers.Select(customer => new ModelInput { Spent = customer.Spent, Churned = customer.Joined < DateTime.Now.AddDays(-90) }).ToList();
        """ + Train + Customers);

    [Fact]
    public Task Silent_when_no_model_reads_the_column() => Verify.SilentAsync(Rule, Start + """
        var rows = customers.Select(customer => new ModelInput { ComputedAt = DateTime.UtcNow, Spent = customer.Spent, Churned = customer.Churned }).ToList();
        """ + Train + Customers);

    [Fact]
    public Task Silent_in_a_prediction_request() => Verify.SilentAsync(Rule, """
        public class Churn(PredictionEngine<ModelInput, ModelOutput> engine)
        {
            public bool Predict(Customer customer) =>
                engine.Predict(new ModelInput { Age = DateTime.Now.Year - customer.Born.Year, Spent = customer.Spent }).Churns;
        }
        """ + Customers);

    [Fact]
    public Task Silent_when_only_one_row_is_scored_after_training() => Verify.SilentAsync(Rule, Start + """
        var rows = customers.Select(customer => new ModelInput { Age = customer.Joined.Year - customer.Born.Year, Spent = customer.Spent }).ToList();
        """ + Train + """

        var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(model);
        Console.WriteLine(engine.Predict(new ModelInput { Age = DateTime.Now.Year - customers[0].Born.Year }).Churns);
        """ + Customers);

    [Theory]
    [InlineData("var started = DateTime.Now; Console.WriteLine(DateTime.Now - started);")]
    [InlineData("var path = $\"run-{DateTime.Now:yyyyMMdd}.csv\"; File.WriteAllText(path, \"started\");")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); Console.WriteLine(watch.Elapsed);")]
    [InlineData("if (DateTime.Now.Hour < 6) { Console.WriteLine(\"nightly\"); }")]
    public Task Silent_when_no_row_depends_on_the_time(string use) => Verify.SilentAsync(Rule, Start + use + """

        var rows = customers.Select(customer => new ModelInput { Spent = customer.Spent, Churned = customer.Churned }).ToList();
        """ + Train + Customers);

    [Fact]
    public Task Silent_when_the_file_is_named_after_the_day() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>($"houses-{DateTime.Today:yyyyMMdd}.csv", separatorChar: ',');
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
        Console.WriteLine(model.Transform(houses).GetRowCount());
        """);

    [Fact]
    public Task Silent_when_readings_are_taken_as_they_happen() => Verify.SilentAsync(Rule, """
        public class Reading { public float Hour { get; set; } public float Value { get; set; } }

        public interface ISensor { float Read(); }

        public class Monitor(ISensor sensor)
        {
            public ITransformer Train(MLContext ml)
            {
                var readings = new List<Reading>();
                for (var i = 0; i < 100; i++)
                {
                    readings.Add(new Reading { Hour = DateTime.Now.Hour, Value = sensor.Read() });
                }

                return ml.Regression.Trainers.FastTree("Value", "Hour").Fit(ml.Data.LoadFromEnumerable(readings));
            }
        }
        """);

    [Fact]
    public Task Silent_on_the_memory_of_the_process() => Verify.SilentAsync(Rule, """
        public class Usage { public float Before { get; set; } public float Memory { get; set; } }

        public class Monitor
        {
            public ITransformer Train(MLContext ml, List<Usage> usages)
            {
                var rows = usages.Select(usage => new Usage { Before = System.Diagnostics.Process.GetCurrentProcess().WorkingSet64 - usage.Memory, Memory = usage.Memory }).ToList();
                return ml.Regression.Trainers.FastTree("Memory", "Before").Fit(ml.Data.LoadFromEnumerable(rows));
            }
        }
        """);

    [Fact]
    public Task Silent_when_a_random_seed_comes_from_the_clock_because_MLR303_says_so() => Verify.SilentAsync(Rule, Start + """
        var random = new Random(Environment.TickCount);
        var rows = customers.Select(customer => new ModelInput { Age = customer.Born.Year + random.Next(3), Spent = customer.Spent }).ToList();
        """ + Train + Customers);

    [Fact]
    public Task Silent_when_the_member_is_overwritten_before_training() => Verify.SilentAsync(Rule, Start + """
        var rows = customers.Select(customer => new ModelInput { Age = DateTime.Now.Year - customer.Born.Year }).ToList();
        rows = customers.Select(customer => new ModelInput { Age = customer.Joined.Year - customer.Born.Year, Spent = customer.Spent }).ToList();
        """ + Train + Customers);

    // ---- Unknown is silence ----

    [Fact]
    public Task Silent_when_the_time_comes_from_a_caller_or_a_service() => Verify.SilentAsync(Rule, """
        public interface IClock { DateTime Now { get; } }

        public class Trainer(IClock clock)
        {
            public ITransformer Train(MLContext ml, List<Customer> customers, DateTime now)
            {
                var rows = customers.Select(customer => new ModelInput { Age = clock.Now.Year - customer.Born.Year, Spent = now.Year - customer.Joined.Year }).ToList();
                return ml.Regression.Trainers.FastTree("Spent", "Age").Fit(ml.Data.LoadFromEnumerable(rows));
            }
        }
        """ + Customers);

    [Fact]
    public Task Silent_when_a_time_is_only_a_time_and_the_features_are_not_known() => Verify.SilentAsync(Rule, """
        public class Trainer(IEstimator<ITransformer> pipeline)
        {
            public ITransformer Train(MLContext ml, List<Customer> customers)
            {
                var rows = customers.Select(customer => new ModelInput { ComputedAt = DateTime.UtcNow, Spent = customer.Spent }).ToList();
                return pipeline.Fit(ml.Data.LoadFromEnumerable(rows));
            }
        }
        """ + Customers);

    [Fact]
    public Task Silent_on_a_user_type_called_DateTime() => Verify.SilentAsync(Rule, """
        namespace Acme.Time
        {
            public struct DateTime { public static DateTime Now => default; public int Year => 2024; }

            public class Trainer
            {
                public ITransformer Train(MLContext ml, List<Customer> customers)
                {
                    var rows = customers.Select(customer => new ModelInput { Age = DateTime.Now.Year - customer.Born.Year }).ToList();
                    return ml.Regression.Trainers.FastTree("Spent", "Age").Fit(ml.Data.LoadFromEnumerable(rows));
                }
            }
        }

        """ + Customers);

    // ---- Defects ----

    [Theory]
    [InlineData("[|DateTime.Now|].Year - customer.Born.Year")]
    [InlineData("(float)([|DateTime.UtcNow|] - customer.Joined).TotalDays")]
    [InlineData("(float)[|DateTime.Today|].Subtract(customer.Joined).TotalDays")]
    [InlineData("(float)(customer.Joined - [|DateTimeOffset.UtcNow|].UtcDateTime).TotalHours")]
    [InlineData("(float)(TimeProvider.System.GetUtcNow() - customer.Joined).TotalDays", "TimeProvider.System.GetUtcNow()")]
    [InlineData("[|Environment.TickCount64|] - customer.Joined.Ticks")]
    [InlineData("[|DateTime.Now|].Hour")]
    public Task Time_in_a_feature(string age, string? mark = null) => Verify.RuleAsync(Rule, Start + $$"""
        var rows = customers.Select(customer => new ModelInput { Age = {{(mark is null ? age : age.Replace(mark, $"[|{mark}|]"))}}, Spent = customer.Spent, Churned = customer.Churned }).ToList();
        """ + Train + Customers);

    [Fact]
    public Task In_a_helper_that_training_and_serving_share() => Verify.RuleAsync(Rule, """
        public class Churn
        {
            private readonly MLContext _ml = new(seed: 1);

            public ITransformer Train(IEnumerable<Customer> customers)
            {
                var rows = _ml.Data.LoadFromEnumerable(customers.Select(ToInput));
                return _ml.Transforms.Concatenate("Features", "Age", "Spent").Append(_ml.BinaryClassification.Trainers.FastTree("Churned")).Fit(rows);
            }

            public bool Predict(PredictionEngine<ModelInput, ModelOutput> engine, Customer customer) => engine.Predict(ToInput(customer)).Churns;

            private static ModelInput ToInput(Customer customer) => new() { Age = AgeOf(customer.Born), Spent = customer.Spent, Churned = customer.Churned };

            private static float AgeOf(DateTime born) => (float)([|DateTime.Today|] - born).TotalDays / 365.25f;
        }
        """ + Customers);

    [Fact]
    public Task In_a_loop_that_adds_rows() => Verify.RuleAsync(Rule, Start + """
        var now = [|DateTime.Now|];
        var rows = new List<ModelInput>();
        foreach (var customer in customers)
        {
            rows.Add(new ModelInput { Age = (float)(now - customer.Born).TotalDays, Spent = customer.Spent, Churned = customer.Churned });
        }
        """ + Train + Customers);

    [Fact]
    public Task Written_into_rows_in_place() => Verify.RuleAsync(Rule, """
        public class Row { public float Year { get; set; } public float Age { get; set; } public float Price { get; set; } }

        public class Trainer
        {
            public ITransformer Train(MLContext ml, List<Row> rows)
            {
                foreach (var row in rows)
                {
                    row.Age = [|DateTime.Now|].Year - row.Year;
                }

                return ml.Regression.Trainers.FastTree("Price", "Age").Fit(ml.Data.LoadFromEnumerable(rows));
            }
        }
        """);

    [Fact]
    public Task In_a_property_that_a_row_computes() => Verify.RuleAsync(Rule, """
        public class Car
        {
            public float Year { get; set; }
            public float Price { get; set; }
            public float Age => [|DateTime.Now|].Year - Year;
        }

        public class Trainer
        {
            public ITransformer Train(MLContext ml, IEnumerable<Car> cars) =>
                ml.Regression.Trainers.FastTree("Price", "Age").Fit(ml.Data.LoadFromEnumerable(cars));
        }
        """);

    [Theory]
    [InlineData("output.Age = [|DateTime.Now|].Year - input.Year")]
    [InlineData("output.Age = [|DateTime.UtcNow|].Hour")]
    public Task In_a_custom_mapping(string body) => Verify.RuleAsync(Rule, $$"""
        public class Input { public float Year { get; set; } }

        public class Output { public float Age { get; set; } }

        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms
                .CustomMapping<Input, Output>((input, output) => {{body}}, "Age")
                .Append(ml.Transforms.Concatenate("Features", "Age"))
                .Append(ml.Regression.Trainers.FastTree("Price"));
        }
        """);

    [Fact]
    public Task In_rows_that_are_only_evaluated() => Verify.RuleAsync(Rule, """
        public class Check(MLContext ml, ITransformer model)
        {
            public double RSquared(List<Customer> customers)
            {
                var rows = customers.Select(customer => new ModelInput { Age = [|DateTime.Now|].Year - customer.Born.Year, Spent = customer.Spent });
                return ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(rows)), "Spent").RSquared;
            }
        }
        """ + Customers);

    [Fact]
    public Task In_a_local_function_and_async_code() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var lines = await File.ReadAllLinesAsync("cars.csv");
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(lines.Select(Parse).ToList()));
        Console.WriteLine(model.LastTrainingWasGood());

        House Parse(string line) => new() { Size = [|DateTime.Now|].Year - line.Length };

        public static class Extensions { public static bool LastTrainingWasGood(this ITransformer model) => model is not null; }
        """);

    [Fact]
    public Task In_anonymous_rows() => Verify.RuleAsync(Rule, Start + """
        var rows = customers.Select(customer => new { Age = (float)([|DateTime.Now|].Year - customer.Born.Year), customer.Spent, customer.Churned }).ToList();
        """ + Train + Customers);

    [Fact]
    public Task One_finding_for_a_time_that_is_used_twice() => Verify.RuleAsync(Rule, Start + """
        var now = [|DateTime.Now|];
        var rows = customers.Select(customer => new ModelInput { Age = now.Year - customer.Born.Year, Spent = now.Year - customer.Joined.Year, Churned = customer.Churned }).ToList();
        """ + Train + Customers);

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
                    public ITransformer Train(MLContext ml, IReadOnlyList<Customer> customers)
                    {
                        var rows = customers.Select(customer => new ModelInput { Age = [|DateTime.Now|].Year - customer.Born.Year }).ToList();
                        log.Information("kept {Count}", rows.Count);
                        return ml.Regression.Trainers.FastTree("Spent", "Age").Fit(ml.Data.LoadFromEnumerable(rows));
                    }
                }
                """ + Customers),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_clock_and_the_column()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Start + """
            var rows = customers.Select(customer => new ModelInput { Age = [|DateTime.Now|].Year - customer.Born.Year, Spent = customer.Spent }).ToList();
            """ + Train + Customers));

        Assert.Contains("DateTime.Now", finding.Text());
        Assert.Contains("'Age'", finding.Text());
        Assert.NotEmpty(finding.AdditionalLocations);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }

    // ---- Known misses ----

    [Fact]
    public Task Known_miss_number_that_a_comparison_with_the_time_chooses() => Verify.SilentAsync(Rule, Start + """
        var rows = customers.Select(customer => new ModelInput { Age = customer.Joined > DateTime.Now.AddDays(-30) ? 1 : 0, Spent = customer.Spent }).ToList();
        """ + Train + Customers);
}
