using System.Globalization;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Composing;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Llm;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Pictures;
using MlReview.Cli.Sources;

namespace MlReview.GitHub.Tests.Composing;

public sealed class SummaryTextTests
{
    private static readonly ChangeSummary s_change = new("main", new string('b', 40), "feature", Pulls.Head, 2, 1, []) { LeftOut = 3, Repaired = 1 };

    private static string[] Lines(ReviewResult result, ReviewedPull? pull = null) => SummaryText.Of(result, pull ?? Pulls.Pull()).Split('\n');

    [Fact]
    public void It_begins_with_its_marker_and_the_verdict()
    {
        var lines = Lines(Pulls.Result(Pulls.Finding("src/Train.cs:3", Severity.Critical), Pulls.Finding("src/Train.cs:4"), Pulls.Finding("src/Train.cs:5", Severity.Minor), Pulls.Finding("src/Train.cs:6", Severity.Minor)));
        Assert.Equal(Pulls.Head, SummaryMarker.TryRead(lines[0])!.Head);
        Assert.Equal(["## 🔴 MlReview: FAIL", "", "**1 critical**: fix before merge · **1 major**: fix this sprint · **2 minor**: fix when touching the code"], lines[1..4]);
    }

    [Fact]
    public void Nothing_found_is_one_sentence()
    {
        var lines = Lines(Pulls.Result() with { Change = s_change, Coverage = new Coverage([], 0, 0, 0, 0, [], []) });
        Assert.Equal(["## 🟢 MlReview: PASS", "", "No findings in what this pull request changes.", "", "<details><summary>What was reviewed: 0 projects, 0 C# files</summary>"], lines[1..6]);
    }

    [Fact]
    public void A_finding_is_a_row_that_leads_to_its_rule_and_its_line()
    {
        var lines = Lines(Pulls.Result(Pulls.Finding("src/Train.cs:3")));
        Assert.Equal(
            [
                "| Severity | Rule | Where | What is wrong |",
                "| :--- | :--- | :--- | :--- |",
                "| 🟠 Major | [MLR101](https://github.com/mlreview/mlreview/blob/main/docs/rules/MLR101.md) | [`src/Train.cs:3`](https://github.com/fork/models/blob/0123456789abcdef0123456789abcdef01234567/src/Train.cs#L3) | **Learned before split.** NormalizeMinMax learned from all of 'data' |",
            ],
            lines[5..8]);
    }

    [Fact]
    public void What_has_no_comment_on_its_line_is_marked()
    {
        var lines = Lines(Pulls.Result(Pulls.Finding("src/Train.cs:3"), Pulls.Finding("src/Old.cs:3"), Pulls.Finding("src/None.cs:3")));
        Assert.Equal(["src/None.cs:3 ²", "src/Old.cs:3 ¹", "src/Train.cs:3 "], lines.Where(line => line.StartsWith("| 🟠", StringComparison.Ordinal)).Select(Place));
        Assert.Contains("¹ The comment is on the file, for the line is not part of the diff. ² Without a comment of its own: the file is not part of the diff.", lines);

        static string Place(string row) => row.Split('`')[1] + " " + string.Concat(row.Split('|')[3].Where(c => c is '¹' or '²'));
    }

    [Fact]
    public void Where_there_are_no_comments_none_is_spoken_of() =>
        Assert.DoesNotMatch("[¹²]", SummaryText.Of(Pulls.Result(Pulls.Finding("src/Old.cs:3"), Pulls.Finding("src/None.cs:3")), Pulls.Pull() with { HasComments = false }));

    [Fact]
    public void What_was_not_reviewed_whole_is_not_green() =>
        Assert.Equal("## ⚪ MlReview: PASS", Lines(Pulls.Result() with { Coverage = new Coverage([], 0, 0, 0, 0, [], [new Notice(NoticeKind.Failed, "A.csproj", "is not valid XML")]) })[1]);

    [Fact]
    public void Five_hundred_findings_fit_and_the_rest_is_counted()
    {
        var findings = Enumerable.Range(1, 500).Select(i => Pulls.Finding($"src/{new string('d', 60)}/Train.cs:{i}", i <= 2 ? Severity.Critical : Severity.Minor, $"f{i}") with { Issue = new string('x', 2000) });
        var text = SummaryText.Of(Pulls.Result([.. findings]), Pulls.Pull());
        var rows = text.Split('\n').Count(line => line.StartsWith("| 🔴", StringComparison.Ordinal) || line.StartsWith("| 🟡", StringComparison.Ordinal));
        Assert.InRange(text.Length, 20_000, BodyLimit.Longest);
        Assert.Contains($"\n{500 - rows} findings, the least severe, are not shown: this comment has no room for more.\n", text, StringComparison.Ordinal);
        Assert.Contains($"<details><summary>{rows - 20} more findings</summary>", text, StringComparison.Ordinal);
        Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $"[mlreview](https://github.com/mlreview/mlreview/) {Cli.Product.Version}."), text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_note_and_the_run_are_named()
    {
        var text = SummaryText.Of(Pulls.Result(), Pulls.Pull() with { Note = "Asked for by a comment.", RunAddress = "https://github.com/octo/models/actions/runs/42" });
        Assert.Contains("\nAsked for by a comment.\n", text, StringComparison.Ordinal);
        Assert.Contains(" in [this run](https://github.com/octo/models/actions/runs/42).", text, StringComparison.Ordinal);
        Assert.Contains("\n[`0123456789`](https://github.com/fork/models/commit/0123456789abcdef0123456789abcdef01234567) reviewed by ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/octo/models/actions/runs/42")]
    [InlineData("https://github.com@evil.example/")]
    [InlineData("https://someone:secret@github.com/")]
    [InlineData("javascript:alert(1)")]
    public void A_run_elsewhere_is_not_led_to(string address) =>
        Assert.DoesNotContain("this run", SummaryText.Of(Pulls.Result(), Pulls.Pull() with { RunAddress = address }), StringComparison.Ordinal);

    [Fact]
    public void What_the_change_silences_is_in_sight()
    {
        var text = SummaryText.Of(Pulls.Result() with { Change = s_change with { Suppressions = [new AddedSuppression(Pulls.Absolute("src/Train.cs"), 4, ["MLR101", "MLR102"]), new AddedSuppression(Pulls.Absolute("src/Train.cs"), 9, [])] } }, Pulls.Pull());
        Assert.Contains("**Suppressed by this change:**\n\n- MLR101, MLR102 at [`src/Train.cs:4`](https://", text, StringComparison.Ordinal);
        Assert.Contains("- all rules at [`src/Train.cs:9`](https://", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Coverage_says_what_was_left_out_and_what_the_model_cost()
    {
        var result = Pulls.Result() with
        {
            Change = s_change,
            Coverage = new Coverage([new ProjectCoverage("b.csproj", ProjectStatus.Failed, "is not valid XML", 0, 0)], 2, 1, 1, 1, ["Foo"], [.. Enumerable.Range(1, 5).Select(i => new Notice(NoticeKind.Skipped, $"f{i}.vb", "is not C#"))]),
            Model = new ModelSummary { Models = "openai:m", Files = 2, Usage = ModelUsage.None with { Calls = 3 }, Cost = 0.04m, PromptVersion = "p1", Unanswered = [new Unanswered("the budget is used up", 2)] },
        };
        var lines = Lines(result, Pulls.Pull() with { FilesAreComplete = false });
        Assert.Contains("**The review is incomplete**: not everything could be reviewed. What was reviewed, below, says what is missing.", lines);
        Assert.Contains("<details><summary>What was reviewed: 1 project, 2 C# files; 5 skipped</summary>", lines);
        Assert.Contains(@"- Reviewed the change from main (bbbbbbbbbb) to feature: 2 files; 1 project that it cannot influence left out.", lines);
        Assert.Contains("- Not of this change: 3 older findings. Repaired by it: 1 finding.", lines);
        Assert.Contains("- The pull request changes more files than GitHub lists; a finding in one of the others stands in this summary alone.", lines);
        Assert.Contains("- Did not bind: 1 name in 1 file (`Foo`).", lines);
        Assert.Contains("- Not analysed: `b.csproj` is not valid XML.", lines);
        Assert.Contains("- Skipped: `f1.vb`, `f2.vb`, `f3.vb` and 2 more: is not C\\#\u200b.", lines);
        Assert.Contains(lines, line => line.StartsWith("- Asked openai:m about 2 files: 3 calls, 0 answered from cache, 0 \\+ 0 tokens, about \\$0.04", StringComparison.Ordinal));
        Assert.Contains("- No answer to 2 questions: the budget is used up.", lines);
    }

    [Fact]
    public void What_is_worth_keeping_is_named_once()
    {
        var place = new PicturePlace(Pulls.Absolute("src/Train.cs"), new SourceRange(2, 1, 2, 5));
        var text = SummaryText.Of(Pulls.Result() with { PositivePatterns = [new PositivePattern("split", "The split comes first", "", "a", place), new PositivePattern("split", "The split comes first", "", "b", place)] }, Pulls.Pull());
        Assert.Contains("**Worth keeping:**\n\n- The split comes first ([`src/Train.cs:2`](https://", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("The split comes first").Length);
    }

    [Fact]
    public void A_pipeline_is_drawn_when_it_holds_a_finding()
    {
        var text = SummaryText.Of(Pulls.Result(Pulls.Finding("src/Train.cs:3")) with { Pictures = [Picture(3), Picture(300)] }, Pulls.Pull());
        Assert.Equal(2, text.Split("```mermaid").Length);
        Assert.Contains("<details open><summary>The pipeline, with what is wrong marked</summary>\n\n`src/A.csproj` Train\n\n```mermaid\nflowchart TD\n", text, StringComparison.Ordinal);
        Assert.Contains("stroke:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_too_large_to_take_in_is_counted()
    {
        var large = Picture(3);
        large = large with { Nodes = [.. Enumerable.Range(1, 400).Select(i => large.Nodes[0] with { Id = $"n{i}" })] };
        var text = SummaryText.Of(Pulls.Result(Pulls.Finding("src/Train.cs:3")) with { Pictures = [large] }, Pulls.Pull());
        Assert.DoesNotContain("mermaid", text, StringComparison.Ordinal);
        Assert.Contains("\n1 pipeline with findings is not drawn here; `mlreview graph` draws all.\n", text, StringComparison.Ordinal);
    }

    private static PipelinePicture Picture(int line)
    {
        var place = new PicturePlace(Pulls.Absolute("src/Train.cs"), new SourceRange(line, 1, line, 9));
        return new PipelinePicture("src/A.csproj", "Train", [new PictureNode("n1", NodeKind.Fit, "Train", "model", "", place, "")], []);
    }
}
