using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR215: with <c>reuseRowObject: true</c> every row is the same object, filled again. Looking at one row at a time is what it is
/// for; a list of the rows holds the last one many times. The finding stands at the call that reads the rows.
/// </summary>
public sealed class ReusedRowKeptTests
{
    private const string Rule = "MLR215";

    private const string Load = """
        using System.Collections.Immutable;

        var ml = new MLContext(seed: 1);
        var view = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');

        """;

    private const string Read = Load + """
        var rows = ml.Data.CreateEnumerable<House>(view, reuseRowObject: true);

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("var list = ml.Data.CreateEnumerable<House>(view, reuseRowObject: false).ToList();")]
    [InlineData("var list = ml.Data.CreateEnumerable<House>(view, false).OrderBy(row => row.Price).ToArray();")]
    [InlineData("var list = ml.Data.CreateEnumerable<House>(view, reuseRowObject: args.Length > 0).ToList();")]
    public Task Silent_when_each_row_is_an_object_of_its_own(string code) => Verify.SilentAsync(Rule, Load + code);

    [Theory]
    [InlineData("foreach (var row in rows) Console.WriteLine(row.Price);")]
    [InlineData("foreach (var row in rows.Take(10)) Console.WriteLine(row.Price);")]
    [InlineData("foreach (var row in rows.Where(row => row.Size > 10)) Console.WriteLine(row.Price);")]
    [InlineData("Console.WriteLine(rows.First().Price);")]
    [InlineData("Console.WriteLine(rows.Count());")]
    [InlineData("Console.WriteLine(rows.Average(row => row.Price));")]
    [InlineData("var one = rows.Take(1).ToList();")]
    public Task Silent_when_one_row_is_looked_at_at_a_time(string code) => Verify.SilentAsync(Rule, Read + code);

    [Theory]
    [InlineData("var prices = rows.Select(row => row.Price).ToList();")]
    [InlineData("var prices = rows.Select(row => row.Price).OrderBy(price => price).ToArray();")]
    [InlineData("var pairs = rows.Select(row => new { row.Size, row.Price }).ToList();")]
    [InlineData("var pairs = rows.Select(row => (row.Size, row.Price)).ToArray();")]
    [InlineData("var copies = rows.Select(row => new House { Size = row.Size, Price = row.Price }).ToList();")]
    [InlineData("var copies = (from row in rows where row.Size > 3 select row.Price).ToList();")]
    [InlineData("var prices = rows.ToDictionary(row => row.City, row => row.Price);")]
    [InlineData("var counts = rows.GroupBy(row => row.City).Select(group => (group.Key, Count: group.Count())).ToList();")]
    [InlineData("var cities = rows.Select(row => row.City).ToHashSet();")]
    [InlineData("IEnumerable<float> prices = [.. rows.Select(row => row.Price)];")]
    public Task Silent_when_values_are_projected_out_of_each_row(string code) => Verify.SilentAsync(Rule, Read + code);

    [Theory]
    [InlineData("var prices = new List<float>(); foreach (var row in rows) prices.Add(row.Price);")]
    [InlineData("var prices = new Dictionary<string, float>(); foreach (var row in rows) prices[row.City] = row.Price;")]
    [InlineData("var copies = new List<House>(); foreach (var row in rows) copies.Add(new House { Size = row.Size });")]
    [InlineData("foreach (var row in rows) { var batch = new List<House> { row }; Console.WriteLine(batch[0].Price); }")]
    [InlineData("foreach (var row in rows) { var pair = (row, 1); Console.WriteLine(pair.row.Price); }")]
    public Task Silent_when_a_loop_keeps_values_or_nothing(string code) => Verify.SilentAsync(Rule, Read + code);

    [Fact]
    public Task Silent_when_the_rows_go_straight_into_another_view() => Verify.SilentAsync(Rule, Read + """
        var again = ml.Data.LoadFromEnumerable(rows);
        var list = ml.Data.CreateEnumerable<House>(again, reuseRowObject: false).ToList();
        Console.WriteLine(list.Count);
        """);

    [Fact]
    public Task Silent_when_a_helper_projects_the_rows() => Verify.SilentAsync(Rule, Read + """
        Console.WriteLine(PricesOf(rows).Count);

        static List<float> PricesOf(IEnumerable<House> houses) => houses.Select(house => house.Price).ToList();
        """);

    [Fact]
    public Task Silent_when_an_iterator_hands_the_rows_on() => Verify.SilentAsync(Rule, Read + """
        foreach (var house in Large(rows))
            Console.WriteLine(house.Price);
        Console.WriteLine(Large(rows).Select(house => house.Price).ToList().Count);

        static IEnumerable<House> Large(IEnumerable<House> houses)
        {
            foreach (var house in houses)
            {
                if (house.Size > 100)
                    yield return house;
            }
        }
        """);

    [Fact]
    public Task Silent_on_a_list_of_other_rows() => Verify.SilentAsync(Rule, Read + """
        var others = File.ReadLines("more.csv").Select(line => new House { City = line }).ToList();
        foreach (var row in rows)
            Console.WriteLine(row.Price + others.Count);
        """);

    // ---- Unknown is silence ----

    [Fact]
    public Task Silent_when_the_caller_decides() => Verify.SilentAsync(Rule, """
        public class Reader
        {
            public List<House> Read(MLContext ml, IDataView view, bool reuse) => ml.Data.CreateEnumerable<House>(view, reuse).ToList();
        }
        """);

    [Fact]
    public Task Silent_when_unknown_code_gets_the_sequence() => Verify.SilentAsync(Rule, Read + """
        Console.WriteLine(string.Join(";", rows));
        """);

    [Fact]
    public Task Silent_when_a_type_that_is_not_restored_keeps_the_rows() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", Read + "Acme.Cache.Keep(rows);") },
    }.RunAsync();

    [Fact]
    public Task M01_Silent_on_user_types_with_the_same_names() => new RuleTest(Rule)
    {
        WithoutMlNet = true,
        Sources =
        {
            ("Own.cs", """
                public sealed class DataOperationsCatalog
                {
                    public IEnumerable<T> CreateEnumerable<T>(object view, bool reuseRowObject) => Enumerable.Empty<T>();
                }

                public static class Program
                {
                    public static List<string> Run() => new DataOperationsCatalog().CreateEnumerable<string>(1, reuseRowObject: true).ToList();
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Known_miss_rows_that_an_iterator_hands_on_to_a_list() => Verify.SilentAsync(Rule, Read + """
        Console.WriteLine(Large(rows).ToList().Count);

        static IEnumerable<House> Large(IEnumerable<House> houses)
        {
            foreach (var house in houses)
                yield return house;
        }
        """);

    [Fact]
    public Task Known_miss_members_of_groups() => Verify.SilentAsync(Rule, Read + """
        foreach (var group in rows.GroupBy(row => row.City))
            Console.WriteLine(group.Key + group.Sum(row => row.Price));
        """);

    [Fact]
    public Task Known_miss_a_best_row_in_a_variable() => Verify.SilentAsync(Rule, Read + """
        House? best = null;
        foreach (var row in rows)
        {
            if (best is null || row.Price > best.Price)
                best = row;
        }

        Console.WriteLine(best?.City);
        """);

    // ---- Defects: the sequence is materialised ----

    [Theory]
    [InlineData("ToList()")]
    [InlineData("ToArray()")]
    [InlineData("ToHashSet()")]
    [InlineData("ToImmutableArray()")]
    [InlineData("ToImmutableList()")]
    [InlineData("ToDictionary(row => row.City)")]
    [InlineData("ToDictionary(row => row.City, row => row)")]
    [InlineData("OrderBy(row => row.Price).First()")]
    [InlineData("OrderByDescending(row => row.Price).Take(3)")]
    [InlineData("Reverse().First()")]
    [InlineData("TakeLast(5).First()")]
    [InlineData("MaxBy(row => row.Price)")]
    [InlineData("Where(row => row.Size > 10).ToList()")]
    [InlineData("Take(10).ToArray()")]
    [InlineData("Select(row => row).ToList()")]
    [InlineData("Select(row => new { Row = row, Old = row.Price }).ToList()")]
    [InlineData("Select((row, i) => (row, i)).ToList()")]
    [InlineData("Select(row => { row.Price *= 2; return row; }).ToList()")]
    [InlineData("AsEnumerable().Skip(2).ToList()")]
    public Task Materialised(string call) => Verify.RuleAsync(Rule, Load + $$"""
        var kept = [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|].{{call}};
        Console.WriteLine(kept);
        """);

    [Theory]
    [InlineData("new List<House>(rows)")]
    [InlineData("new HashSet<House>(rows)")]
    [InlineData("new Queue<House>(rows)")]
    [InlineData("new System.Collections.ObjectModel.ObservableCollection<House>(rows)")]
    [InlineData("(List<House>)[.. rows]")]
    [InlineData("(from row in rows where row.Size > 3 select row).ToList()")]
    [InlineData("(from row in rows orderby row.Price select row.Price).ToList()")]
    public Task Put_into_a_collection(string expression) => Verify.RuleAsync(Rule, Load + $$"""
        var rows = [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|];
        var kept = {{expression}};
        Console.WriteLine(kept.Count);
        """);

    [Theory]
    [InlineData("var kept = new List<House>(); foreach (var row in rows) kept.Add(row);")]
    [InlineData("var kept = new List<House>(); foreach (var row in rows) { if (row.Size > 3) { kept.Add(row); } }")]
    [InlineData("var kept = new List<House>(); kept.AddRange(rows);")]
    [InlineData("var kept = new HashSet<House>(); foreach (var row in rows) kept.Add(row);")]
    [InlineData("var kept = new Queue<House>(); foreach (var row in rows) kept.Enqueue(row);")]
    [InlineData("var kept = new Dictionary<string, House>(); foreach (var row in rows) kept[row.City] = row;")]
    [InlineData("var kept = new Dictionary<string, House>(); foreach (var row in rows) kept.Add(row.City, row);")]
    [InlineData("var kept = new House[10]; var i = 0; foreach (var row in rows) kept[i++] = row;")]
    [InlineData("var kept = new List<(House, float)>(); foreach (var row in rows) kept.Add((row, row.Price));")]
    public Task Kept_in_a_loop(string code) => Verify.RuleAsync(Rule, Load + $$"""
        var rows = [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|];
        {{code}}
        Console.WriteLine(kept);
        """);

    [Fact]
    public Task Kept_as_a_member_of_another_object() => Verify.RuleAsync(Rule, """
        public sealed class Match
        {
            public House? House { get; set; }
        }

        public static class Matches
        {
            public static List<Match> Find(MLContext ml, IDataView view)
            {
                var found = new List<Match>();
                foreach (var row in [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|])
                    found.Add(new Match { House = row });
                return found;
            }
        }
        """);

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task In_a_helper_that_gets_the_sequence() => Verify.RuleAsync(Rule, Load + """
        Console.WriteLine(Keep([|ml.Data.CreateEnumerable<House>(view, true)|]).Count);

        static List<House> Keep(IEnumerable<House> houses) => houses.Where(house => house.Size > 0).ToList();
        """);

    [Fact]
    public Task In_a_helper_that_reads_the_rows() => Verify.RuleAsync(Rule, """
        public class Report(MLContext ml)
        {
            private readonly List<House> _houses = new();

            public void Fill(IDataView view)
            {
                foreach (var house in Read(view))
                    _houses.Add(house);
            }

            private IEnumerable<House> Read(IDataView view) => [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|];
        }
        """);

    [Fact]
    public Task In_a_field_of_a_class() => Verify.RuleAsync(Rule, """
        public class Report
        {
            private readonly List<House> _houses;

            public Report(MLContext ml, IDataView view) => _houses = [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|].ToList();

            public int Count => _houses.Count;
        }
        """);

    [Fact]
    public Task In_a_lambda_and_an_out_parameter() => Verify.RuleAsync(Rule, Load + """
        Func<IDataView, IEnumerable<House>> read = data => [|ml.Data.CreateEnumerable<House>(data, reuseRowObject: true)|];
        Collect(out var kept);
        Console.WriteLine(kept.Count);

        void Collect(out List<House> list) => list = read(view).ToList();
        """);

    [Fact]
    public Task In_a_tuple_and_async_code() => Verify.RuleAsync(Rule, """
        public class Reader(MLContext ml)
        {
            public async Task<int> CountAsync(string path)
            {
                var view = await LoadAsync(path);
                var (rows, name) = ([|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|], path);
                var kept = rows.ToList();
                return kept.Count + name.Length;
            }

            private Task<IDataView> LoadAsync(string path) => Task.FromResult(ml.Data.LoadFromTextFile<House>(path));
        }
        """);

    [Fact]
    public Task In_a_nested_loop_over_the_kept_rows() => Verify.RuleAsync(Rule, Load + """
        var clusters = new Dictionary<string, List<House>>();
        foreach (var row in [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|])
        {
            if (!clusters.TryGetValue(row.City, out var cluster))
                clusters[row.City] = cluster = new List<House> { row };
            else
                cluster.Add(row);
        }

        Console.WriteLine(clusters.Count);
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Reader.cs", """
                using Serilog;

                public class Reader(ILogger log)
                {
                    public List<House> Read(MLContext ml, IDataView view)
                    {
                        log.Information("reading");
                        return [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|].ToList();
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- A sequence that is stored: somebody may still look at one row at a time ----

    [Theory]
    [InlineData("public IEnumerable<House> Rows { get; private set; }")]
    [InlineData("public IEnumerable<House> Rows;")]
    public async Task A_stored_sequence_is_a_hint(string member)
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, $$"""
            #nullable disable
            public class Page
            {
                {{member}}

                public void Show(MLContext ml, IDataView view) => Rows = [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|];
            }
            """));

        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("Minor", finding.Verdict());
    }

    [Fact]
    public Task Silent_when_what_is_stored_was_projected() => Verify.SilentAsync(Rule, """
        public class Page
        {
            public IEnumerable<float> Prices { get; private set; } = [];

            public void Show(MLContext ml, IDataView view) =>
                Prices = ml.Data.CreateEnumerable<House>(view, reuseRowObject: true).Select(row => row.Price);
        }
        """);

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_rows_and_where_they_are_kept()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Load + """
            var scored = [|ml.Data.CreateEnumerable<House>(view, reuseRowObject: true)|];
            var kept = scored.ToList();
            Console.WriteLine(kept.Count);
            """));

        Assert.Contains("'scored'", finding.Text());
        Assert.Contains("scored.ToList()", finding.Text());
        Assert.Contains("scored.ToList()", finding.Path());
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Critical", finding.Verdict());
    }
}
