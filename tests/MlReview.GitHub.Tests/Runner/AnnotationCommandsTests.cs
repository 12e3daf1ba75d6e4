using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Checks;
using MlReview.Cli.GitHub.Runner;

namespace MlReview.GitHub.Tests.Runner;

/// <summary>Findings as annotations of a step: the runner reads exactly these, whatever the findings say.</summary>
public sealed class AnnotationCommandsTests
{
    [Fact]
    public void A_finding_is_one_command() => Assert.Equal(
        "::error file=src/Train.cs,line=3,endLine=3,col=5,endColumn=19,title=MLR101 Learned before split::'prepared' was fitted on all of 'data'%0AFix: Split first.\n",
        Write(SomeReview.Of(SomeReview.Finding())));

    [Theory]
    [InlineData(Severity.Critical, "error")]
    [InlineData(Severity.Major, "warning")]
    [InlineData(Severity.Minor, "notice")]
    [InlineData(Severity.Info, "notice")]
    internal void Severities_are_kinds(Severity severity, string kind) => Assert.Equal(kind, Assert.Single(FakeRunner.Commands(Write(SomeReview.Of(SomeReview.Finding(severity))))).Name);

    [Fact]
    public void Marks_of_the_form_are_escaped()
    {
        var command = Assert.Single(Write(SomeReview.Of(SomeReview.Finding(path: "a,b:c%d.cs", issue: "50% of\r\n::error::x"))).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("::error file=a%2Cb%3Ac%25d.cs,line=3,", command, StringComparison.Ordinal);
        Assert.Contains("::50%25 of\\u000D%0A::error::x%0A", command, StringComparison.Ordinal);
    }

    [Fact]
    public void The_most_severe_ten_of_a_kind_are_shown_and_the_rest_is_said()
    {
        var commands = FakeRunner.Commands(Write(SomeReview.Of([.. SomeReview.Many(3, Severity.Minor), .. SomeReview.Many(12, Severity.Major), .. SomeReview.Many(11)])));
        Assert.Equal([.. Enumerable.Repeat("error", 10), .. Enumerable.Repeat("warning", 10), .. Enumerable.Repeat("notice", 4)], commands.Select(c => c.Name));
        Assert.Equal("3 more findings are in the summary of the job; GitHub shows 10 annotations of a kind for each step.", commands[^1].Data);
        Assert.Equal(["1", "2"], commands.Take(2).Select(c => c.Properties["line"]));
    }

    [Fact]
    public void Without_room_for_a_notice_the_log_says_it()
    {
        var log = Write(SomeReview.Of(SomeReview.Many(11, Severity.Minor)));
        Assert.Equal(10, FakeRunner.Commands(log).Count);
        Assert.StartsWith("mlreview: 1 more finding is in the summary", FakeRunner.Lines(log)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_only_for_one_line_and_long_places_are_marked_at_their_first()
    {
        var finding = SomeReview.Finding();
        var commands = FakeRunner.Commands(Write(SomeReview.Of(
            finding with { Range = new SourceRange(3, 5, 5, 2) }, finding with { Range = new SourceRange(3, 5, 6, 1) }, finding with { Range = new SourceRange(3, 5, 90, 2) })));
        Assert.Equal(["5", "5", "3"], commands.Select(c => c.Properties["endLine"]));
        Assert.All(commands, c => Assert.False(c.Properties.ContainsKey("col") || c.Properties.ContainsKey("endColumn")));
    }

    [Fact]
    public void A_file_outside_of_the_repository_is_not_named()
    {
        var command = Assert.Single(FakeRunner.Commands(Write(SomeReview.Of(SomeReview.Finding(path: "../other/secret.cs")))));
        Assert.Equal(["title"], command.Properties.Keys);
    }

    [Fact]
    public void The_report_counts_paths_from_the_top_that_a_review_names()
    {
        var log = new StringWriter();
        new AnnotationReport(workspace: "/elsewhere").Write(SomeReview.Of(SomeReview.Finding()) with { RepositoryTop = SomeReview.Top }, log);
        Assert.StartsWith("::error file=src/Train.cs,", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_not_shown() =>
        Assert.DoesNotContain("hunter2hunter2", Write(SomeReview.Of(SomeReview.Finding(issue: "password = \"hunter2hunter2\""))), StringComparison.Ordinal);

    [Fact]
    public void Whatever_a_finding_says_the_runner_reads_that_and_nothing_else()
    {
        var texts = from path in HostileText.Any from title in HostileText.Any from issue in HostileText.Any from step in HostileText.Any select (path, title, issue, step);
        Prop.ForAll(texts.ToArbitrary(), drawn =>
        {
            var finding = SomeReview.Finding(path: "src/" + NameOf(drawn.path), issue: drawn.issue) with { Fix = drawn.issue };
            finding = finding with { Rule = finding.Rule with { Title = drawn.title }, Evidence = [new Evidence("/repo/" + NameOf(drawn.path), finding.Range, drawn.step, drawn.step)] };
            var result = SomeReview.Of(finding);
            var annotation = Assert.Single(Annotation.Of(result, SomeReview.Top));
            var log = Write(result);
            var command = Assert.Single(FakeRunner.Commands(log));
            Assert.Single(FakeRunner.Lines(log));
            Assert.Equal("error", command.Name);
            Assert.Equal(annotation.Message, command.Data.StartsWith(' ') && !annotation.Message.StartsWith(' ') ? command.Data[1..] : command.Data);
            Assert.Equal(annotation.Path, command.Properties["file"]);
            Assert.Equal(annotation.Title, command.Properties["title"]);
            Assert.Equal("3", command.Properties["line"]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    /// <summary>What a file can be called.</summary>
    private static string NameOf(string text) => text.Replace("\0", "", StringComparison.Ordinal).Replace("..", "", StringComparison.Ordinal);

    private static string Write(ReviewResult result)
    {
        var log = new StringWriter();
        AnnotationCommands.Write(result, SomeReview.Top, log);
        return log.ToString();
    }
}
