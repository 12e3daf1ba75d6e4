using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Skew;

/// <summary>MLR210: the load gets the separator of the extension, or becomes like several others.</summary>
public sealed class LoaderDoesNotMatchFileFixTests
{
    private const string Rule = "MLR210";

    private const string Start = "var ml = new MLContext(seed: 1);\n";

    [Theory]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\")", "ml.Data.LoadFromTextFile<House>(\"houses.csv\", separatorChar: ',')")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"data/Houses.CSV\", hasHeader: true /* names */)", "ml.Data.LoadFromTextFile<House>(\"data/Houses.CSV\", hasHeader: true, separatorChar: ',' /* names */)")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\n    path: \"houses.csv\",\n    hasHeader: true)", "ml.Data.LoadFromTextFile<House>(\n    path: \"houses.csv\",\n    hasHeader: true,\n    separatorChar: ',')")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.csv\", new TextLoader.Options { HasHeader = true })", "ml.Data.LoadFromTextFile<House>(\"houses.csv\", new TextLoader.Options { HasHeader = true, Separators = new[] { ',' } })")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.tsv\", separatorChar: ',')", "ml.Data.LoadFromTextFile<House>(\"houses.tsv\", separatorChar: '\\t')")]
    [InlineData("ml.Data.LoadFromTextFile<House>(\"houses.tsv\", new TextLoader.Options { Separators = [',', ';'] })", "ml.Data.LoadFromTextFile<House>(\"houses.tsv\", new TextLoader.Options { Separators = new[] { '\\t' } })")]
    [InlineData("ml.Data.CreateTextLoader<House>().Load(\"houses.csv\")", "ml.Data.CreateTextLoader<House>(separatorChar: ',').Load(\"houses.csv\")")]
    [InlineData("ml.Data.LoadFromTextFile(\"houses.csv\", new[] { new TextLoader.Column(\"Size\", DataKind.Single, 0), new TextLoader.Column(\"Price\", DataKind.Single, 1) })", "ml.Data.LoadFromTextFile(\"houses.csv\", new[] { new TextLoader.Column(\"Size\", DataKind.Single, 0), new TextLoader.Column(\"Price\", DataKind.Single, 1) }, separatorChar: ',')")]
    public Task The_extension_says_the_separator(string before, string after) => VerifyFix.RuleAsync(Rule, Start + $"Console.WriteLine({before}.Schema.Count);", Start + $"Console.WriteLine({after}.Schema.Count);");

    [Fact]
    public Task One_loader_for_files_of_one_extension() => VerifyFix.RuleAsync(Rule, Start + """
        var loader = ml.Data.CreateTextLoader<House>(hasHeader: true);
        Console.WriteLine(loader.Load("train.csv").Schema.Count + loader.Load("test.csv").Schema.Count);
        """, Start + """
        var loader = ml.Data.CreateTextLoader<House>(hasHeader: true, separatorChar: ',');
        Console.WriteLine(loader.Load("train.csv").Schema.Count + loader.Load("test.csv").Schema.Count);
        """);

    [Theory]
    [InlineData("separatorChar: ',', hasHeader: true", "separatorChar: ';', hasHeader: true")]
    [InlineData("separatorChar: ';'", "separatorChar: ';', hasHeader: true")]
    [InlineData("';', false", "';', true")]
    [InlineData("separatorChar: ','", "separatorChar: ';', hasHeader: true")]
    public Task One_load_against_several(string before, string after)
    {
        string Loads(string arguments) => Start + $"""
            var train = ml.Data.LoadFromTextFile<House>("train.csv", {arguments});
            var test = ml.Data.LoadFromTextFile<House>("test.csv", separatorChar: ';', hasHeader: true);
            var more = ml.Data.LoadFromTextFile<House>("more.csv", ';', true);
            """;
        return VerifyFix.RuleAsync(Rule, Loads(before), Loads(after));
    }

    [Fact]
    public Task One_load_of_a_file_against_several_with_options() => VerifyFix.RuleAsync(Rule, """
        public class Houses
        {
            public static IDataView Train(MLContext ml) => ml.Data.LoadFromTextFile<House>("houses.csv", new TextLoader.Options { Separators = [';'], DecimalMarker = ',' });

            public static IDataView Tune(MLContext ml) => ml.Data.LoadFromTextFile<House>("houses.csv", new TextLoader.Options { Separators = [';'], DecimalMarker = ',' });

            public static IDataView Serve(MLContext ml)
            {
                var options = new TextLoader.Options() { Separators = new[] { ',' } };
                return ml.Data.LoadFromTextFile<House>("houses.csv", options);
            }
        }
        """, """
        public class Houses
        {
            public static IDataView Train(MLContext ml) => ml.Data.LoadFromTextFile<House>("houses.csv", new TextLoader.Options { Separators = [';'], DecimalMarker = ',' });

            public static IDataView Tune(MLContext ml) => ml.Data.LoadFromTextFile<House>("houses.csv", new TextLoader.Options { Separators = [';'], DecimalMarker = ',' });

            public static IDataView Serve(MLContext ml)
            {
                var options = new TextLoader.Options() { Separators = new[] { ';' }, DecimalMarker = ',' };
                return ml.Data.LoadFromTextFile<House>("houses.csv", options);
            }
        }
        """);

    [Fact]
    public Task A_load_that_does_not_suit_its_extension_against_one_that_does() => VerifyFix.RuleAsync(Rule, Start + """
        var train = ml.Data.LoadFromTextFile<House>("train.csv", separatorChar: ',', hasHeader: true);
        var test = ml.Data.LoadFromTextFile<House>("test.csv", hasHeader: true);
        """, Start + """
        var train = ml.Data.LoadFromTextFile<House>("train.csv", separatorChar: ',', hasHeader: true);
        var test = ml.Data.LoadFromTextFile<House>("test.csv", hasHeader: true, separatorChar: ',');
        """);

    [Fact]
    public async Task The_title_names_the_file_and_the_arguments() => Assert.Equal(
        "Read 'houses.csv' with separatorChar: ','", await VerifyFix.TitleAsync(Rule, Start + "var houses = ml.Data.LoadFromTextFile<House>(\"houses.csv\");"));

    [Theory]
    // One against one: either may be right.
    [InlineData("var train = ml.Data.LoadFromTextFile<House>(\"train.csv\", separatorChar: ';');\nvar test = ml.Data.LoadFromTextFile<House>(\"test.csv\", separatorChar: ',');")]
    // The loader reads another file as well.
    [InlineData("var loader = ml.Data.CreateTextLoader<House>();\nConsole.WriteLine(loader.Load(\"houses.csv\").Schema.Count + loader.Load(\"houses.txt\").Schema.Count);")]
    // A caller decides.
    [InlineData("Console.WriteLine(Load(',').Schema.Count);\nIDataView Load(char separator) => ml.Data.LoadFromTextFile<House>(\"houses.tsv\", separator);")]
    // No argument takes a decimal mark.
    [InlineData("var train = ml.Data.LoadFromTextFile<House>(\"a.csv\", ';');\nvar test = ml.Data.LoadFromTextFile<House>(\"b.csv\", new TextLoader.Options { Separators = [';'], DecimalMarker = ',' });\nvar more = ml.Data.LoadFromTextFile<House>(\"c.csv\", new TextLoader.Options { Separators = [';'], DecimalMarker = ',' });")]
    public Task Not_offered_where_it_is_not_known_which_is_wrong_or_more_would_change(string statements) => VerifyFix.NotOfferedAsync(Rule, Start + statements);
}
