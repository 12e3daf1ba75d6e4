using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Skew;

/// <summary>MLR215: rows that are kept get an object each.</summary>
public sealed class ReusedRowKeptFixTests
{
    private const string Rule = "MLR215";

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<House>("houses.csv", ',');

        """;

    [Theory]
    [InlineData("var kept = ml.Data.CreateEnumerable<House>(data, reuseRowObject: true).ToList();\nConsole.WriteLine(kept.Count);")]
    [InlineData("var kept = ml.Data.CreateEnumerable<House>(data, true /* fast */).OrderBy(house => house.Price);\nConsole.WriteLine(kept.First().Size);")]
    [InlineData("House[] kept = [.. ml.Data.CreateEnumerable<House>(\n    data,\n    reuseRowObject: true,\n    ignoreMissingColumns: true)];\nConsole.WriteLine(kept.Length);")]
    [InlineData("var kept = new List<House>();\nforeach (var house in ml.Data.CreateEnumerable<House>(data, reuseRowObject: true))\n    kept.Add(house);\nConsole.WriteLine(kept.Count);")]
    [InlineData("var kept = new Dictionary<string, House>();\nforeach (var house in ml.Data.CreateEnumerable<House>(data, true))\n{\n    kept[house.City] = house;\n}\n\nConsole.WriteLine(kept.Count);")]
    public Task Each_row_gets_an_object(string statements) =>
        VerifyFix.RuleAsync(Rule, Start + statements, Start + statements.Replace("true", "false", StringComparison.Ordinal).Replace("Columns: false", "Columns: true", StringComparison.Ordinal));

    [Fact]
    public Task Where_a_caller_says_so() => VerifyFix.RuleAsync(Rule, Start + """
        Console.WriteLine(Read(data, true).Count);

        List<House> Read(IDataView rows, bool reuse) => ml.Data.CreateEnumerable<House>(rows, reuse).ToList();
        """, Start + """
        Console.WriteLine(Read(data, false).Count);

        List<House> Read(IDataView rows, bool reuse) => ml.Data.CreateEnumerable<House>(rows, reuse).ToList();
        """);

    [Fact]
    public Task A_sequence_in_a_property() => VerifyFix.RuleAsync(Rule, """
        public sealed class Houses
        {
            public Houses(MLContext ml, IDataView data) => All = ml.Data.CreateEnumerable<House>(data, reuseRowObject: true);

            public IEnumerable<House> All { get; }
        }
        """, """
        public sealed class Houses
        {
            public Houses(MLContext ml, IDataView data) => All = ml.Data.CreateEnumerable<House>(data, reuseRowObject: false);

            public IEnumerable<House> All { get; }
        }
        """);

    [Fact]
    public async Task The_title_says_what_is_done() => Assert.Equal(
        "Make an object for each row: reuseRowObject: false",
        await VerifyFix.TitleAsync(Rule, Start + "Console.WriteLine(ml.Data.CreateEnumerable<House>(data, true).ToList().Count);"));

    [Theory]
    [InlineData("const bool Reuse = true;\nConsole.WriteLine(ml.Data.CreateEnumerable<House>(data, Reuse).ToList().Count);")]
    [InlineData("var reuse = true;\nConsole.WriteLine(ml.Data.CreateEnumerable<House>(data, reuse).ToList().Count + reuse.ToString());")]
    public Task Not_offered_where_a_name_stands_that_others_may_read(string statements) => VerifyFix.NotOfferedAsync(Rule, Start + statements);
}
