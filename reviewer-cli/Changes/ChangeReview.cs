using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Merging;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Changes;

/// <summary>Reviews the trees before and after a change, as far as it can matter, and compares the findings.</summary>
internal sealed class ChangeReview
{
    private readonly Change _change;
    private readonly ReviewedProjects _before;
    private readonly int _others;
    private FindingComparison? _comparison;

    public ChangeReview(Change change)
    {
        _change = change;
        var before = ReviewedProjects.Read(change.Before);
        var after = ReviewedProjects.Read(change.Head, change.Configuration == ConfigurationSide.Base ? Trusted(before).Apply : null);
        var influenced = Influence.Of(change, before, after);
        _before = before.Only(influenced);
        After = after.Only(influenced);
        _others = after.InScope.Length - After.InScope.Length;
    }

    /// <summary>The tree after the change: the projects that it can influence.</summary>
    public ReviewedProjects After { get; }

    /// <returns>All findings of the tree after the change, also those that are none of its concern: a baseline counts them.</returns>
    public async Task<ReviewResult> ReviewAsync(Reviewer reviewer, FileFilter filter, IProgress progress, CancellationToken cancellationToken)
    {
        var (beforeShare, afterShare) = reviewer.Shard is { } shard ? Share(shard) : (_before, After);
        var before = await reviewer.ReviewAsync(_change.Before, beforeShare, new FileFilter(_change.Before, [], []), progress, cancellationToken).ConfigureAwait(false);
        var after = await reviewer.ReviewAsync(_change.Head, afterShare, filter, progress, cancellationToken).ConfigureAwait(false);
        _comparison = new FindingComparison(_change, before.Findings, after.Findings);
        return after with
        {
            Change = new ChangeSummary(
                _change.BaseName, _change.BaseCommit, _change.HeadName, _change.HeadCommit, _change.Patch.Files.Length, _others, SuppressionSearch.Of(_change, filter.IsReviewed))
            {
                Repaired = _comparison.Gone.Count(f => filter.IsReviewed(NewPathOf(f.Path))),
            },
            Coverage = after.Coverage with { Notices = [.. after.Coverage.Notices.Concat(_change.Notices).Concat(Unknown(before)).Distinct()] },
        };
    }

    /// <summary>The findings that the change causes, of those that <see cref="ReviewAsync"/> returned.</summary>
    public ReviewResult Only(ReviewResult result)
    {
        var caused = result.Findings.RemoveAll(f => !IsCaused(f));
        return result with { Findings = caused, Change = result.Change! with { LeftOut = result.Findings.Length - caused.Length } };
    }

    public bool IsCaused(Finding finding) => _comparison?.IsCaused(finding) ?? true;

    /// <summary>A part of the review compares the same projects on both sides; those that the change deletes fall to the first part.</summary>
    private (ReviewedProjects Before, ReviewedProjects After) Share(Shard shard)
    {
        var share = shard.Of(After, _change.Head.Root);
        var mine = share.InScope.Select(p => p.Path).Concat(share.Unreadable.Select(u => u.Path)).ToHashSet(PathRules.Comparer);
        if (shard.Index == 1)
            mine.UnionWith(_before.InScope.Select(p => p.Path).Except(After.InScope.Select(p => p.Path), PathRules.Comparer));
        return (_before.Only(mine), share);
    }

    private BaseConfiguration Trusted(ReviewedProjects before)
    {
        var trusted = new BaseConfiguration(_change.Before, before.Graph);
        trusted.AddNamed(_change.Head.Root.Overlay!);
        return trusted;
    }

    private string NewPathOf(string old) =>
        PathRules.IsWithin(old, _change.Top) && _change.Patch.ByOldPath(PathRules.Relative(_change.Top, old))?.NewPath is { } path ? _change.Absolute(path) : old;

    private IEnumerable<Notice> Unknown(ReviewResult before) =>
        before.Coverage.Projects.Where(p => p.Status == ProjectStatus.Failed)
            .Select(p => new Notice(NoticeKind.Assumed, p.Path, "could not be analysed as it was before the change, so that its old findings count as new"));
}
