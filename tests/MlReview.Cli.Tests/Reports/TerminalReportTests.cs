using MlReview.Cli.Findings;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Tests.Reports;

public sealed class TerminalReportTests
{
    private static string Write(ReviewResult result, bool colour = false)
    {
        var output = new StringWriter { NewLine = "\n" };
        new TerminalReport(new Style(colour), isVerbose: false).Write(result, output);
        return output.ToString();
    }

    [Fact]
    public void A_finding_shows_its_place_its_code_its_path_and_its_fix()
    {
        var finding = SarifReportTests.Finding("/repo/src/Train.cs", evidence:
        [
            new("/repo/src/Data.cs", new SourceRange(7, 9, 7, 30), "the rows are loaded here", "var data = Load();"),
            new("/repo/src/Train.cs", new SourceRange(12, 1, 12, 9), "split only here", "var split = Split(data);"),
        ]);
        Assert.Equal("""

            src/Train.cs

              Critical MLR101  Learned before split                                      3:5
                'prepared' was fitted on all of 'data'

                  2 │ var a = 1;
                > 3 │     Fit(data, all);
                    │     ^^^^^^^^^^^^^^^
                  4 │ }

                 1  Data.cs:7  the rows are loaded here
                    var data = Load();
                 2  line 12  split only here
                    var split = Split(data);

                impact  The score is too good.

                fix     Split first.

            Reviewed 1 project with 2 C# files: 1 analysed (1 file in reach of the rules).
            Did not bind: 3 names in 1 file (Foo).
            Could not read: x/\u001BB.csproj: is not valid XML.
            Verdict: FAIL. 1 finding: 1 Critical

            """.ReplaceLineEndings("\n"), Write(SarifReportTests.Result(finding)));
    }

    [Fact]
    public void No_line_is_wider_than_eighty_columns()
    {
        var words = string.Join(' ', Enumerable.Repeat("ein-ziemlich-langes-Wort", 40));
        var finding = SarifReportTests.Finding("/repo/" + string.Concat(Enumerable.Repeat("lang/", 12)) + "T.cs", evidence: new Evidence("/repo/x.cs", new SourceRange(1, 1, 1, 2), words, words)) with
        {
            Issue = words + new string('x', 300),
            Impact = words,
            Fix = words,
            Rule = SarifReportTests.Rule with { Title = words },
            Range = new SourceRange(3, 150, 4, 220),
            Snippet = new Snippet(2, [words, words, words, words]),
        };
        // The path of the file is one word and stands alone.
        Assert.All(Write(SarifReportTests.Result(finding)).Split('\n').Where(l => !l.StartsWith("lang/", StringComparison.Ordinal)), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Colour_changes_nothing_but_colour()
    {
        var result = SarifReportTests.Result(SarifReportTests.Finding());
        var colour = Write(result, colour: true);
        Assert.Contains("\u001b[31", colour, StringComparison.Ordinal);
        Assert.Equal(Write(result), System.Text.RegularExpressions.Regex.Replace(colour, "\u001b\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Text_of_the_code_under_review_does_not_act_on_the_terminal()
    {
        var hostile = "\u001b]0;title\u0007\u001b[2J\u202e\u009b31m\r";
        var finding = SarifReportTests.Finding($"/repo/{hostile}/T.cs", evidence: new Evidence("/repo/" + hostile, new SourceRange(1, 1, 1, 2), "", "")) with { Snippet = new Snippet(2, [hostile, hostile + "Fit(data, all);", hostile]) };
        Assert.All(Write(SarifReportTests.Result(finding)), c => Assert.True(c == '\n' || !char.IsControl(c), $"U+{(int)c:X4}"));
    }

    [Fact]
    public void The_carets_stand_under_the_guilty_part_also_after_tabs_and_escapes()
    {
        var finding = SarifReportTests.Finding() with { Range = new SourceRange(3, 9, 3, 18), Snippet = new Snippet(3, ["\t\tx\u202e(a).Fit(data);"]) };
        var lines = Write(SarifReportTests.Result(finding)).Split('\n');
        var code = Array.FindIndex(lines, l => l.Contains("Fit(data)", StringComparison.Ordinal));
        Assert.Equal(lines[code].IndexOf("Fit(data);", StringComparison.Ordinal), lines[code + 1].IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_found_is_said()
    {
        Assert.EndsWith("No findings.\n", Write(SarifReportTests.Result()), StringComparison.Ordinal);
    }
}
