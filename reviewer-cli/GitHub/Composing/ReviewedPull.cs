using MlReview.Cli.Changes;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>What has to be known of a pull request, besides the review, to say the review on it.</summary>
/// <param name="HeadCommit">The commit that was reviewed.</param>
/// <param name="HeadRepository">OWNER/REPO in which that commit can be read: the fork's, or its own where the fork is gone.</param>
/// <param name="Server">Where people read it in a browser: <c>https://github.com</c>.</param>
/// <param name="TreeTop">Absolute directory of the repository's top in the tree that was reviewed, links resolved: what findings' paths are under.</param>
/// <param name="Diff">GitHub's own, which decides where it takes comments.</param>
/// <param name="Note">One sentence that the summary begins with; may be empty.</param>
/// <param name="RunAddress">The run of the workflow; null outside of one.</param>
/// <param name="FilesAreComplete">Whether GitHub listed every file that the pull request changes.</param>
internal sealed record ReviewedPull(
    PullRequestName Name, string HeadCommit, string HeadRepository, Uri Server, string TreeTop, PatchMap Diff, string Note = "", string? RunAddress = null, bool FilesAreComplete = true)
{
    /// <summary>Whether findings have comments of their own; false where the summary is all that is shown.</summary>
    public bool HasComments { get; init; } = true;
}
