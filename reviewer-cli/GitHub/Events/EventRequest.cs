using MlReview.Cli.Llm.Lanes;

namespace MlReview.Cli.GitHub.Events;

/// <summary>What an event asks for.</summary>
internal abstract record EventRequest
{
    /// <summary>The review of a pull request.</summary>
    public sealed record OfPull(PullRequestName Pull) : EventRequest
    {
        /// <summary>The head that the event is about; null when it does not say.</summary>
        public string? HeadCommit { get; init; }

        /// <summary>The head before the push that the event is about; null when it is about none.</summary>
        public string? BeforeCommit { get; init; }

        /// <summary>Whether somebody asked for it in a comment.</summary>
        public bool IsCommand { get; init; }

        /// <summary>The pass that was asked for; null for both.</summary>
        public Pass? Only { get; init; }

        /// <summary>Why the token of such a run can usually only read; empty when it can do more.</summary>
        public string ReadOnlyBecause { get; init; } = "";
    }

    /// <summary>The review of the pull request that has this commit as its head; only GitHub knows which one that is.</summary>
    /// <param name="AnyOfRepository">The repository; its number means nothing.</param>
    public sealed record OfCommit(PullRequestName AnyOfRepository, string Commit) : EventRequest;

    /// <summary>Nothing at all.</summary>
    /// <param name="Reason">One sentence.</param>
    public sealed record Nothing(string Reason) : EventRequest;
}
