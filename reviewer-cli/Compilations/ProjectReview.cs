using System.Collections.Immutable;
using MlReview.Cli.Findings;
using MlReview.Cli.Fixing;
using MlReview.Cli.Notebooks;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>Turns one project into its result.</summary>
internal sealed class ProjectReview(ReviewScope scope, FileFilter filter, ProjectAnalysis analysis, IProjectWork? work)
{
    /// <summary>Reports show ten names of all projects together.</summary>
    private const int MostUnboundNames = 50;

    /// <summary>Whether each finding gets the repair that the fix engine offers.</summary>
    public bool OffersRepairs { get; init; }

    /// <param name="notices">What was noted while the project and those that it sees were compiled.</param>
    public async Task<ProjectResult> AnalyzeAsync(ProjectCompilation project, IEnumerable<Notice> notices, CancellationToken cancellationToken)
    {
        var result = await analysis.RunAsync(project, filter.IsReviewed, cancellationToken).ConfigureAwait(false);
        // A fix changes text, and what stands in a notebook is written in JSON.
        if (work is not null && project.Project.Notebook is null)
            await work.WorkAsync(project, result, analysis, cancellationToken).ConfigureAwait(false);
        var drawing = (project.Project.Notebook?.Place(result.Drawing) ?? result.Drawing).In(PathRules.Relative(scope.BasePath, project.Project.Path));
        var findings = new FindingFactory(path => scope.Root.TryReadSource(path, out _));
        var repairs = OffersRepairs && project.Project.Notebook is null ? new OfferedRepairs(project.Compilation, filter.IsReviewed, cancellationToken) : null;
        return new ProjectResult
        {
            Coverage = Row(project.Project, ProjectStatus.Analyzed, "") with
            {
                AnalyzedFiles = result.AnalyzedFiles,
                FilesWithUnbound = result.FilesWithUnbound,
                UnboundNames = result.Unbound.Values.Sum(),
                Unbound =
                [
                    .. result.Unbound.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Take(MostUnboundNames)
                        .Select(u => new UnboundName(Printable.Text(u.Key), u.Value)),
                ],
            },
            Findings =
            [
                .. result.Diagnostics.Select(d => findings.TryCreate(d) is { } finding ? finding with { Repair = repairs?.Of(d) } : null).OfType<Finding>()
                    .Select(f => project.Project.Notebook?.Place(f) ?? f),
            ],
            Pictures = drawing.Pictures,
            PositivePatterns = drawing.PositivePatterns,
            Notices = [.. notices, .. result.Failures.Select(f => new Notice(NoticeKind.Failed, scope.Root.Relative(project.Project.Path), $"made an analyzer fail ({f})"))],
            IsRepeatable = result.Failures.IsEmpty,
        };
    }

    /// <summary>A project that is not analysed, and why.</summary>
    public ProjectResult Left(ProjectModel project) => new()
    {
        Coverage = IsOn(project) ? Row(project, ProjectStatus.NoMachineLearning, "uses no ML library") : Row(project, ProjectStatus.SwitchedOff, "MlReviewMode is None"),
        Notices = [.. project.Notices.Where(n => n.Kind == NoticeKind.Failed)],
    };

    /// <summary>One project must not take the review down; what went wrong is reported as its reason.</summary>
    public ProjectResult Failed(ProjectModel project, Exception failure, IEnumerable<Notice> notices) => new()
    {
        Coverage = Row(project, ProjectStatus.Failed, $"could not be analysed ({failure.GetType().Name})"),
        Notices = [.. notices],
        IsRepeatable = false,
    };

    public ProjectResult Unreadable(string path, string reason) =>
        new() { Coverage = new ProjectCoverage(PathRules.Relative(scope.BasePath, path), ProjectStatus.Failed, reason, 0, 0) };

    public static bool IsOn(ProjectModel project) => !project.Mode.Equals("None", StringComparison.OrdinalIgnoreCase);

    /// <summary>A result that was kept says the same wherever the review starts; only the name of its project depends on that.</summary>
    public ProjectResult Named(ProjectModel project, ProjectResult result) =>
        Named(result, PathRules.Relative(scope.BasePath, project.Path));

    private static ProjectResult Named(ProjectResult result, string path) => result with
    {
        Coverage = result.Coverage with { Path = path },
        Pictures = [.. result.Pictures.Select(picture => picture with { Project = path })],
        PositivePatterns = [.. result.PositivePatterns.Select(pattern => pattern with { Project = path })],
    };

    private ProjectCoverage Row(ProjectModel project, ProjectStatus status, string reason) =>
        new(PathRules.Relative(scope.BasePath, project.Path), status, reason, project.Sources.Length, 0);
}
