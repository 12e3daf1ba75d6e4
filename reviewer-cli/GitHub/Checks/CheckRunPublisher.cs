namespace MlReview.Cli.GitHub.Checks;

/// <summary>
/// Brings a commit to the check that it should have. A check holds 50 annotations of a request, and what later requests add; GitHub takes none
/// of them back. A request whose outcome nobody knows is therefore not repeated: GitHub is asked how many annotations there are, and what is
/// missing is added. A check that says something else, or that another run is still at work on, is left as it is, and a new one of the same name
/// supersedes it, for GitHub shows the newest.
/// </summary>
internal static class CheckRunPublisher
{
    public const int MostInRequest = 50;
    private const int MostRounds = 4;

    /// <summary>Longer than GitHub works on a request.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(15);

    /// <exception cref="GitHubException">When GitHub cannot be brought to it now. The check is there with its conclusion, or not at all.</exception>
    public static async Task PublishAsync(IGitHub github, PullRequestName pull, CheckRunContent content, TimeProvider time, CancellationToken cancellation)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                await CompleteAsync(github, pull, content, cancellation).ConfigureAwait(false);
                return;
            }
            catch (GitHubException e) when (e.Fault == GitHubFault.Uncertain && round < MostRounds)
            {
                await Task.Delay(s_settling, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static async Task CompleteAsync(IGitHub github, PullRequestName pull, CheckRunContent content, CancellationToken cancellation)
    {
        var there = Usable(await github.CheckRunsAsync(pull, content.HeadCommit, CheckRunContent.Name, cancellation).ConfigureAwait(false), content);
        var done = there?.Output?.AnnotationsCount ?? Math.Min(MostInRequest, content.Annotations.Length);
        var id = there?.Id ?? await github.CreateCheckRunAsync(pull, content.Draft([.. content.Annotations.Take(done)]), cancellation).ConfigureAwait(false);
        foreach (var batch in content.Annotations.Skip(done).Chunk(MostInRequest))
            await github.UpdateCheckRunAsync(pull, id, content.Update(batch), cancellation).ConfigureAwait(false);
    }

    /// <summary>The newest check of our name, if it says what is wanted: all of it, or the beginning and it is ours.</summary>
    private static CheckRun? Usable(IEnumerable<CheckRun> there, CheckRunContent content) =>
        there.Where(c => c.Name == CheckRunContent.Name).MaxBy(c => c.Id) is { Output.AnnotationsCount: { } count } newest && content.IsSaidBy(newest)
        && (count >= content.Annotations.Length || newest.ExternalId == content.ExternalId)
            ? newest : null;
}
