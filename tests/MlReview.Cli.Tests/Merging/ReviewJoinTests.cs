using MlReview.Cli.Findings;
using MlReview.Cli.Merging;
using MlReview.Cli.Sources;
using MlReview.Cli.Tests.Reports;

namespace MlReview.Cli.Tests.Merging;

public sealed class ReviewJoinTests
{
    [Fact]
    public void A_finding_of_two_projects_is_one_with_the_stricter_level()
    {
        var lenient = Project("A.csproj", SarifReportTests.Finding(level: Level.Note));
        var strict = Project("B.csproj", SarifReportTests.Finding(level: Level.Error));
        Assert.Equal(Level.Error, Assert.Single(Join(lenient, strict).Findings).Level);
        Assert.Equal(ReportText.Json(Join(lenient, strict)), ReportText.Json(Join(strict, lenient)));
    }

    [Fact]
    public void Findings_that_differ_in_place_or_words_are_two()
    {
        var finding = SarifReportTests.Finding();
        var other = finding with { Range = finding.Range with { EndColumn = 21 } };
        Assert.Equal(3, Join(Project("A.csproj", finding, other, finding with { Issue = "something else" })).Findings.Length);
    }

    [Fact]
    public void Joining_again_changes_nothing()
    {
        var joined = Join(Project("A.csproj", SarifReportTests.Finding()), Project("B.csproj"));
        Assert.Equal(ReportText.Json(joined), ReportText.Json(ReviewJoin.Of("/repo", [joined, joined])));
    }

    [Fact]
    public void Coverage_is_the_sum_of_its_rows()
    {
        var coverage = Join(Project("B.csproj"), Project("A.csproj")).Coverage;
        Assert.Equal((4, 2, 6, 2), (coverage.Files, coverage.AnalyzedFiles, coverage.UnboundNames, coverage.FilesWithUnbound));
        Assert.Equal(["Foo", "Bar"], coverage.Unbound);
        Assert.Equal(["A.csproj", "B.csproj"], coverage.Projects.Select(p => p.Path));
        Assert.Equal("x", Assert.Single(coverage.Notices).Subject);
    }

    [Fact]
    public void A_project_that_failed_in_one_run_and_not_in_another_counts_as_analysed()
    {
        var failed = new ProjectResult { Coverage = new ProjectCoverage("A.csproj", ProjectStatus.Failed, "vanished", 0, 0) };
        Assert.Equal(ProjectStatus.Analyzed, Assert.Single(Join(failed, Project("A.csproj")).Coverage.Projects).Status);
    }

    private static ReviewResult Join(params ProjectResult[] projects) => ReviewJoin.Of("/repo", [SarifReportTests.Rule], [new Notice(NoticeKind.Assumed, "x", "y")], projects);

    private static ProjectResult Project(string path, params Finding[] findings) => new()
    {
        Coverage = new ProjectCoverage(path, ProjectStatus.Analyzed, "", 2, 1) { UnboundNames = 3, FilesWithUnbound = 1, Unbound = [new UnboundName("Foo", 2), new UnboundName("Bar", 1)] },
        Findings = [.. findings],
        Notices = [new Notice(NoticeKind.Assumed, "x", "y")],
    };
}
