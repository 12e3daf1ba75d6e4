using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Skew;

/// <summary>MLR208: conversions get the invariant culture, in whichever form they are written.</summary>
public sealed class CultureSensitiveFeatureFixTests
{
    private const string Rule = "MLR208";

    private static string Loader(string size, string usings = "using System.Globalization;\n\n") => usings + $$"""
        public static class HouseFile
        {
            public static IDataView Load(MLContext ml, string path) =>
                ml.Data.LoadFromEnumerable(File.ReadLines(path).Skip(1).Select(line => Parse(line.Split(';'))));

            private static House Parse(string[] cells) => new() { Size = {{size}}, City = cells[1] };
        }
        """;

    [Theory]
    [InlineData("float.Parse(cells[3])", "float.Parse(cells[3], CultureInfo.InvariantCulture)")]
    [InlineData("float.Parse(s: cells[3] /* metres */)", "float.Parse(s: cells[3], provider: CultureInfo.InvariantCulture /* metres */)")]
    [InlineData("float.Parse(cells[3].AsSpan())", "float.Parse(cells[3].AsSpan(), provider: CultureInfo.InvariantCulture)")]
    [InlineData("float.Parse(cells[3], NumberStyles.Float)", "float.Parse(cells[3], NumberStyles.Float, CultureInfo.InvariantCulture)")]
    [InlineData("float.Parse(cells[3], null)", "float.Parse(cells[3], CultureInfo.InvariantCulture)")]
    [InlineData("(float)decimal.Parse(cells[3].Trim()) * 10", "(float)decimal.Parse(cells[3].Trim(), CultureInfo.InvariantCulture) * 10")]
    [InlineData("int.Parse(cells[3])", "int.Parse(cells[3], CultureInfo.InvariantCulture)")]
    [InlineData("Convert.ToSingle(cells[3])", "Convert.ToSingle(cells[3], CultureInfo.InvariantCulture)")]
    [InlineData("DateTime.Parse(cells[3]).DayOfYear", "DateTime.Parse(cells[3], CultureInfo.InvariantCulture).DayOfYear")]
    [InlineData("DateTimeOffset.Parse(cells[3]).Hour", "DateTimeOffset.Parse(cells[3], CultureInfo.InvariantCulture).Hour")]
    [InlineData("float.TryParse(cells[3], out var size) ? size : 0", "float.TryParse(cells[3], NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var size) ? size : 0")]
    [InlineData("decimal.TryParse(cells[3], out var size) ? (float)size : 0", "decimal.TryParse(cells[3], NumberStyles.Number, CultureInfo.InvariantCulture, out var size) ? (float)size : 0")]
    [InlineData("int.TryParse(cells[3], out var size) ? size : 0", "int.TryParse(cells[3], NumberStyles.Integer, CultureInfo.InvariantCulture, out var size) ? size : 0")]
    [InlineData("DateTime.TryParse(cells[3], out var day) ? day.Day : 0", "DateTime.TryParse(cells[3], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.Day : 0")]
    [InlineData("float.TryParse(cells[3], null, out var size) ? size : 0", "float.TryParse(cells[3], CultureInfo.InvariantCulture, out var size) ? size : 0")]
    public Task Parsed_in_a_loader(string before, string after) => VerifyFix.RuleAsync(Rule, Loader(before), Loader(after));

    [Theory]
    [InlineData("line.Split(',').Select(float.Parse).ToArray()", "line.Split(',').Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray()")]
    [InlineData("Array.ConvertAll(line.Split(','), Convert.ToSingle)", "Array.ConvertAll(line.Split(','), text => Convert.ToSingle(text, CultureInfo.InvariantCulture))")]
    [InlineData("line.Split(',').Select(cell => float.Parse(cell)).ToArray()", "line.Split(',').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray()")]
    public Task Handed_over_as_a_method(string before, string after)
    {
        static string Program(string pixels) => $$"""
            using System.Globalization;

            public class Digit { [VectorType(64)] public float[] Pixels { get; set; } = []; }

            public class Loader
            {
                public IDataView Load(MLContext ml, IEnumerable<string> lines) => ml.Data.LoadFromEnumerable(lines.Select(line => new Digit { Pixels = {{pixels}} }));
            }
            """;
        return VerifyFix.RuleAsync(Rule, Program(before), Program(after));
    }

    [Theory]
    [InlineData("writer.WriteLine($\"{row.Size};{row.Price:F2}\");", "writer.WriteLine(FormattableString.Invariant($\"{row.Size};{row.Price:F2}\"));")]
    [InlineData("writer.WriteLine(row.Size + \";\" + row.City);", "writer.WriteLine(row.Size.ToString(CultureInfo.InvariantCulture) + \";\" + row.City);")]
    [InlineData("writer.WriteLine(row.Size / 2 + \";\" + row.Price * 2);", "writer.WriteLine((row.Size / 2).ToString(CultureInfo.InvariantCulture) + \";\" + (row.Price * 2).ToString(CultureInfo.InvariantCulture));")]
    [InlineData("writer.WriteLine(Half(row.Size) + \";\" + row.City);", "writer.WriteLine(Half(row.Size).ToString(CultureInfo.InvariantCulture) + \";\" + row.City);")]
    [InlineData("writer.WriteLine(row.Size.ToString(\"F3\") + \";\" + row.Price.ToString());", "writer.WriteLine(row.Size.ToString(\"F3\", CultureInfo.InvariantCulture) + \";\" + row.Price.ToString(CultureInfo.InvariantCulture));")]
    [InlineData("writer.WriteLine(string.Format(\"{0};{1}\", row.Size, row.City));", "writer.WriteLine(string.Format(CultureInfo.InvariantCulture, \"{0};{1}\", row.Size, row.City));")]
    [InlineData("writer.WriteLine(string.Join(\";\", row.Size, row.City));", "writer.WriteLine(string.Join(\";\", row.Size.ToString(CultureInfo.InvariantCulture), row.City));")]
    [InlineData("writer.WriteLine(string.Join(\";\", new[] { row.Size, row.Price }));", "writer.WriteLine(string.Join(\";\", new[] { row.Size, row.Price }.Select(value => value.ToString(CultureInfo.InvariantCulture))));")]
    public Task Written_to_a_file_that_is_loaded(string before, string after) => VerifyFix.RuleAsync(Rule, Writer(before), Writer(after));

    [Theory]
    [InlineData("", "System.Globalization.CultureInfo", "")]
    [InlineData("using System;\nusing System.IO;\n\n", "CultureInfo", "using System;\nusing System.Globalization;\nusing System.IO;\n\n")]
    [InlineData("// Houses.\nusing System.Text;\n\n", "CultureInfo", "// Houses.\nusing System.Globalization;\nusing System.Text;\n\n")]
    [InlineData("using Microsoft.ML; // all of it\n\n", "CultureInfo", "using System.Globalization;\nusing Microsoft.ML; // all of it\n\n")]
    [InlineData("using System; // all of it\n\n", "CultureInfo", "using System; // all of it\nusing System.Globalization;\n\n")]
    [InlineData("using static System.Math;\n\n", "System.Globalization.CultureInfo", "using static System.Math;\n\n")]
    [InlineData("#if DEBUG\nusing System.Text;\n#endif\nusing System;\n\n", "System.Globalization.CultureInfo", "#if DEBUG\nusing System.Text;\n#endif\nusing System;\n\n")]
    public Task The_directive_is_added_where_the_file_has_such(string usings, string culture, string after) =>
        VerifyFix.RuleAsync(Rule, Loader("float.Parse(cells[3])", usings), Loader($"float.Parse(cells[3], {culture}.InvariantCulture)", after));

    [Fact]
    public Task Not_when_another_type_has_the_name() => VerifyFix.RuleAsync(
        Rule,
        Loader("float.Parse(cells[3])", "using System;\n\n") + "\n\npublic class CultureInfo { }",
        Loader("float.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture)", "using System;\n\n") + "\n\npublic class CultureInfo { }");

    [Fact]
    public Task What_is_written_and_read_back_changes_on_both_sides() => VerifyFix.RuleAsync(
        Rule,
        Loader("float.Parse((cells.Length / 2.5f).ToString())"),
        Loader("float.Parse((cells.Length / 2.5f).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)"));

    [Fact]
    public Task What_is_written_and_read_back_in_one_text() => VerifyFix.RuleAsync(
        Rule,
        Loader("float.Parse($\"{cells.Length / 2.5f}\")"),
        Loader("float.Parse(FormattableString.Invariant($\"{cells.Length / 2.5f}\"), CultureInfo.InvariantCulture)"));

    [Fact]
    public async Task The_title_names_the_conversion() =>
        Assert.Equal("Give 'float.Parse(cells[3])' the invariant culture", await VerifyFix.TitleAsync(Rule, Loader("float.Parse(cells[3])")));

    [Theory]
    // Typed by a person, in whichever language.
    [InlineData("float.Parse(Console.ReadLine()!)")]
    [InlineData("int.Parse(Console.ReadLine()!)")]
    public Task Not_offered_for_what_a_person_types(string size) => VerifyFix.NotOfferedAsync(Rule, Loader(size));

    private static string Writer(string write) => $$"""
        using System.Globalization;

        public class Export(MLContext ml)
        {
            public IDataView Run(List<House> rows)
            {
                using (var writer = new StreamWriter("houses.csv"))
                {
                    foreach (var row in rows)
                    {
                        {{write}}
                    }
                }

                return ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ';');
            }

            private static double Half(float number) => number / 2;
        }
        """;
}
