using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR216: a deferred sequence that reads files, a download or a database feeds <c>LoadFromEnumerable</c>, nothing holds its rows, and a
/// training makes many passes over them. The finding stands at the argument.
/// </summary>
public sealed class SourceEnumeratedManyTimesTests
{
    private const string Rule = "MLR216";

    private const string Start = """
        using System.Data.Common;
        using System.Net.Http;

        var ml = new MLContext(seed: 1);
        var trainer = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.FastTree("Price"));

        """;

    private const string Iterators = """

        static IEnumerable<House> Read(string path)
        {
            foreach (var line in File.ReadLines(path))
                yield return new House { City = line };
        }

        static IEnumerable<House> Make(IEnumerable<string> lines)
        {
            foreach (var line in lines)
                yield return new House { City = line };
        }
        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("new List<House> { new(), new() }")]
    [InlineData("new List<House> { new(), new() }.Select(house => new House { Size = house.Size + 1 })")]
    [InlineData("Enumerable.Range(0, 100).Select(i => new House { Size = i })")]
    [InlineData("File.ReadAllLines(\"houses.csv\").Select(line => new House { City = line })")]
    [InlineData("Make(new[] { \"a\", \"b\" })")]
    [InlineData("Make(File.ReadAllLines(\"houses.csv\"))")]
    [InlineData("new List<House> { new(), new() }.AsQueryable().Where(house => house.Size > 0)")]
    public Task Silent_on_rows_in_memory(string rows) => Verify.SilentAsync(Rule, Start + $"""
        var model = trainer.Fit(ml.Data.LoadFromEnumerable({rows}));
        """ + Iterators);

    [Theory]
    [InlineData("File.ReadLines(\"houses.csv\").Select(line => new House { City = line }).ToList()")]
    [InlineData("File.ReadLines(\"houses.csv\").Select(line => new House { City = line }).Where(house => house.Size > 0).ToArray()")]
    [InlineData("File.ReadLines(\"houses.csv\").ToList().Select(line => new House { City = line })")]
    [InlineData("Read(\"houses.csv\").ToList()")]
    [InlineData("new List<House>(Read(\"houses.csv\"))")]
    [InlineData("(IEnumerable<House>)[.. Read(\"houses.csv\")]")]
    public Task Silent_when_the_rows_are_held(string rows) => Verify.SilentAsync(Rule, Start + $"""
        var model = trainer.Fit(ml.Data.LoadFromEnumerable({rows}));
        """ + Iterators);

    [Theory]
    [InlineData("var model = trainer.Fit(ml.Data.Cache(ml.Data.LoadFromEnumerable(Read(\"houses.csv\"))));")]
    [InlineData("var model = ml.Transforms.Concatenate(\"Features\", \"Size\").AppendCacheCheckpoint(ml).Append(ml.Regression.Trainers.FastTree(\"Price\")).Fit(ml.Data.LoadFromEnumerable(Read(\"houses.csv\")));")]
    [InlineData("var split = ml.Data.TrainTestSplit(ml.Data.Cache(ml.Data.LoadFromEnumerable(Read(\"houses.csv\")))); var model = trainer.Fit(split.TrainSet);")]
    public Task Silent_when_a_cache_holds_the_rows(string code) => Verify.SilentAsync(Rule, Start + code + Iterators);

    [Theory]
    [InlineData("Console.WriteLine(ml.Data.LoadFromEnumerable(Read(\"houses.csv\")).Preview().RowView.Length);")]
    [InlineData("var model = ml.Transforms.NormalizeMinMax(\"Size\").Fit(ml.Data.LoadFromEnumerable(Read(\"houses.csv\")));")]
    [InlineData("using var file = File.Create(\"houses.bin\"); ml.Data.SaveAsBinary(ml.Data.LoadFromEnumerable(Read(\"houses.csv\")), file);")]
    [InlineData("var model = ml.Model.Load(\"price-1.4.0.zip\", out _); var scored = model.Transform(ml.Data.LoadFromEnumerable(Read(\"houses.csv\")));")]
    public Task Silent_when_nothing_makes_many_passes(string code) => Verify.SilentAsync(Rule, Start + code + Iterators);

    // ---- Unknown is silence ----

    [Fact]
    public Task Silent_when_the_caller_gives_the_rows() => Verify.SilentAsync(Rule, """
        public class Trainer(MLContext ml)
        {
            public ITransformer Train(IEnumerable<House> rows) => ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(rows));
        }
        """);

    [Fact]
    public Task Silent_when_the_estimator_is_not_known() => Verify.SilentAsync(Rule, """
        public class Trainer(MLContext ml)
        {
            public ITransformer Train(IEstimator<ITransformer> estimator) =>
                estimator.Fit(ml.Data.LoadFromEnumerable(File.ReadLines("houses.csv").Select(line => new House { City = line })));
        }
        """);

    [Fact]
    public Task Silent_when_a_type_that_is_not_restored_gives_the_rows() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", Start + "var model = trainer.Fit(ml.Data.LoadFromEnumerable<House>(new Acme.Context().Houses.Where(house => house.Size > 0)));") },
    }.RunAsync();

    [Fact]
    public Task M01_Silent_on_user_types_with_the_same_names() => new RuleTest(Rule)
    {
        WithoutMlNet = true,
        Sources =
        {
            ("Own.cs", """
                public sealed class DataOperationsCatalog { public object LoadFromEnumerable<T>(IEnumerable<T> data) => data; }

                public static class Program
                {
                    public static object Run() => new DataOperationsCatalog().LoadFromEnumerable(File.ReadLines("houses.csv").Select(line => line.Length));
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Known_miss_a_method_group_that_reads() => Verify.SilentAsync(Rule, Start + """
        var rows = Directory.EnumerateFiles("texts").Select(File.ReadAllText).Select(text => new House { City = text });
        var model = trainer.Fit(ml.Data.LoadFromEnumerable(rows));
        """);

    // ---- Defects ----

    [Theory]
    [InlineData("File.ReadLines(\"houses.csv\").Select(line => new House { City = line })")]
    [InlineData("File.ReadLines(\"houses.csv\").Skip(1).Select(line => line.Split(',')).Select(cells => new House { City = cells[0] }).Where(house => house.Size >= 0)")]
    [InlineData("from line in File.ReadLines(\"houses.csv\") where line.Length > 0 select new House { City = line }")]
    [InlineData("Read(\"houses.csv\")")]
    [InlineData("Read(\"houses.csv\").Where(house => house.Size >= 0)")]
    [InlineData("Directory.EnumerateFiles(\"texts\").Select(path => new House { City = File.ReadAllText(path) })")]
    [InlineData("new[] { \"a.txt\", \"b.txt\" }.Select(path => new House { City = File.ReadAllText(path) })")]
    public Task Files_are_read_in_each_pass(string rows) => Verify.RuleAsync(Rule, Start + $"""
        var model = trainer.Fit(ml.Data.LoadFromEnumerable([|{rows}|]));
        """ + Iterators);

    [Fact]
    public Task Rows_are_downloaded_in_each_pass() => Verify.RuleAsync(Rule, Start + """
        using var client = new HttpClient();
        var model = trainer.Fit(ml.Data.LoadFromEnumerable([|Fetch()|]));

        IEnumerable<House> Fetch()
        {
            using var reader = new StreamReader(client.GetStreamAsync("https://example.com/houses.csv").Result);
            while (reader.ReadLine() is { } line)
                yield return new House { City = line };
        }
        """);

    [Fact]
    public Task A_command_runs_in_each_pass() => Verify.RuleAsync(Rule, Start + """
        var model = trainer.Fit(ml.Data.LoadFromEnumerable([|Query(null!)|]));

        static IEnumerable<House> Query(DbCommand command)
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
                yield return new House { Size = reader.GetFloat(0) };
        }
        """);

    [Theory]
    [InlineData("context.Houses")]
    [InlineData("context.Houses.Where(house => house.Size > 0)")]
    [InlineData("context.Houses.AsEnumerable().Select(house => new House { Size = house.Size })")]
    [InlineData("from house in context.Houses where house.Size > 0 select house")]
    [InlineData("query")]
    public Task A_query_runs_in_each_pass(string rows) => Verify.RuleAsync(Rule, $$"""
        public class HouseContext
        {
            public DbSet<House> Houses { get; set; } = null!;
        }

        public abstract class DbSet<T> : IQueryable<T>
        {
            public abstract Type ElementType { get; }
            public abstract System.Linq.Expressions.Expression Expression { get; }
            public abstract IQueryProvider Provider { get; }
            public abstract IEnumerator<T> GetEnumerator();
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }

        public class Trainer(MLContext ml, HouseContext context)
        {
            public ITransformer Train(IQueryable<House> query) =>
                ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable([|{{rows}}|]));
        }
        """);

    [Fact]
    public Task Silent_when_the_result_of_a_query_is_held() => Verify.SilentAsync(Rule, """
        public class Trainer(MLContext ml)
        {
            public ITransformer Train(IQueryable<House> query) =>
                ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(query.Where(house => house.Size > 0).ToList()));
        }
        """);

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task Cross_validated() => Verify.RuleAsync(Rule, Start + """
        var results = ml.Regression.CrossValidate(ml.Data.LoadFromEnumerable([|Read("houses.csv")|]), trainer, labelColumnName: "Price");
        """ + Iterators);

    [Fact]
    public Task After_a_split() => Verify.RuleAsync(Rule, Start + """
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable([|Read("houses.csv")|]));
        var model = trainer.Fit(split.TrainSet);
        """ + Iterators);

    [Fact]
    public Task In_a_helper_and_a_field() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _rows;

            public Trainer() => _rows = Load(Read("houses.csv"));

            public ITransformer Train() => _ml.Regression.Trainers.FastTree("Price", "Size").Fit(_rows);

            private IDataView Load(IEnumerable<House> rows) => _ml.Data.LoadFromEnumerable([|rows|]);

            private static IEnumerable<House> Read(string path)
            {
                using var reader = new StreamReader(path);
                while (reader.ReadLine() is { } line)
                    yield return new House { City = line };
            }
        }
        """);

    [Fact]
    public Task In_a_lambda_a_tuple_and_async_code() => Verify.RuleAsync(Rule, Start + """
        Func<string, IEnumerable<House>> open = path => File.ReadLines(path).Select(line => new House { City = line });
        var (rows, name) = (open(await Task.FromResult("houses.csv")), "houses");
        var view = ml.Data.LoadFromEnumerable([|rows|]);
        Console.WriteLine(name + trainer.Fit(view));
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
                    public ITransformer Train(MLContext ml)
                    {
                        log.Information("training");
                        var view = ml.Data.LoadFromEnumerable([|File.ReadLines("houses.csv").Select(line => new House { City = line })|]);
                        return ml.Regression.Trainers.FastTree("Price", "Size").Fit(view);
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_rows_and_the_training()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Start + """
            var houses = Read("houses.csv");
            var view = ml.Data.LoadFromEnumerable([|houses|]);
            var model = trainer.Fit(view);
            """ + Iterators));

        Assert.Equal(
            "Each pass over 'houses' reads the files again, and the training at line 8 makes many passes: hold the rows with ToList or Cache",
            finding.Text());
        Assert.Contains("trainer.Fit(view)", finding.Path());
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("Minor", finding.Verdict());
    }
}
