using MlReview.Cli.Changes;
using MlReview.Cli.GitHub.Events;
using MlReview.Cli.Sources;

namespace MlReview.Cli.GitHub.Fetching;

/// <summary>
/// Opens what a pull request changes: from where it left its base to its head, both from git's objects. The files of no checkout play a part, and how
/// the review is done is what the base says.
/// </summary>
internal sealed class PullChange(IGitHub github, CommitFetch fetch)
{
    /// <param name="path">A place in the repository, as the user wrote it.</param>
    /// <exception cref="ChangeException">With the sentence that says what is wrong.</exception>
    /// <exception cref="GitHubException">When GitHub does not say where the two part.</exception>
    public async Task<Change> OpenAsync(FoundPull found, string path, CancellationToken cancellation)
    {
        var start = await StartAsync(found, cancellation).ConfigureAwait(false);
        var directory = new PrivateDirectory();
        try
        {
            var objects = Directory.CreateDirectory(Path.Combine(directory.Path, "objects.git")).FullName;
            var repository = await fetch.FetchAsync(found.Name, [start, found.HeadCommit], objects, cancellation).ConfigureAwait(false);
            var range = new CommitRange(start, found.HeadCommit, found.Pull.Base.Ref, found.Name.ToString());
            return await ChangeReader.OfCommitsAsync(repository, range, path, path, ConfigurationSide.Base, directory, cancellation).ConfigureAwait(false);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>The base may have gone on since; a pull request is what its head has done since it left it.</summary>
    private async Task<string> StartAsync(FoundPull found, CancellationToken cancellation)
    {
        try
        {
            return (await github.CompareAsync(found.Name, found.Pull.Base.Sha, found.HeadCommit, cancellation).ConfigureAwait(false)).MergeBaseCommit.Sha;
        }
        catch (GitHubException e) when (e.Fault == GitHubFault.NotFound)
        {
            throw new ChangeException($"GitHub cannot compare the head of {found.Name} with its base any more (a force-push replaced one of them, or they have nothing in common); start the review of what it is now.");
        }
    }
}
