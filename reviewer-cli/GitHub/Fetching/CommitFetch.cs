using System.Text;
using MlReview.Cli.Changes;
using MlReview.Cli.Sources;

namespace MlReview.Cli.GitHub.Fetching;

/// <summary>
/// Brings commits into a repository of our own, which has no work tree, no hooks, no attributes and no configuration but what is said here. The token
/// goes to git in its environment alone: other users see command lines, and addresses end up in messages.
/// </summary>
/// <param name="git">Absolute path of git; null when there is none.</param>
internal sealed class CommitFetch(string? git, GitHubAccess access, TimeProvider time)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <param name="pull">Of the repository that the commits are fetched from: those of its forks can be reached there too, also when a fork is gone.</param>
    /// <param name="directory">An empty directory, for the repository.</param>
    /// <exception cref="ChangeException">With the sentence that says what is wrong.</exception>
    public async Task<GitRepository> FetchAsync(PullRequestName pull, IReadOnlyList<string> commits, string directory, CancellationToken cancellation)
    {
        if (git is null)
            throw new ChangeException("git was not found on the PATH, and --pr fetches the commits with it; install it.");
        var alone = new GitProgram(git, directory) { IsAlone = true };
        var init = await alone.RunAsync(cancellation, "init", "--bare", "--quiet", "--template=", directory).ConfigureAwait(false);
        if (init.ExitCode != 0)
            throw new ChangeException($"git cannot make a repository in '{directory}' ({FirstLine(init.Error)}); make room there, or point TMPDIR to a directory that has some.");
        using var limit = new CancellationTokenSource(s_longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await FetchAsync(alone.With(Settings()), pull, commits, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ChangeException($"The commits of {pull} did not come within {s_longest.TotalMinutes:0} minutes; try again later.");
        }
        return GitRepository.OfObjects(alone, directory);
    }

    private async Task FetchAsync(GitProgram program, PullRequestName pull, IReadOnlyList<string> commits, CancellationToken cancellation)
    {
        string[] arguments = ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--end-of-options", access.RepositoryOf(pull).AbsoluteUri, .. commits.Distinct(StringComparer.Ordinal)];
        for (var isLast = false; ; isLast = true)
        {
            var fetch = await program.RunAsync(cancellation, arguments).ConfigureAwait(false);
            if (fetch.ExitCode == 0)
                return;
            if (Said(fetch.Error, "not our ref", "no such remote ref", "couldn't find remote ref"))
                throw new ChangeException($"GitHub does not hand out the commits of {pull} any more (a force-push replaced them); start the review of what it is now.");
            var isRefused = Said(fetch.Error, "403", "401", "404", "not found", "could not read Username", "Authentication failed");
            if (isRefused || isLast)
                throw new ChangeException($"git cannot fetch the commits of {pull} from {access.Server.Host} ({FirstLine(fetch.Error)}); {(isRefused ? "the token needs 'contents: read' of that repository" : "try again later")}.");
        }
    }

    private List<(string, string)> Settings()
    {
        var settings = new List<(string, string)>
        {
            // Of all ways to a repository, the one that is used.
            ($"protocol.{access.Server.Scheme}.allow", "always"),
            // A token that follows a redirect is lost.
            ("http.followRedirects", "false"),
            ("credential.helper", ""),
            ("core.askPass", ""),
            ("gc.auto", "0"),
            ("maintenance.auto", "false"),
            // Nothing comes for a minute: it will not.
            ("http.lowSpeedLimit", "1"),
            ("http.lowSpeedTime", "60"),
        };
        if (OperatingSystem.IsWindows())
            settings.Add(("http.sslBackend", "schannel"));
        if (access.Token is not null)
            settings.Add(($"http.{access.Server.AbsoluteUri}.extraHeader", "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("x-access-token:" + access.Token))));
        return settings;
    }

    private static bool Said(string error, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            if (error.Contains(text, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static string FirstLine(string error) =>
        error.Split('\n').Select(line => line.Trim().Replace("fatal: ", "", StringComparison.Ordinal).TrimEnd('.')).FirstOrDefault(line => line.Length > 0) ?? "it does not say why";
}
