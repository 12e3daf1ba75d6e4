using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>A review as what a pull request should show.</summary>
internal static class PublicationComposer
{
    public static Publication Compose(ReviewResult result, ReviewedPull pull)
    {
        var findings = PlacedFinding.AllOf(result, pull);
        return new Publication(
            pull.HeadCommit,
            [.. findings.Select(each => Publish(each, result, pull))],
            SummaryText.Of(result, pull, findings),
            IsComplete: !result.IsIncomplete && result.Shard is null);
    }

    private static PublishedFinding Publish(PlacedFinding placed, ReviewResult result, ReviewedPull pull)
    {
        var finding = placed.Finding;
        return new PublishedFinding(placed.Id, finding.Severity, placed.Path ?? result.Relative(finding.Path), placed.Anchor, FindingText.Of(placed, result, pull))
        {
            BodyElsewhere = FindingText.Of(placed, result, pull, isOnLines: false),
        };
    }
}
