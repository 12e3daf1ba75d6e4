using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR112: a feature of a row is computed from rows that come after it.</summary>
public sealed class LooksAheadTests
{
    private const string Rule = "MLR112";

    private const string DayClass = """
        public class Day
        {
            public DateTime Date { get; set; }
            public float Price { get; set; }
            public float Lag1 { get; set; }
            public float Mean { get; set; }
            public float Next { get; set; }
            public bool Up { get; set; }
            public float Target { get; set; }
        }
        """;

    /// <summary>Statements that prepare <c>days</c>, a list in memory, in the method that trains on it.</summary>
    private static string OnDays(string statements, string features = "\"Price\", \"Lag1\", \"Mean\", \"Next\"", string days = "days", string parameter = "List<Day> days", string members = "") => $$"""
        public sealed class Training
        {
            private readonly MLContext _ml = new(seed: 1);

            public double Run({{parameter}})
            {
                {{statements}}
                var train = _ml.Data.LoadFromEnumerable({{days}}.Take(800));
                var test = _ml.Data.LoadFromEnumerable({{days}}.Skip(800));
                var model = _ml.Transforms.Concatenate("Features", {{features}}).Append(_ml.Regression.Trainers.FastTree("Target")).Fit(train);
                return _ml.Regression.Evaluate(model.Transform(test), "Target").RSquared;
            }
            {{members}}
        }
        {{DayClass}}
        """;

    private static string InLoop(string body, string loop = "for (var i = 3; i < days.Count - 4; i++)") => OnDays($"{loop} {{ {body} }}");

    // ---- Look-alikes that must stay silent ----

    [Theory]
    [InlineData("days[i].Lag1 = days[i - 1].Price;")]
    [InlineData("days[i + 1].Lag1 = days[i].Price;")]
    [InlineData("days[i].Next = days[i].Price;")]
    [InlineData("var day = days[i]; day.Mean = (days[i - 2].Price + days[i - 1].Price + day.Price) / 3;")]
    [InlineData("days[i].Mean = days.Skip(i - 3).Take(3).Average(day => day.Price);")]
    [InlineData("days[i].Mean = days.Skip(i - 3).Take(4).Average(day => day.Price);")]
    [InlineData("days[i].Mean = days.GetRange(i - 3, 3).Average(day => day.Price);")]
    [InlineData("days[i].Mean = days.Take(i + 1).Sum(day => day.Price);")]
    [InlineData("days[i].Mean = days.Take(i).Last().Price;")]
    [InlineData("var sum = 0f; for (var j = i - 3; j <= i; j++) sum += days[j].Price; days[i].Mean = sum / 4;")]
    [InlineData("var sum = 0f; for (var j = i - 3; j < i + 1; j++) sum += days[j].Price; days[i].Mean = sum / 4;")]
    public Task H11_Lags_and_trailing_windows_are_silent(string body) => Verify.SilentAsync(Rule, InLoop(body));

    [Theory]
    [InlineData("days[i].Target = days[i + 1].Price;")]
    [InlineData("days[i].Target = days[i + 1].Price - days[i].Price;")]
    [InlineData("var change = days[i + 1].Price - days[i].Price; days[i].Target = change > 0 ? 1 : 0;")]
    [InlineData("days[i].Target = days.Skip(i + 1).Take(3).Max(day => day.Price);")]
    [InlineData("days[i].Up = days[i + 1].Price > days[i].Price;")]
    [InlineData("if (i + 1 < days.Count) days[i].Lag1 = days[i - 1].Price;")]
    [InlineData("Console.WriteLine(days[i + 1].Price); days[i].Lag1 = days[i - 1].Price;")]
    public Task Label_and_what_is_no_feature_may_look_ahead(string body) => Verify.SilentAsync(Rule, InLoop(body));

    [Theory]
    [InlineData("days[i].Next = days[j + 1].Price;", "for (int i = 0, j = 0; i < days.Count - 1; i++)")]
    [InlineData("i++; days[i - 1].Next = days[i].Price;", "for (var i = 0; i < days.Count - 1; i++)")]
    [InlineData("days[i].Next = days[i + step].Price;", "for (var i = 0; i < days.Count - 1; i++)")]
    [InlineData("days[i].Next = ahead; ahead = days[i + 1].Price;", "var ahead = 0f; for (var i = 0; i < days.Count - 1; i++)")]
    [InlineData("days[i].Next = others[i + 1].Price;", "for (var i = 0; i < days.Count - 1; i++)")]
    [InlineData("days[i].Next = days[0].Price;", "for (var i = 0; i < days.Count - 1; i++)")]
    [InlineData("days[i].Next = days.First().Price + days[^1].Date.Day;", "for (var i = 0; i < days.Count - 1; i++)")]
    public Task Distances_that_are_not_known_are_silent(string body, string loop) => Verify.SilentAsync(Rule, OnDays(
        $"{loop} {{ {body} }}", parameter: "List<Day> days, List<Day> others, int step"));

    [Theory]
    [InlineData("var sorted = days.OrderByDescending(day => day.Date).ToList();")]
    [InlineData("var sorted = days.OrderBy(day => day.Date).Reverse().ToList();")]
    [InlineData("var sorted = days; sorted.Reverse();")]
    [InlineData("var random = new Random(1); var sorted = days.OrderBy(_ => random.Next()).ToList();")]
    public Task Sequences_from_new_to_old_or_in_no_order_are_silent(string before) => Verify.SilentAsync(Rule, OnDays(
        before + "for (var i = 0; i < sorted.Count - 1; i++) sorted[i].Next = sorted[i + 1].Price;", days: "sorted"));

    [Theory]
    [InlineData("days[i].Lag1 = days[i + 1].Price;")]
    [InlineData("days[i].Lag1 = days.Skip(i + 1).First().Price;")]
    public Task Name_that_says_older_is_believed_where_no_order_is_seen(string body) => Verify.SilentAsync(Rule, InLoop(body));

    [Fact]
    public Task Rows_made_of_windows_with_a_later_answer_are_silent() => Verify.SilentAsync(Rule, OnDays("""
        var rows = new List<Day>();
        for (var i = 0; i < days.Count - 8; i++)
            rows.Add(new Day { Price = days[i + 6].Price, Lag1 = days[i + 5].Price, Mean = days.Skip(i).Take(7).Average(day => day.Price), Target = days[i + 7].Price });
        """, days: "rows"));

    [Fact]
    public Task Rows_made_of_the_current_and_the_one_before_are_silent() => Verify.SilentAsync(Rule, OnDays("""
        var rows = new List<Day>();
        for (var i = 0; i < days.Count - 1; i++)
            rows.Add(new Day { Price = days[i + 1].Price, Lag1 = days[i].Price, Target = days[i + 1].Target });
        """, days: "rows"));

    [Theory]
    [InlineData("var rows = days.Select((day, i) => new Day { Price = day.Price, Lag1 = i > 0 ? days[i - 1].Price : 0, Target = day.Target }).ToList();")]
    [InlineData("var rows = days.Select((day, i) => new Day { Price = day.Price, Target = i + 1 < days.Count ? days[i + 1].Price : 0 }).ToList();")]
    [InlineData("var rows = days.Zip(days.Skip(1), (before, now) => new Day { Lag1 = before.Price, Price = now.Price, Target = now.Target }).ToList();")]
    [InlineData("var rows = days.Zip(days.Skip(1), (now, after) => new Day { Price = now.Price, Target = after.Price }).ToList();")]
    public Task Projections_that_look_back_are_silent(string statements) => Verify.SilentAsync(Rule, OnDays(statements, days: "rows"));

    [Fact]
    public Task Column_that_is_no_feature_is_silent() => Verify.SilentAsync(Rule, OnDays(
        "for (var i = 0; i < days.Count - 1; i++) days[i].Next = days[i + 1].Price;", features: "\"Price\", \"Lag1\""));

    [Fact]
    public Task Rows_of_another_class_are_silent() => Verify.SilentAsync(Rule, OnDays("""
        var plot = days.Select((day, i) => new Point { Next = days[i + 1].Price, Target = day.Price }).ToList();
        Console.WriteLine(plot.Count);
        """) + "\npublic class Point { public float Next; public float Target; }");

    [Fact]
    public Task Model_that_is_not_evaluated_is_silent() => Verify.SilentAsync(Rule, """
        public sealed class Training
        {
            public ITransformer Run(MLContext ml, List<Day> days)
            {
                for (var i = 0; i < days.Count - 1; i++)
                    days[i].Next = days[i + 1].Price;
                return ml.Transforms.Concatenate("Features", "Next").Append(ml.Regression.Trainers.FastTree("Target")).Fit(ml.Data.LoadFromEnumerable(days));
            }
        }
        """ + DayClass);

    [Fact]
    public Task Label_that_is_not_known_is_silent() => Verify.SilentAsync(Rule, """
        public sealed class Training
        {
            public int Run(MLContext ml, List<Day> days, string label)
            {
                for (var i = 0; i < days.Count - 1; i++)
                    days[i].Next = days[i + 1].Price;
                return ml.Regression.CrossValidate(ml.Data.LoadFromEnumerable(days), ml.Transforms.Concatenate("Features", "Next").Append(ml.Regression.Trainers.FastTree(label))).Count;
            }
        }
        """ + DayClass);

    [Fact]
    public Task Lag_is_no_statistic_of_all_rows() => Verify.SilentAsync("MLR101", InLoop("days[i].Lag1 = days[i - 1].Price;"));

    // ---- Rows that are changed ----

    [Theory]
    [InlineData("days[i].Next = [|days[i + 1]|].Price;")]
    [InlineData("days[i].Next = days[i].Price - [|days[i + 2]|].Price;")]
    [InlineData("var day = days[i]; day.Next = [|days[1 + i]|].Price;")]
    [InlineData("var after = [|days[i + 1]|]; days[i].Next = after.Price;")]
    [InlineData("days[i - 1].Next = [|days[i]|].Price;")]
    [InlineData("days[i].Next = i < 9 ? 0 : [|days[i + 1]|].Price;")]
    [InlineData("days[i].Next = [|days.ElementAt(i + 1)|].Price;")]
    [InlineData("days[i].Next = [|days.Skip(i + 1).First()|].Price;")]
    [InlineData("days[i].Target = days[i + 1].Price; days[i].Next = [|days[i + 1]|].Price;")]
    public Task Next_row_in_a_feature_is_found(string body) => Verify.RuleAsync(Rule, InLoop(body));

    [Theory]
    [InlineData("days[i].Mean = [|days.Skip(i - 3).Take(7).Average(day => day.Price)|];")]
    [InlineData("days[i].Mean = [|days.GetRange(i - 3, 7).Average(day => day.Price)|];")]
    [InlineData("days[i].Mean = [|days.Skip(Math.Max(0, i - 3)).Take(7).Average(day => day.Price)|];")]
    [InlineData("days[i].Mean = [|days.Skip(i).Max(day => day.Price)|];")]
    [InlineData("days[i].Mean = days[i - 1].Price + [|days[i + 1]|].Price;")]
    [InlineData("var sum = 0f; for (var j = i - 3; j <= i + 3; j++) sum += [|days[j]|].Price; days[i].Mean = sum / 7;")]
    [InlineData("var sum = 0f; for (var j = i - 3; j < i + 4; ++j) { sum += [|days[j]|].Price; } days[i].Mean = sum / 7;")]
    public Task H13_Windows_around_a_row_are_found(string body) => Verify.RuleAsync(Rule, InLoop(body));

    [Fact]
    public Task H13_Ranges_of_an_array_are_found() => Verify.RuleAsync(Rule, OnDays(
        "for (var i = 3; i < days.Length - 4; i++) days[i].Mean = [|days[(i - 3)..(i + 4)].Average(day => day.Price)|];", parameter: "Day[] days"));

    [Fact]
    public async Task Message_names_the_feature_and_how_far_it_looks()
    {
        var finding = await Finding.OnlyAsync(Rule, InLoop("days[i].Mean = [|days.Skip(i - 3).Take(7).Average(day => day.Price)|];"));
        finding.Is(Warning, "Critical");
        finding.Names("'Mean' is computed from rows up to 3 after its own", "FastTree reads it as a feature at line 10");
    }

    [Fact]
    public Task Name_that_says_older_is_not_believed_where_the_order_is_seen() => Verify.RuleAsync(Rule, OnDays("""
        var sorted = days.OrderBy(day => day.Date).ToList();
        for (var i = 0; i < sorted.Count - 1; i++)
            sorted[i].Lag1 = [|sorted[i + 1]|].Price;
        """, days: "sorted"));

    [Fact]
    public Task Loop_that_counts_down_is_found() =>
        Verify.RuleAsync(Rule, InLoop("days[i].Next = [|days[i + 1]|].Price;", "for (var i = days.Count - 2; i >= 0; i--)"));

    // ---- Rows that are made ----

    [Theory]
    [InlineData("var rows = days.Select((day, i) => new Day { Price = day.Price, Next = i + 1 < days.Count ? [|days[i + 1]|].Price : 0, Target = day.Target }).ToList();")]
    [InlineData("var rows = days.Select((day, i) => new Day { Price = day.Price, Mean = [|days[i + 2]|].Price, Target = days[i + 1].Price }).ToList();")]
    [InlineData("var rows = days.Zip(days.Skip(1), (now, after) => new Day { Price = now.Price, [|Next|] = after.Price, Target = now.Target }).ToList();")]
    [InlineData("var rows = new List<Day>(); for (var i = 0; i < days.Count - 1; i++) rows.Add(new Day { Price = days[i].Price, Next = [|days[i + 1]|].Price, Target = days[i].Target });")]
    [InlineData("var rows = new List<Day>(); for (var i = 0; i < days.Count - 1; i++) { var row = new Day(); row.Target = days[i].Target; row.Next = [|days[i + 1]|].Price; rows.Add(row); }")]
    public Task Features_of_new_rows_beyond_their_label_are_found(string statements) => Verify.RuleAsync(Rule, OnDays(statements, days: "rows"));

    // ---- Shapes of code ----

    [Fact]
    public Task Helper_that_prepares_the_list_is_followed() => Verify.RuleAsync(Rule, OnDays("AddFeatures(days);", members: """
        private static void AddFeatures(IList<Day> rows)
        {
            for (var i = 0; i < rows.Count - 1; i++)
                rows[i].Next = [|rows[i + 1]|].Price;
        }
        """));

    [Fact]
    public Task Helper_that_reads_a_row_is_followed_from_a_projection() => Verify.RuleAsync(Rule, OnDays(
        "var rows = days.Select((day, i) => new Day { Target = day.Target, Next = Later(days, i) }).ToList();", days: "rows", members: """
        private static float Later(List<Day> rows, int i) => [|rows[i + 1]|].Price;
        """));

    [Fact]
    public Task Fields_async_and_local_functions_are_followed() => Verify.RuleAsync(Rule, $$"""
        public sealed class Training
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly List<Day> _days;

            public Training(List<Day> days) => _days = days;

            public async Task<double> RunAsync()
            {
                await Task.Yield();
                Prepare();
                var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromEnumerable(_days));
                var model = _ml.Transforms.Concatenate("Features", nameof(Day.Next)).Append(_ml.Regression.Trainers.FastTree(nameof(Day.Target))).Fit(split.TrainSet);
                return _ml.Regression.Evaluate(model.Transform(split.TestSet), nameof(Day.Target)).RSquared;

                void Prepare()
                {
                    for (var i = 0; i < _days.Count - 1; i++)
                        _days[i].Next = [|_days[i + 1]|].Price;
                }
            }
        }
        {{DayClass}}
        """);

    [Fact]
    public Task Top_level_statements_and_column_names_are_followed() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var days = ml.Data.CreateEnumerable<Row>(ml.Data.LoadFromTextFile<Row>("days.csv", ','), reuseRowObject: false).OrderBy(day => day.Date).ToArray();
        for (int i = 0; i < days.Length - 1; ++i)
            days[i].Tomorrow = [|days[i + 1]|].Price;
        var pipeline = ml.Transforms.NormalizeMinMax("later").Append(ml.Transforms.Concatenate("Features", "Price", "later")).Append(ml.Regression.Trainers.FastTree());
        Console.WriteLine(ml.Regression.CrossValidate(ml.Data.LoadFromEnumerable(days), pipeline).Count);
        public class Row
        {
            [LoadColumn(0)] public string Date = "";
            [LoadColumn(1)] public float Price;
            [LoadColumn(2), ColumnName("later")] public float Tomorrow;
            [LoadColumn(3)] public float Label;
        }
        """);

    [Fact]
    public Task Half_bound_code_is_judged() => Verify.RuleAsync(Rule, "using {|CS0246:Acme|}.Dashboards;\n" + InLoop("days[i].Next = [|days[i + 1]|].Price;"));

    [Theory]
    [InlineData("var i = 0; while (i < days.Count - 1) { days[i].Next = days[i + 1].Price; i++; }")]
    [InlineData("var i = 0; foreach (var day in days) { day.Next = days[i + 1].Price; i++; }")]
    [InlineData("for (var i = 0; i < days.Count - 1; i++) { var j = i + 1; days[i].Next = days[j].Price; }")]
    [InlineData("for (var i = 0; i < days.Count - 1; i++) { days[i].Next = Later(days, i); }")]
    [InlineData("days.Sort((a, b) => a.Date.CompareTo(b.Date)); for (var i = 0; i < days.Count - 1; i++) { days[i].Next = days[i + 1].Price; }")]
    [InlineData("for (var i = 3; i < days.Count - 3; i++) { var window = new float[7]; for (var k = 0; k < 7; k++) window[k] = days[i - 3 + k].Price; days[i].Mean = window.Average(); }")]
    public Task Known_miss_Places_that_no_for_loop_counts(string statements) =>
        Verify.SilentAsync(Rule, OnDays(statements, members: "private static float Later(List<Day> rows, int i) => rows[i + 1].Price;"));
}
