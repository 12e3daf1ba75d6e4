using System.Collections.Immutable;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Findings;

/// <summary>What a baseline knows of a review: how its files are named, and which were looked at.</summary>
/// <param name="hears">Whether findings of a rule are shown.</param>
internal sealed class BaselineView(ReviewRoot root, FileFilter filter, Func<Rule, bool> hears, ReviewResult result)
{
    private readonly ImmutableHashSet<string> _unheard = [.. result.Rules.Where(r => !hears(r)).Select(r => r.Id)];
    private readonly ImmutableArray<string> _gaps = [.. GapsOf(root, result)];

    public ReviewResult Result => result;

    public string NameOf(string path) => root.Relative(path);

    /// <summary>
    /// Whether the absence of a finding means that it was fixed: its rule was asked, and its file was reviewed or is no more. Nobody knows that of a
    /// file that could not be read or whose project could not, nor in a review of a part, or of a change.
    /// </summary>
    public bool IsJudged(BaselineEntry entry) =>
        result is { Shard: null, Change: null }
        && !_unheard.Contains(entry.Rule)
        && !_gaps.Any(gap => gap == "." || PathRules.IsWithin(entry.File, gap))
        && root.TryResolve(root.Directory, entry.File, out _) is { } path
        && (filter.IsReviewed(path) || !root.Exists(path));

    /// <summary>Whether a finding of the same fingerprint in another file may be this one: it is gone from its own, or its file is.</summary>
    public bool MayHaveMoved(BaselineEntry entry) =>
        IsJudged(entry) || (root.TryResolve(root.Directory, entry.File, out _) is { } path && !root.Exists(path));

    /// <summary>Files and directories that the review should have read and did not.</summary>
    private static IEnumerable<string> GapsOf(ReviewRoot root, ReviewResult result) =>
        result.Coverage.Notices.Where(n => n.Kind == NoticeKind.Failed).Select(n => n.Subject)
            .Concat(result.Coverage.Projects.Where(p => p.Status == ProjectStatus.Failed).Select(p => root.Relative(Path.Combine(result.BasePath, p.Path))))
            .Select(gap => gap.EndsWith("proj", StringComparison.OrdinalIgnoreCase) ? Path.GetDirectoryName(gap) is { Length: > 0 } directory ? directory.Replace('\\', '/') : "." : gap);
}
