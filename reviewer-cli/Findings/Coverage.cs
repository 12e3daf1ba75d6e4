using System.Collections.Immutable;
using MlReview.Cli.Changes;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Findings;

internal enum ProjectStatus
{
    Analyzed,

    /// <summary>It uses no ML library: there is nothing for the rules to look at.</summary>
    NoMachineLearning,

    /// <summary><c>MlReviewMode</c> is None.</summary>
    SwitchedOff,

    Failed,
}

/// <summary>What became of one project.</summary>
/// <param name="Path">Relative to the reviewed path.</param>
/// <param name="Reason">Why it was not analysed; empty otherwise.</param>
internal sealed record ProjectCoverage(string Path, ProjectStatus Status, string Reason, int Files, int AnalyzedFiles);

/// <summary>What a review covered, stated in every report.</summary>
/// <param name="Unbound">Names that did not bind, most frequent first.</param>
internal sealed record Coverage(
    ImmutableArray<ProjectCoverage> Projects,
    int Files,
    int AnalyzedFiles,
    int UnboundNames,
    int FilesWithUnbound,
    ImmutableArray<string> Unbound,
    ImmutableArray<Notice> Notices)
{
    public bool IsIncomplete => Projects.Any(p => p.Status == ProjectStatus.Failed) || Notices.Any(n => n.Kind == NoticeKind.Failed);
}

/// <summary>Everything a report says.</summary>
/// <param name="BasePath">Absolute directory that reported paths are relative to.</param>
/// <param name="Rules">All rules of the analyzers that ran.</param>
internal sealed record ReviewResult(string BasePath, ImmutableArray<Finding> Findings, ImmutableArray<Rule> Rules, Coverage Coverage)
{
    /// <summary>What the review of a change says besides; null for a review of everything.</summary>
    public ChangeSummary? Change { get; init; }

    public string Relative(string path) => PathRules.Relative(BasePath, path);

    public int Count(Severity severity) => Findings.Count(f => f.Severity == severity);
}
