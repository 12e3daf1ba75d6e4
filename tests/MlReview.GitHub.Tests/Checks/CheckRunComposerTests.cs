using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Checks;
using MlReview.Cli.GitHub.Runner;
using MlReview.GitHub.Tests.Fake;
using MlReview.GitHub.Tests.Runner;

namespace MlReview.GitHub.Tests.Checks;

/// <summary>The check of a review: its conclusion is that of the command, and GitHub takes it whatever the findings say.</summary>
public sealed class CheckRunComposerTests
{
    [Theory]
    [InlineData(Severity.Critical, true, "failure", "FAIL: 1 critical finding to fix before merge.")]
    [InlineData(Severity.Critical, false, "neutral", "FAIL: 1 critical finding to fix before merge.")]
    [InlineData(Severity.Major, true, "failure", "PASS WITH CONDITIONS: 1 major finding to fix this sprint.")]
    [InlineData(Severity.Major, false, "neutral", "PASS WITH CONDITIONS: 1 major finding to fix this sprint.")]
    [InlineData(Severity.Minor, false, "success", "PASS: Nothing to fix before merge; 1 minor finding.")]
    internal void The_conclusion_is_the_policys(Severity severity, bool fails, string conclusion, string title)
    {
        var check = Compose(SomeReview.Of(SomeReview.Finding(severity)), fails);
        Assert.Equal((conclusion, title), (check.Conclusion, check.Title));
    }

    [Fact]
    public void What_could_not_be_reviewed_is_no_success() => Assert.Equal("neutral", Compose(SomeReview.Incomplete(), fails: false).Conclusion);

    [Fact]
    public void Annotations_stand_at_the_lines_of_the_repository()
    {
        var finding = SomeReview.Finding(Severity.Major);
        var check = Compose(SomeReview.Of(finding, finding with { Range = new SourceRange(7, 3, 9, 2) }, SomeReview.Finding(path: "../elsewhere.cs")));
        Assert.Equal(
            [
                new CheckAnnotationView("src/Train.cs", 3, 3, "warning", 5, 19),
                new CheckAnnotationView("src/Train.cs", 7, 9, "warning", null, null),
            ],
            check.Annotations.Select(a => new CheckAnnotationView(a.Path, a.StartLine, a.EndLine, a.AnnotationLevel, a.StartColumn, a.EndColumn)));
        Assert.Equal("MLR101 Learned before split", check.Annotations[0].Title);
        Assert.EndsWith("\n\n1 more finding has no annotation beside the code.", check.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_anybody_reads_is_left_out_and_said()
    {
        var check = Compose(SomeReview.Of([.. SomeReview.Many(400, Severity.Minor), .. SomeReview.Many(2)]));
        Assert.Equal(CheckRunComposer.MostAnnotations, check.Annotations.Length);
        Assert.Equal(["failure", "failure", "notice"], check.Annotations.Take(3).Select(a => a.AnnotationLevel));
        Assert.Contains("102 more findings", check.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_takes_it_whatever_the_findings_say()
    {
        var cases = (from path in HostileText.Any from issue in HostileText.Any from line in Gen.Choose(0, 50) from column in Gen.Choose(0, 3) from length in Gen.Choose(0, 30) from times in Gen.Choose(1, 9000)
                     select (path, issue, line, column, length, times)).Sample(300);
        foreach (var drawn in cases)
        {
            var finding = SomeReview.Finding(path: "src/" + drawn.path.Replace("\0", "", StringComparison.Ordinal), issue: string.Concat(Enumerable.Repeat(drawn.issue, drawn.times / (drawn.issue.Length + 1) + 1))) with
            {
                Range = new SourceRange(drawn.line, drawn.column, drawn.line + drawn.length / 2, drawn.column + drawn.length),
            };
            finding = finding with { Rule = finding.Rule with { Title = finding.Issue } };
            var check = Compose(SomeReview.Of(finding), summary: finding.Issue + "\n" + new string('数', drawn.times * 9) + "\nx");
            var story = new Story();
            using var client = story.Client();
            await CheckRunPublisher.PublishAsync(client, Story.Pull, check, story.Time, CancellationToken.None);
            Assert.Equal(check.Annotations.Length, Assert.Single(story.GitHub.Checks).Annotations.Count);
        }
    }

    private CheckRunContent Compose(ReviewResult result, bool fails = false, string summary = "# Summary") =>
        CheckRunComposer.Compose(result, SomeReview.Top, new string('1', 40), fails, summary, runner: null);

    private sealed record CheckAnnotationView(string Path, int Start, int End, string Level, int? StartColumn, int? EndColumn);
}
