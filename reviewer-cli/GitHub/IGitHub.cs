namespace MlReview.Cli.GitHub;

/// <summary>
/// What the reviewer asks of GitHub, and all that it knows of it: nothing here speaks of HTTP. Every list is complete, whatever pages it comes in.
/// </summary>
/// <remarks>All members throw <see cref="GitHubException"/>.</remarks>
internal interface IGitHub
{
    Task<PullRequest> PullRequestAsync(PullRequestName pull, CancellationToken cancellation);

    Task<IReadOnlyList<ChangedFile>> FilesAsync(PullRequestName pull, CancellationToken cancellation);

    /// <summary>The open pull requests that a commit is the head of, for events that do not name one.</summary>
    Task<IReadOnlyList<PullRequest>> PullRequestsOfAsync(PullRequestName anyOfRepository, string commit, CancellationToken cancellation);

    /// <summary>How a commit stands to another one of the same network of forks.</summary>
    Task<Comparison> CompareAsync(PullRequestName anyOfRepository, string from, string to, CancellationToken cancellation);

    /// <summary>The login that the token writes under.</summary>
    Task<string> ViewerAsync(CancellationToken cancellation);

    Task<IReadOnlyList<Review>> ReviewsAsync(PullRequestName pull, CancellationToken cancellation);

    Task CreateReviewAsync(PullRequestName pull, ReviewDraft review, CancellationToken cancellation);

    /// <summary>Discards a review that was begun and never given.</summary>
    Task DeletePendingReviewAsync(PullRequestName pull, long review, CancellationToken cancellation);

    Task<IReadOnlyList<ReviewThread>> ThreadsAsync(PullRequestName pull, CancellationToken cancellation);

    Task CreateFileCommentAsync(PullRequestName pull, FileCommentDraft comment, CancellationToken cancellation);

    Task EditReviewCommentAsync(PullRequestName pull, long comment, string body, CancellationToken cancellation);

    /// <summary>No fault when it is gone already.</summary>
    Task DeleteReviewCommentAsync(PullRequestName pull, long comment, CancellationToken cancellation);

    Task SetResolvedAsync(string thread, bool isResolved, CancellationToken cancellation);

    /// <summary>Folds a comment away as outdated, or unfolds it.</summary>
    Task SetMinimizedAsync(string commentNode, bool isMinimized, CancellationToken cancellation);

    Task<IReadOnlyList<IssueComment>> IssueCommentsAsync(PullRequestName pull, CancellationToken cancellation);

    Task CreateIssueCommentAsync(PullRequestName pull, string body, CancellationToken cancellation);

    Task EditIssueCommentAsync(PullRequestName pull, long comment, string body, CancellationToken cancellation);

    /// <summary>No fault when it is gone already.</summary>
    Task DeleteIssueCommentAsync(PullRequestName pull, long comment, CancellationToken cancellation);

    /// <summary>All of a name, also those that newer ones supersede.</summary>
    Task<IReadOnlyList<CheckRun>> CheckRunsAsync(PullRequestName pull, string commit, string name, CancellationToken cancellation);

    Task<long> CreateCheckRunAsync(PullRequestName pull, CheckRunDraft check, CancellationToken cancellation);

    /// <summary>Replaces title and summary, adds annotations.</summary>
    Task UpdateCheckRunAsync(PullRequestName pull, long check, CheckRunUpdate content, CancellationToken cancellation);

    /// <returns>The name that code scanning gives the report.</returns>
    Task<string> UploadSarifAsync(PullRequestName anyOfRepository, CodeScanningReport report, CancellationToken cancellation);

    Task<CodeScanningStatus> SarifStatusAsync(PullRequestName anyOfRepository, string report, CancellationToken cancellation);
}
