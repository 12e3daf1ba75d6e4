using System.Collections.Immutable;
using System.Globalization;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>
/// Brings a pull request to what it should show. After a request whose outcome nobody knows it looks again instead of asking again, so that nothing
/// is posted twice; what a run could not do, the next one does.
/// </summary>
internal sealed class Publisher(IGitHub github, PullRequestName pull, TimeProvider time)
{
    private const int MostRounds = 4;

    /// <summary>Longer than GitHub works on a request: what is not there by then never will be.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(15);

    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <exception cref="GitHubException">When GitHub cannot be brought to it now.</exception>
    public async Task<PublishOutcome> PublishAsync(Publication wanted, CancellationToken cancellation)
    {
        var done = new PublishOutcome.Counter();
        for (var round = 1; ; round++)
        {
            try
            {
                if (await MovedOnAsync(wanted, cancellation).ConfigureAwait(false) is { } reason)
                    return done.ToOutcome(reason);
                foreach (var step in await PlanAsync(wanted, cancellation).ConfigureAwait(false))
                    await DoAsync(step, wanted, done, cancellation).ConfigureAwait(false);
                return done.ToOutcome("");
            }
            catch (GitHubException e) when (e.Fault == GitHubFault.Uncertain && round < MostRounds)
            {
                await Task.Delay(s_settling, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What <see cref="PublishAsync"/> would do now.</summary>
    public async Task<ImmutableArray<PublishStep>> PlanAsync(Publication wanted, CancellationToken cancellation) =>
        PublishPlan.Of(wanted, await Conversation.ReadAsync(github, pull, cancellation).ConfigureAwait(false), _refused);

    private async Task<string?> MovedOnAsync(Publication wanted, CancellationToken cancellation)
    {
        var now = await github.PullRequestAsync(pull, cancellation).ConfigureAwait(false);
        return now.State != "open" ? $"{pull} is {now.State}; nothing was posted"
            : now.Head.Sha != wanted.HeadCommit ? $"{pull} has moved on to another commit; nothing was posted, for the review of that one will be"
            : null;
    }

    private async Task DoAsync(PublishStep step, Publication wanted, PublishOutcome.Counter done, CancellationToken cancellation)
    {
        switch (step)
        {
            case PublishStep.RemoveComment { Comment: var comment }:
                await github.DeleteReviewCommentAsync(pull, comment.Id, cancellation).ConfigureAwait(false);
                break;
            case PublishStep.PostReview { Findings: var findings }:
                await PostAsync(findings, wanted, done, cancellation).ConfigureAwait(false);
                break;
            case PublishStep.PostFileComment { Finding: var finding }:
                await PostOnFileAsync(finding, wanted, done, cancellation).ConfigureAwait(false);
                break;
            case PublishStep.Reopen reopen:
                await ReopenAsync(reopen, cancellation).ConfigureAwait(false);
                done.Reopened++;
                break;
            case PublishStep.Close { Comment: var comment }:
                await CloseAsync(comment, wanted, done, cancellation).ConfigureAwait(false);
                break;
            case PublishStep.RemoveSummary { Comment: var comment }:
                await github.DeleteIssueCommentAsync(pull, comment, cancellation).ConfigureAwait(false);
                break;
            case PublishStep.PostSummary { Body: var body }:
                await github.CreateIssueCommentAsync(pull, body, cancellation).ConfigureAwait(false);
                break;
            case PublishStep.EditSummary summary:
                await github.EditIssueCommentAsync(pull, summary.Comment, summary.Body, cancellation).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>One review. One comment that GitHub does not take spoils it whole: then two halves, and what is in a half that fails again goes to the files.</summary>
    private async Task PostAsync(ImmutableArray<PublishedFinding> findings, Publication wanted, PublishOutcome.Counter done, CancellationToken cancellation)
    {
        if (await TryPostAsync(findings, wanted, done, cancellation).ConfigureAwait(false))
            return;
        var half = findings.Length / 2;
        foreach (var part in new[] { findings[..half], findings[half..] })
        {
            if (part.IsEmpty || (findings.Length > 1 && await TryPostAsync(part, wanted, done, cancellation).ConfigureAwait(false)))
                continue;
            _refused.UnionWith(part.Select(f => f.Id));
            foreach (var finding in part)
                await PostOnFileAsync(finding, wanted, done, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryPostAsync(ImmutableArray<PublishedFinding> findings, Publication wanted, PublishOutcome.Counter done, CancellationToken cancellation)
    {
        var review = new ReviewDraft(wanted.HeadCommit, Heading(findings.Length), [.. findings.Select(Draft)]);
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await github.CreateReviewAsync(pull, review, cancellation).ConfigureAwait(false);
                done.Posted += findings.Length;
                return true;
            }
            catch (GitHubException e) when (isFirst && e.Fault == GitHubFault.Invalid && e.Message.Contains("pending review", StringComparison.OrdinalIgnoreCase))
            {
                await DiscardPendingAsync(cancellation).ConfigureAwait(false);
            }
            catch (GitHubException e) when (e.Fault == GitHubFault.Invalid)
            {
                return false;
            }
        }
    }

    /// <summary>A review that was begun under our name and never given stands in the way of all others.</summary>
    private async Task DiscardPendingAsync(CancellationToken cancellation)
    {
        // Nobody sees the pending reviews of others.
        foreach (var review in await github.ReviewsAsync(pull, cancellation).ConfigureAwait(false))
            if (review.State == "PENDING")
                await github.DeletePendingReviewAsync(pull, review.Id, cancellation).ConfigureAwait(false);
    }

    private async Task PostOnFileAsync(PublishedFinding finding, Publication wanted, PublishOutcome.Counter done, CancellationToken cancellation)
    {
        try
        {
            await github.CreateFileCommentAsync(pull, new FileCommentDraft(wanted.HeadCommit, finding.Path, finding.BodyElsewhere), cancellation).ConfigureAwait(false);
            done.Posted++;
        }
        catch (GitHubException e) when (e.Fault == GitHubFault.Invalid)
        {
            // The summary has it.
        }
    }

    private async Task ReopenAsync(PublishStep.Reopen reopen, CancellationToken cancellation)
    {
        var (comment, finding) = (reopen.Comment, reopen.Finding);
        try
        {
            // Where its thread stands by now, nobody knows.
            if (comment.Marker.IsGone)
                await github.EditReviewCommentAsync(pull, comment.Id, finding.BodyElsewhere, cancellation).ConfigureAwait(false);
            if (comment.IsMinimized && comment.Marker.IsGone)
                await github.SetMinimizedAsync(comment.NodeId, isMinimized: false, cancellation).ConfigureAwait(false);
            if (comment.Thread.IsResolved)
                await github.SetResolvedAsync(comment.Thread.Id, isResolved: false, cancellation).ConfigureAwait(false);
        }
        catch (GitHubException e) when (IsNoAnswerToUs(e))
        {
            // The summary has it.
        }
    }

    /// <summary>Resolving takes more rights than commenting: else the comment says that it is over, and is folded away if that is allowed.</summary>
    private async Task CloseAsync(OwnComment comment, Publication wanted, PublishOutcome.Counter done, CancellationToken cancellation)
    {
        if (comment.Thread.CanResolve && await TryAsync(() => github.SetResolvedAsync(comment.Thread.Id, isResolved: true, cancellation)).ConfigureAwait(false))
        {
            done.Closed++;
            return;
        }
        if (await TryAsync(() => github.EditReviewCommentAsync(pull, comment.Id, GoneText.Of(comment, wanted.HeadCommit), cancellation)).ConfigureAwait(false))
            done.Closed++;
        await TryAsync(() => github.SetMinimizedAsync(comment.NodeId, isMinimized: true, cancellation)).ConfigureAwait(false);
    }

    private static async Task<bool> TryAsync(Func<Task> request)
    {
        try
        {
            await request().ConfigureAwait(false);
            return true;
        }
        catch (GitHubException e) when (IsNoAnswerToUs(e))
        {
            return false;
        }
    }

    private static bool IsNoAnswerToUs(GitHubException e) => e.Fault is GitHubFault.Forbidden or GitHubFault.NotFound or GitHubFault.Refused or GitHubFault.Invalid;

    private static CommentDraft Draft(PublishedFinding finding) => finding.Anchor is Anchor.Lines(var first, var last)
        ? new CommentDraft(finding.Path, last, finding.Body, first < last ? first : null)
        : throw new ArgumentException("A comment of a review stands on lines.", nameof(finding));

    public static string Heading(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} new finding{(count == 1 ? "" : "s")}; the summary has them all.");
}
