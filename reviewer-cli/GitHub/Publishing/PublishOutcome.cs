namespace MlReview.Cli.GitHub.Publishing;

/// <summary>What publishing did.</summary>
/// <param name="Reason">Why nothing was posted; empty when the pull request shows the review.</param>
internal sealed record PublishOutcome(string Reason, int Posted, int Closed, int Reopened)
{
    public bool IsPublished => Reason.Length == 0;

    internal sealed class Counter
    {
        public int Posted { get; set; }

        public int Closed { get; set; }

        public int Reopened { get; set; }

        public PublishOutcome ToOutcome(string reason) => new(reason, Posted, Closed, Reopened);
    }
}
