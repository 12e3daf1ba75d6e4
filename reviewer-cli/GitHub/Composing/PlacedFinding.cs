using System.Collections.Immutable;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>A finding, and where on the pull request it can be said.</summary>
/// <param name="Id">Its identity over pushes.</param>
/// <param name="Path">In the repository; null for a file that is not part of it.</param>
/// <param name="Suggestion">Replaces exactly the lines of <paramref name="Anchor"/>; null for none.</param>
internal sealed record PlacedFinding(Finding Finding, string Id, string? Path, Anchor Anchor, Suggestion? Suggestion)
{
    /// <summary>Whether the comment shows the line that the finding begins at.</summary>
    public bool IsOnItsLine => Anchor is Anchor.Lines(var first, var last) && Finding.Range.StartLine >= first && Finding.Range.StartLine <= last;

    /// <summary>All of a review, most severe first, in an order that no machine and no run changes.</summary>
    public static ImmutableArray<PlacedFinding> AllOf(ReviewResult result, ReviewedPull pull)
    {
        var paths = new RepositoryPaths(pull);
        var findings = result.Findings
            .Select(finding => (Finding: finding, Path: paths.TryGet(finding.Path)))
            .OrderByDescending(each => each.Finding.Severity)
            .ThenBy(each => each.Path ?? each.Finding.Path, StringComparer.Ordinal)
            .ThenBy(each => each.Finding.Range.StartLine).ThenBy(each => each.Finding.Range.StartColumn)
            .ThenBy(each => each.Finding.Range.EndLine).ThenBy(each => each.Finding.Range.EndColumn)
            .ThenBy(each => each.Finding.Rule.Id, StringComparer.Ordinal).ThenBy(each => each.Finding.Fingerprint, StringComparer.Ordinal)
            .ToList();
        var ids = FindingIds.Of([.. findings.Select(each => (each.Finding.Fingerprint, each.Path ?? each.Finding.Path))]);
        return [.. findings.Select((each, i) => Of(each.Finding, ids[i], each.Path, pull))];
    }

    /// <summary>Those that get a comment of their own, by identity: the first that the diff has a place for.</summary>
    public static ImmutableHashSet<string> Commented(ImmutableArray<PlacedFinding> all) =>
        [.. all.Where(each => each.Anchor is not Anchor.Nowhere).Take(PublishPlan.MostComments).Select(each => each.Id)];

    private static PlacedFinding Of(Finding finding, string id, string? path, ReviewedPull pull)
    {
        var patch = path is null ? null : pull.Diff.ByNewPath(path);
        var suggestion = SuggestedLines.Of(finding, patch);
        var range = finding.Range;
        // A range that ends before the first character of a line does not touch it.
        var last = range.EndColumn == 1 && range.EndLine > range.StartLine ? range.EndLine - 1 : range.EndLine;
        var anchor = suggestion is null ? Placement.Of(patch, range.StartLine, last) : new Anchor.Lines(suggestion.FirstLine, suggestion.LastLine);
        return new PlacedFinding(finding, id, path, anchor, suggestion);
    }
}
