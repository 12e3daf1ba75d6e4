using System.Collections.Immutable;
using MlReview.Cli.Changes;
using MlReview.Cli.Merging;
using MlReview.Cli.Pictures;
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
internal sealed record ProjectCoverage(string Path, ProjectStatus Status, string Reason, int Files, int AnalyzedFiles)
{
    public int UnboundNames { get; init; }

    public int FilesWithUnbound { get; init; }

    /// <summary>The most frequent names that did not bind.</summary>
    public ImmutableArray<UnboundName> Unbound { get; init; } = [];
}

/// <summary>A name that stands for nothing, and how often it was met.</summary>
internal sealed record UnboundName(string Name, int Count);

/// <summary>What a review covered, stated in every report.</summary>
/// <param name="Files">C# files, once for each project that compiles them.</param>
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
    private const int MostUnboundNames = 10;

    /// <summary>The rows of projects with their sums. Rows and notices have one order, whoever was first.</summary>
    public static Coverage Of(IEnumerable<ProjectCoverage> projects, IEnumerable<Notice> notices)
    {
        var rows = projects.OrderBy(p => p.Path, StringComparer.Ordinal).ToImmutableArray();
        var names = rows.SelectMany(p => p.Unbound).GroupBy(u => u.Name, StringComparer.Ordinal)
            .OrderByDescending(g => g.Sum(u => u.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostUnboundNames).Select(g => g.Key);
        var ordered = notices.Distinct().OrderBy(n => n.Subject, StringComparer.Ordinal).ThenBy(n => n.Kind).ThenBy(n => n.Reason, StringComparer.Ordinal);
        return new Coverage(rows, rows.Sum(p => p.Files), rows.Sum(p => p.AnalyzedFiles), rows.Sum(p => p.UnboundNames), rows.Sum(p => p.FilesWithUnbound), [.. names], [.. ordered]);
    }

    public bool IsIncomplete => Projects.Any(p => p.Status == ProjectStatus.Failed) || Notices.Any(n => n.Kind == NoticeKind.Failed);
}

/// <summary>Everything a report says.</summary>
/// <param name="BasePath">Absolute directory that reported paths are relative to.</param>
/// <param name="Rules">All rules of the analyzers that ran.</param>
internal sealed record ReviewResult(string BasePath, ImmutableArray<Finding> Findings, ImmutableArray<Rule> Rules, Coverage Coverage)
{
    /// <summary>What the review had of a language model; null when none was named.</summary>
    public Llm.ModelSummary? Model { get; init; }

    /// <summary>Whether something that should have been reviewed was not.</summary>
    public bool IsIncomplete => Coverage.IsIncomplete || Model is { IsIncomplete: true };

    /// <summary>What the review of a change says besides; null for a review of everything.</summary>
    public ChangeSummary? Change { get; init; }

    /// <summary>Set when this is a part of a larger review.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The pipelines of the reviewed projects, without findings.</summary>
    public ImmutableArray<PipelinePicture> Pictures { get; init; } = [];

    /// <summary>What the projects do right.</summary>
    public ImmutableArray<PositivePattern> PositivePatterns { get; init; } = [];

    /// <summary>What the baseline did to the findings; null when there is none.</summary>
    public BaselineSummary? Baseline { get; init; }

    /// <summary>Absolute directory of the repository's top, where the tree is no checkout that shows it; null elsewhere.</summary>
    public string? RepositoryTop { get; init; }

    public Verdict Verdict =>
        Count(Severity.Critical) > 0 ? Verdict.Fail
        : Count(Severity.Major) > 0 ? Verdict.PassWithConditions
        : Verdict.Pass;

    public string Relative(string path) => PathRules.Relative(BasePath, path);

    public int Count(Severity severity) => Findings.Count(f => f.Severity == severity);
}
