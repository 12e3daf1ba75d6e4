namespace MlReview.Cli.GitHub.Events;

/// <summary>A pull request that is to be reviewed, at one commit.</summary>
/// <param name="Name">As GitHub has it now, also after the repository was renamed.</param>
internal sealed record FoundPull(PullRequestName Name, PullRequest Pull, string HeadCommit);

/// <summary>Asks GitHub for the pull request that an event is about, and whether it is to be reviewed.</summary>
internal sealed class PullFinder(IGitHub github, bool takesDrafts)
{
    /// <returns>The pull request, or null and the sentence that says why there is nothing to do.</returns>
    /// <exception cref="GitHubException">When GitHub does not say.</exception>
    public async Task<(FoundPull? Found, string Reason)> FindAsync(EventRequest request, CancellationToken cancellation) => request switch
    {
        EventRequest.OfPull asked => await OfPullAsync(asked, cancellation).ConfigureAwait(false),
        EventRequest.OfCommit asked => await OfCommitAsync(asked, cancellation).ConfigureAwait(false),
        EventRequest.Nothing nothing => (null, nothing.Reason),
        _ => throw new ArgumentException("A request of another kind.", nameof(request)),
    };

    private async Task<(FoundPull? Found, string Reason)> OfPullAsync(EventRequest.OfPull asked, CancellationToken cancellation)
    {
        var pull = await github.PullRequestAsync(asked.Pull, cancellation).ConfigureAwait(false);
        var found = new FoundPull(NameOf(pull, asked.Pull), pull, asked.HeadCommit ?? pull.Head.Sha);
        if (WhyNot(found) is { } reason)
            return (null, reason);
        // The API may still show the commit before the push that started this run.
        return found.HeadCommit != pull.Head.Sha && asked.BeforeCommit != pull.Head.Sha
            ? (null, $"{found.Name} has moved on from {Short(found.HeadCommit)} to {Short(pull.Head.Sha)}, whose own run reviews it; nothing was reviewed.")
            : (found, "");
    }

    private async Task<(FoundPull? Found, string Reason)> OfCommitAsync(EventRequest.OfCommit asked, CancellationToken cancellation)
    {
        var repository = asked.AnyOfRepository;
        var pulls = (await github.PullRequestsOfAsync(repository, asked.Commit, cancellation).ConfigureAwait(false))
            .Where(pull => pull.Head.Sha == asked.Commit && pull.State == "open" && repository.FullName.Equals(pull.Base.Repo?.FullName, StringComparison.OrdinalIgnoreCase)).ToList();
        if (pulls is not [var only])
            return (null, pulls.Count == 0
                ? $"No open pull request of {repository.FullName} has the head {Short(asked.Commit)}; nothing was reviewed."
                : $"Several pull requests of {repository.FullName} have the head {Short(asked.Commit)} ({string.Join(", ", pulls.Select(p => "#" + p.Number))}); name one as --pr OWNER/REPO#N; nothing was reviewed.");
        return await OfPullAsync(new EventRequest.OfPull(repository with { Number = only.Number }) { HeadCommit = asked.Commit }, cancellation).ConfigureAwait(false);
    }

    private string? WhyNot(FoundPull found) =>
        found.Pull.State != "open" ? $"{found.Name} is closed; nothing was reviewed."
        : found.Pull.Draft && !takesDrafts ? $"{found.Name} is a draft, which --drafts would review; nothing was reviewed."
        : null;

    private static PullRequestName NameOf(PullRequest pull, PullRequestName asked) =>
        pull.Base.Repo is { } repository && PullRequestName.TryParse(repository.FullName, asked.Number) is { } name ? name : asked;

    private static string Short(string commit) => commit.Length > 10 ? commit[..10] : commit;
}
