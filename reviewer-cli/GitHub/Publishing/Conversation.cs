using System.Collections.Immutable;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>What of ours a pull request shows already.</summary>
/// <param name="Comments">On findings, oldest first.</param>
/// <param name="Summaries">Oldest first; there is more than one after two runs at the same time.</param>
internal sealed record Conversation(ImmutableArray<OwnComment> Comments, ImmutableArray<IssueComment> Summaries)
{
    public static async Task<Conversation> ReadAsync(IGitHub github, PullRequestName pull, CancellationToken cancellation)
    {
        var viewer = await github.ViewerAsync(cancellation).ConfigureAwait(false);
        var threads = await github.ThreadsAsync(pull, cancellation).ConfigureAwait(false);
        var comments = await github.IssueCommentsAsync(pull, cancellation).ConfigureAwait(false);
        return new Conversation(
            [.. threads.Select(OwnComment.Of).OfType<OwnComment>().OrderBy(c => c.Id)],
            [.. comments.Where(c => IsOf(viewer, c.User) && SummaryMarker.IsOn(c.Body ?? "")).OrderBy(c => c.Id)]);
    }

    /// <summary>An app may be named without its suffix in one API and with it in the other.</summary>
    private static bool IsOf(string viewer, Account? author) => author is not null && (author.Login == viewer || author.Login == viewer + "[bot]");
}

/// <summary>A comment of ours on a finding, with its thread.</summary>
/// <param name="HasOtherVoices">Somebody answered: the thread is theirs now.</param>
internal sealed record OwnComment(FindingMarker Marker, long Id, string NodeId, string Body, ReviewThread Thread, bool IsMinimized, bool HasOtherVoices)
{
    /// <summary>Nobody is asked to do anything about it any more.</summary>
    public bool IsClosed => Thread.IsResolved || IsMinimized || Marker.IsGone;

    /// <summary>We closed it; what somebody else closed stays closed.</summary>
    public bool IsClosedByUs => Thread.IsResolved ? !Thread.IsResolvedByOther : Marker.IsGone;

    /// <summary>Null for a thread that is none of ours.</summary>
    public static OwnComment? Of(ReviewThread thread) =>
        thread.Comments is [{ IsOwn: true } first, ..] && FindingMarker.TryRead(first.Body) is { } marker
            ? new OwnComment(marker, first.Id, first.NodeId, first.Body, thread, first.IsMinimized, thread.CommentCount > thread.Comments.Count || thread.Comments.Any(c => !c.IsOwn))
            : null;
}
