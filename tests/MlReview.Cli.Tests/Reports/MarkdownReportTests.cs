using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Tests.Reports;

[Collection(SamplesCollection.Name)]
public sealed class MarkdownReportTests(SamplesReview samples)
{
    private const string Hostile = "@octocat #1 GH-7 <img src=x onerror=alert(1)> ![a](https://evil.example/p.png) [b](javascript:1) `c` **d** https://evil.example www.evil.example | x\n## e\n- f <!-- g";

    private static string Write(ReviewResult result)
    {
        var output = new StringWriter();
        new MarkdownReport().Write(result, output);
        return output.ToString();
    }

    private static MarkdownDocument Parse(string page) => Markdown.Parse(page, new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().Build());

    [Fact]
    public void It_has_the_shape_of_a_review()
    {
        var headings = Parse(Write(samples.Result)).Descendants<HeadingBlock>().Where(heading => heading.Level <= 2).Select(heading => heading.Inline!.FirstChild!.ToString());
        Assert.Equal(["FAIL", "Critical: fix before merge", "Major: fix this sprint", "Minor: fix when touching the code", "Worth keeping", "The pipelines", "Coverage"], headings);
    }

    [Fact]
    public void A_finding_has_its_place_code_issue_impact_fix_and_evidence()
    {
        var page = Write(SarifReportTests.Result(SarifReportTests.Finding("/repo/src/Train.cs", evidence:
            new Evidence("/repo/src/Data.cs", new SourceRange(7, 9, 7, 30), "the rows are loaded here", "var data = Load();"))));
        Assert.Contains("""
            ### 1. Learned before split (MLR101)

            `src/Train.cs:3`

            ```csharp
            var a = 1;
                Fit(data, all);
            }
            ```

            **Issue.** 'prepared' was fitted on all of 'data'

            **Impact.** The score is too good.

            **Fix.** Split first.

            **Evidence.**

            1. `src/Data.cs:7` the rows are loaded here: `var data = Load();`

            """.ReplaceLineEndings("\n"), page, StringComparison.Ordinal);
        Assert.StartsWith("# FAIL\n\n1 critical finding to fix before merge.\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_the_code_under_review_is_text()
    {
        var finding = SarifReportTests.Finding("/repo/" + Hostile.Replace('/', '_') + "/T.cs", evidence: new Evidence("/repo/" + Hostile, new SourceRange(1, 1, 1, 2), Hostile, Hostile)) with
        {
            Issue = Printable.Text(Hostile),
            Impact = Printable.Text(Hostile),
            Fix = Printable.Text(Hostile),
            Rule = SarifReportTests.Rule with { Title = Hostile },
            Snippet = new Snippet(2, [Hostile, "```", "</details>"]),
        };
        var page = Write(SarifReportTests.Result(finding) with
        {
            Coverage = new Coverage([new ProjectCoverage(Hostile, ProjectStatus.Failed, Hostile, 0, 0)], 0, 0, 1, 1, [Hostile], [new Cli.Sources.Notice(Cli.Sources.NoticeKind.Failed, Hostile, Hostile)]),
        });
        var document = Parse(page);
        Assert.Empty(document.Descendants<HtmlBlock>());
        Assert.Empty(document.Descendants<HtmlInline>());
        Assert.Empty(document.Descendants<AutolinkInline>());
        Assert.Empty(document.Descendants<LinkInline>());
        Assert.Equal(["FAIL", "Critical: fix before merge", "Coverage"], document.Descendants<HeadingBlock>().Where(heading => heading.Level <= 2).Select(heading => heading.Inline!.FirstChild!.ToString()));
        // GitHub looks for mentions and references in the text that is left.
        var text = string.Concat(document.Descendants<LiteralInline>().Select(literal => literal.Content.ToString() + "\n"));
        Assert.DoesNotMatch("@[A-Za-z0-9]|#[0-9]|GH-[0-9]|://|www\\.", text);
    }

    [Theory]
    [InlineData("plain", "`plain`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`a``b`", "``` `a``b` ```")]
    [InlineData("", "")]
    public void A_code_span_holds_any_text(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));

    /// <summary>Renderers differ on what a backslash before an escaped pipe means inside code.</summary>
    [Theory]
    [InlineData("src/a.cs", "`src/a.cs`")]
    [InlineData(@"a\|b", @"a\\\|b")]
    public void Code_in_a_cell_does_not_end_it(string text, string expected) => Assert.Equal(expected, MarkdownText.CellCode(text));

    [Theory]
    [InlineData("a :tada: b", "a :\u200btada: b")]
    [InlineData("Program.cs:14: x", "Program.cs:\u200b14: x")]
    [InlineData("src/A.cs:14 and :a b:", "src/A.cs:14 and :a b:")]
    public void A_word_between_colons_is_no_picture(string text, string expected) => Assert.Equal(expected, MarkdownText.Escape(text));

    [Fact]
    public void A_pipeline_is_a_chart_whose_fence_nothing_closes()
    {
        var charts = Parse(Write(samples.Result)).Descendants<FencedCodeBlock>().Where(block => block.Info == "mermaid").ToList();
        Assert.NotEmpty(charts);
        Assert.All(charts, chart => Assert.StartsWith("flowchart TD", chart.Lines.ToString(), StringComparison.Ordinal));
    }
}
