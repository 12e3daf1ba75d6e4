using System.Collections.Immutable;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>One thing to do to a pull request. Whoever does all of them, in order and as often as it takes, ends with the same conversation.</summary>
internal abstract record PublishStep
{
    /// <summary>A second comment on the same finding, of a run at the same time.</summary>
    public sealed record RemoveComment(OwnComment Comment) : PublishStep;

    public sealed record PostReview(ImmutableArray<PublishedFinding> Findings) : PublishStep;

    public sealed record PostFileComment(PublishedFinding Finding) : PublishStep;

    /// <summary>The finding is back.</summary>
    public sealed record Reopen(OwnComment Comment, PublishedFinding Finding) : PublishStep;

    /// <summary>The finding is gone.</summary>
    public sealed record Close(OwnComment Comment) : PublishStep;

    public sealed record RemoveSummary(long Comment) : PublishStep;

    public sealed record PostSummary(string Body) : PublishStep;

    public sealed record EditSummary(long Comment, string Body) : PublishStep;
}
