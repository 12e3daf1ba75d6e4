namespace MlReview.Cli.GitHub;

/// <summary>A pull request as the API shows it.</summary>
/// <param name="State">open or closed.</param>
/// <param name="ChangedFiles">How many files it changes, which may be more than the API lists.</param>
internal sealed record PullRequest(int Number, string State, PullRequestSide Head, PullRequestSide Base, int ChangedFiles = 0, bool Draft = false)
{
    /// <summary>Whether its commits come from elsewhere: then a workflow's token can only read.</summary>
    public bool IsFromFork => Head.Repo is null || Head.Repo.FullName != Base.Repo?.FullName;
}

/// <summary>Head or base.</summary>
/// <param name="Repo">Null when the fork was deleted.</param>
internal sealed record PullRequestSide(string Ref, string Sha, RepositoryName? Repo = null);

internal sealed record RepositoryName(string FullName);

/// <summary>A file of a pull request.</summary>
/// <param name="Status">added, removed, modified, renamed, copied, changed or unchanged.</param>
/// <param name="Patch">The hunks without a header; null when binary, too large or only renamed.</param>
/// <param name="PreviousFilename">Where it was before it was renamed.</param>
internal sealed record ChangedFile(string Filename, string Status, int Additions = 0, int Deletions = 0, string? Patch = null, string? PreviousFilename = null);

/// <summary>Who wrote something.</summary>
internal sealed record Account(string Login);

/// <summary>A comment in the conversation of a pull request.</summary>
internal sealed record IssueComment(long Id, string? Body = null, Account? User = null);

/// <summary>A review that somebody gave.</summary>
/// <param name="State">PENDING, COMMENTED, APPROVED, CHANGES_REQUESTED or DISMISSED.</param>
internal sealed record Review(long Id, string State, Account? User = null, string? Body = null);

/// <summary>A review to be given. It comments; it never approves and never blocks.</summary>
internal sealed record ReviewDraft(string CommitId, string Body, IReadOnlyList<CommentDraft> Comments)
{
    // Written to the request: without an event the review would stay invisible.
    public string Event => "COMMENT";
}

/// <summary>A comment on lines of the new side.</summary>
/// <param name="StartLine">Null for a comment on one line.</param>
internal sealed record CommentDraft(string Path, int Line, string Body, int? StartLine = null)
{
    public string Side => "RIGHT";

    public string? StartSide => StartLine is null ? null : "RIGHT";
}

/// <summary>A comment on a file as a whole.</summary>
internal sealed record FileCommentDraft(string CommitId, string Path, string Body)
{
    public string SubjectType => "file";
}

/// <summary>A conversation at a place of the change.</summary>
/// <param name="IsResolvedByOther">Somebody else than us said that it is settled.</param>
/// <param name="Comments">The oldest first; not all of them when there are many.</param>
internal sealed record ReviewThread(string Id, bool IsResolved, bool IsResolvedByOther, bool CanResolve, int CommentCount, IReadOnlyList<ThreadComment> Comments);

/// <param name="NodeId">Its name in GraphQL.</param>
/// <param name="IsOwn">We wrote it.</param>
internal sealed record ThreadComment(string NodeId, long Id, string Body, bool IsOwn, bool IsMinimized);
