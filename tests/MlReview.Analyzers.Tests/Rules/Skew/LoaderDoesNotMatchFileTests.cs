using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR210: separator, header, decimal mark or quoting of a text load contradict another load of the same file or into the same class
/// (Warning), or the extension of the file (Info). Nothing fails: fields are cut in the wrong places. The finding stands at the load.
/// </summary>
public sealed class LoaderDoesNotMatchFileTests
{
    private const string Rule = "MLR210";

    private const string Start = """
        var ml = new MLContext(seed: 1);

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", separatorChar: ',', hasHeader: true)")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", ';')")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", separatorChar: '\\t')")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.tsv\")")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.txt\")")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.data\", separatorChar: ',')")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", new TextLoader.Options { Separators = [','] })")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", new TextLoader.Options { Separators = new[] { ',', ';' }, HasHeader = true })")]
    [InlineData("ml.Data.CreateTextLoader<House>(separatorChar: ',').Load(\"houses.csv\")")]
    public Task Silent_when_the_separator_suits_the_extension(string load) => Verify.SilentAsync(Rule, Start + $"""
        Console.WriteLine({load}.Schema.Count);
        """);

    [Fact]
    public Task Silent_on_a_file_with_one_column() => Verify.SilentAsync(Rule, Start + """
        Console.WriteLine(ml.Data.LoadFromTextFile<Line>("lines.csv").Schema.Count);
        Console.WriteLine(ml.Data.LoadFromTextFile("lines.csv", new[] { new TextLoader.Column("Text", DataKind.String, 0) }).Schema.Count);

        public class Line
        {
            [LoadColumn(0)] public string Text { get; set; } = "";
        }
        """);

    [Theory]
    [InlineData("using (var file = File.Create(\"houses.csv\")) ml.Data.SaveAsText(rows, file);")]
    [InlineData("using (var file = File.Create(\"more.csv\")) ml.Data.SaveAsText(rows, file, separatorChar: '\\t');")]
    [InlineData("using (var file = File.Create(args[0])) ml.Data.SaveAsText(rows, file);")]
    [InlineData("File.WriteAllLines(\"houses.csv\", args.Select(arg => arg + \"\\t1\"));")]
    [InlineData("using (var writer = new StreamWriter(\"houses.csv\")) writer.WriteLine(\"1\\t2\");")]
    [InlineData("File.WriteAllText(args[0], \"1\\t2\");")]
    public Task Silent_when_the_program_may_write_the_file_with_tabs(string write) => Verify.SilentAsync(Rule, Start + $$"""
        var rows = ml.Data.LoadFromEnumerable(new List<House> { new() { Size = 1 } });
        {{write}}
        Console.WriteLine(ml.Data.LoadFromTextFile<House>("houses.csv").Schema.Count);
        """);

    [Fact]
    public Task Silent_when_all_loads_agree() => Verify.SilentAsync(Rule, Start + """
        var train = ml.Data.LoadFromTextFile<House>("train.csv", separatorChar: ',', hasHeader: true);
        var test = ml.Data.LoadFromTextFile<House>("test.csv", new TextLoader.Options { Separators = [','], HasHeader = true });
        var again = ml.Data.CreateTextLoader<House>(',', true).Load("train.csv");
        """);

    [Fact]
    public Task Silent_when_the_extensions_explain_the_difference() => Verify.SilentAsync(Rule, Start + """
        var train = ml.Data.LoadFromTextFile<House>("train.tsv", hasHeader: true);
        var test = ml.Data.LoadFromTextFile<House>("test.csv", separatorChar: ',');
        """);

    [Fact]
    public Task Silent_when_other_files_are_quoted() => Verify.SilentAsync(Rule, Start + """
        var train = ml.Data.LoadFromTextFile<House>("train.csv", separatorChar: ',', allowQuoting: true);
        var test = ml.Data.LoadFromTextFile<House>("test.csv", separatorChar: ',');
        """);

    [Fact]
    public Task Silent_when_the_classes_differ() => Verify.SilentAsync(Rule, Start + """
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var cars = ml.Data.LoadFromTextFile<Car>("cars.csv", separatorChar: ';', hasHeader: true);

        public class Car
        {
            [LoadColumn(0)] public float Age { get; set; }
            [LoadColumn(1)] public float Price { get; set; }
        }
        """);

    [Fact]
    public Task Silent_when_only_one_of_the_loads_runs() => Verify.SilentAsync(Rule, Start + """
        IDataView houses;
        if (args.Length > 0)
            houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ';');
        else
            houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        Console.WriteLine(houses.Schema.Count);
        """);

    [Fact]
    public Task Silent_when_the_program_rewrites_the_file() => Verify.SilentAsync(Rule, Start + """
        var raw = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ';');
        File.WriteAllText("houses.csv", File.ReadAllText("houses.csv").Replace(';', ','));
        var clean = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public IDataView Load(MLContext ml, string path) => ml.Data.LoadFromTextFile<House>(path);")]
    [InlineData("public IDataView Load(MLContext ml, char separator) => ml.Data.LoadFromTextFile<House>(\"houses.csv\", separator);")]
    [InlineData("public IDataView Load(MLContext ml, TextLoader.Options options) => ml.Data.LoadFromTextFile<House>(\"houses.csv\", options);")]
    [InlineData("public IDataView Load(MLContext ml, TextLoader loader) => loader.Load(\"houses.csv\");")]
    [InlineData("public IDataView Load(MLContext ml, string folder) => ml.Data.LoadFromTextFile<House>(Path.Combine(folder, \"houses.csv\"));")]
    [InlineData("public IDataView Load<T>(MLContext ml) => ml.Data.LoadFromTextFile<T>(\"houses.csv\");")]
    public Task Silent_when_the_caller_decides(string member) => Verify.SilentAsync(Rule, $$"""
        public class Loader
        {
            {{member}}
        }
        """);

    [Fact]
    public Task Silent_when_one_caller_of_a_helper_gives_another_file() => Verify.SilentAsync(Rule, Start + """
        Console.WriteLine(Load("train.csv").Schema.Count + Load("test.txt").Schema.Count);

        IDataView Load(string path) => ml.Data.LoadFromTextFile<House>(path);
        """);

    [Fact]
    public Task Silent_when_the_separator_is_of_a_type_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", Start + "var houses = ml.Data.LoadFromTextFile<House>(\"houses.csv\", separatorChar: Acme.Format.Separator);") },
    }.RunAsync();

    [Fact]
    public Task M01_Silent_on_user_types_with_the_same_names() => new RuleTest(Rule)
    {
        WithoutMlNet = true,
        Sources =
        {
            ("Own.cs", """
                public sealed class DataOperationsCatalog { public T[] LoadFromTextFile<T>(string path, char separatorChar = '\t') => []; }

                public static class Program
                {
                    public static string[] Run() => new DataOperationsCatalog().LoadFromTextFile<string>("houses.csv");
                }
                """),
        },
    }.RunAsync();

    // ---- The extension says another separator: a hint ----

    [Theory]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\")")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"data/Houses.CSV\", hasHeader: true)")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", new TextLoader.Options { HasHeader = true })")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.tsv\", separatorChar: ',')")]
    [InlineData("ml.Data.CreateTextLoader<House>().Load(\"houses.csv\")")]
    [InlineData("ml.Data.CreateTextLoader<House>(hasHeader: true).Load(new MultiFileSource(\"houses.csv\"))")]
    [InlineData("ml.Data.LoadFromTextFile(\"houses.csv\", new[] { new TextLoader.Column(\"Size\", DataKind.Single, 0), new TextLoader.Column(\"Price\", DataKind.Single, 1) })")]
    [InlineData("ml.Data.LoadFromTextFile(\"houses.csv\", new[] { new TextLoader.Column(\"Features\", DataKind.Single, 0, 4) })")]
    public async Task The_extension_says_another_separator(string load)
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Start + $"""
            var houses = [|{load}|];
            """));
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("Critical", finding.Verdict());
    }

    [Fact]
    public Task The_extension_of_a_constant_in_a_class() => Verify.RuleAsync(Rule, """
        public class Loader
        {
            private const string DataPath = "houses.csv";

            public async Task<IDataView> LoadAsync(Task<MLContext> starting)
            {
                var ml = await starting;
                return [|ml.Data.LoadFromTextFile<House>(DataPath)|];
            }
        }
        """);

    [Fact]
    public Task The_extension_where_the_program_writes_commas() => Verify.RuleAsync(Rule, Start + """
        var rows = ml.Data.LoadFromEnumerable(new List<House> { new() { Size = 1 } });
        using (var file = File.Create("houses.csv"))
            ml.Data.SaveAsText(rows, file, separatorChar: ',');
        Console.WriteLine([|ml.Data.LoadFromTextFile<House>("houses.csv")|].Schema.Count);
        """);

    // ---- Two loads contradict each other ----

    [Theory]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", separatorChar: ';', hasHeader: true)")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", separatorChar: ',')")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", separatorChar: ',', hasHeader: true, allowQuoting: true)")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", hasHeader: true)")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", new TextLoader.Options { Separators = [','], HasHeader = true, DecimalMarker = ',' })")]
    [InlineData("ml.Data.CreateTextLoader<House>(';', true).Load(\"houses.csv\")")]
    public Task Two_loads_of_one_file(string load) => Verify.RuleAsync(Rule, Start + $"""
        var first = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        var second = [|{load}|];
        """);

    [Fact]
    public Task J08_Another_decimal_mark_in_serving() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Training.cs", """
                public static class Training
                {
                    public static IDataView Load(MLContext ml) => ml.Data.LoadFromTextFile<House>(
                        "train.csv", new TextLoader.Options { Separators = [';'], DecimalMarker = ',', HasHeader = true });
                }
                """),
            ("Serving.cs", """
                public static class Serving
                {
                    public static IDataView Load(MLContext ml) => [|ml.Data.LoadFromTextFile<House>(
                        "today.csv", new TextLoader.Options { Separators = [';'], DecimalMarker = '.', HasHeader = true })|];
                }
                """),
        },
    }.RunAsync();

    [Theory]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"test.csv\", separatorChar: ';', hasHeader: true)")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"test.csv\", separatorChar: ',')")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"test.csv\", hasHeader: true)")]
    public Task Two_loads_into_one_class(string load) => Verify.RuleAsync(Rule, Start + $"""
        var train = ml.Data.LoadFromTextFile<House>("train.csv", separatorChar: ',', hasHeader: true);
        var test = [|{load}|];
        """);

    [Fact]
    public Task The_load_that_differs_from_most() => Verify.RuleAsync(Rule, Start + """
        var train = [|ml.Data.LoadFromTextFile<House>("train.csv", separatorChar: ',')|];
        var test = ml.Data.LoadFromTextFile<House>("test.csv", separatorChar: ',', hasHeader: true);
        var more = ml.Data.LoadFromTextFile<House>("more.csv", separatorChar: ',', hasHeader: true);
        """);

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task In_helpers_that_get_the_path() => Verify.RuleAsync(Rule, Start + """
        var train = LoadTrain("train.csv");
        var test = LoadTest("test.csv");

        IDataView LoadTrain(string path) => ml.Data.LoadFromTextFile<House>(path, separatorChar: ',', hasHeader: true);
        IDataView LoadTest(string path) => [|ml.Data.LoadFromTextFile<House>(path, separatorChar: ',')|];
        """);

    [Fact]
    public Task In_fields_of_a_class() => Verify.RuleAsync(Rule, """
        public class Data
        {
            private readonly TextLoader _loader;
            private readonly MLContext _ml = new(seed: 1);

            public Data() => _loader = _ml.Data.CreateTextLoader<House>(separatorChar: ',', hasHeader: true);

            public IDataView Train() => _loader.Load("train.csv");

            public IDataView Test() => [|_ml.Data.LoadFromTextFile<House>("test.csv", separatorChar: ',')|];
        }
        """);

    [Fact]
    public Task In_a_lambda_and_a_tuple() => Verify.RuleAsync(Rule, Start + """
        var (path, separator) = ("houses.csv", ';');
        Func<string, IDataView> load = file => [|ml.Data.LoadFromTextFile<House>(file, separator)|];
        var first = ml.Data.LoadFromTextFile<House>(path, separatorChar: ',');
        var second = load(path);
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Loader.cs", """
                using Serilog;

                public class Loader(ILogger log)
                {
                    public void Load(MLContext ml)
                    {
                        log.Information("loading");
                        var train = ml.Data.LoadFromTextFile<House>("train.csv", separatorChar: ',', hasHeader: true);
                        var test = [|ml.Data.LoadFromTextFile<House>("test.csv", separatorChar: ';', hasHeader: true)|];
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_both_loads()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Start + """
            var train = ml.Data.LoadFromTextFile<House>("train.csv", separatorChar: ',');
            var test = [|ml.Data.LoadFromTextFile<House>("test.csv", separatorChar: ';')|];
            """));

        Assert.Equal(
            "'test.csv' is read with the separator ';', but line 2 reads 'train.csv' into House, too, with ',': fields are cut in the wrong places or read as missing, and nothing fails",
            finding.Text());
        Assert.Contains("ml.Data.LoadFromTextFile<House>(\"train.csv\", separatorChar: ',')", finding.Path());
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Critical", finding.Verdict());
    }
}
