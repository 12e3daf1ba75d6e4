using System.Collections.Immutable;
using System.CommandLine;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Composing;
using MlReview.Cli.GitHub.Events;
using MlReview.Cli.GitHub.Fetching;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.GitHub.Runner;
using MlReview.Cli.Llm;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Reports;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview review --pr</c>: finds the pull request, fetches it, reviews it, and says on it what was found.</summary>
internal sealed class PullRequestCommand(ParseResult parsed, PullRequestChoice choice, ReviewOutput output, ScaleChoice scale, ModelSetup? model)
{
    /// <summary>A limit on requests can last an hour; a run that waits for it costs more than the next one.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(45);

    /// <exception cref="ChangeException">With the sentence that says what is wrong.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var access = GitHubAccess.Read(Environment.GetEnvironmentVariable);
        if (access.Token is null && !choice.IsDryRun)
            throw new ChangeException("GITHUB_TOKEN is not set, and nothing can be posted without it; set it to a token with 'pull-requests: write', or add --dry-run.");
        if (choice.Server is { } server && !server.Host.Equals(access.Server.Host, StringComparison.OrdinalIgnoreCase))
            throw new ChangeException($"--pr names a pull request on {server.Host}, and the environment speaks of {access.Server.Host}; set GITHUB_SERVER_URL and GITHUB_API_URL to those of {server.Host}.");
        var request = choice.Named is { } named ? new EventRequest.OfPull(named) : EventReader.Read(Environment.GetEnvironmentVariable);
        using var http = GitHubClient.CreateHttp();
        using var github = new GitHubClient(http, access.Address, access.Token, TimeProvider.System, TimeProvider.System.GetUtcNow() + s_longestWait);
        try
        {
            var (found, reason) = await new PullFinder(github, choice.TakesDrafts).FindAsync(request, cancellation).ConfigureAwait(false);
            if (found is not null)
                return await ReviewAsync(github, access, request, found, cancellation).ConfigureAwait(false);
            await SayAsync(reason).ConfigureAwait(false);
            return ExitCode.Clean;
        }
        catch (GitHubException e)
        {
            throw new ChangeException($"The pull request cannot be read from {access.Server.Host}: {e.Message}.");
        }
    }

    private async Task<int> ReviewAsync(GitHubClient github, GitHubAccess access, EventRequest request, FoundPull found, CancellationToken cancellation)
    {
        var fetch = new CommitFetch(GitProgram.Find(Environment.GetEnvironmentVariable("PATH")), access, TimeProvider.System);
        using var change = await new PullChange(github, fetch).OpenAsync(found, choice.Path, cancellation).ConfigureAwait(false);
        if (ReviewJob.TryPrepare(parsed, change.Head, change, out var error) is not { } job)
            throw new ChangeException(error);
        var asked = request is EventRequest.OfPull { Only: { } only } && model is not null ? model with { Only = only } : model;
        var result = await job.RunAsync(scale, asked, offersRepairs: true, cancellation).ConfigureAwait(false);
        result = result with { RepositoryTop = change.Top };
        var runner = ActionsRunner.FromEnvironment(Environment.GetEnvironmentVariable);
        // Annotations name files of the repository, not of the tree that they were found in.
        var reports = output.Targets.RemoveAll(target => runner is not null && target is { Format: ReportTarget.GitHub, File: null });
        var problem = ReportFiles.Write(result, reports, output.IsVerbose, ConsoleProgress.HasColour, cancellation);

        var files = await github.FilesAsync(found.Name, cancellation).ConfigureAwait(false);
        var pull = new ReviewedPull(
            found.Name, found.HeadCommit, found.Pull.Head.Repo?.FullName ?? found.Name.FullName, access.Server, change.Top, DiffOfGitHub.Read(files), NoteOf(request, result), runner?.RunAddress, FilesAreComplete: files.Count >= found.Pull.ChangedFiles);
        var code = job.ExitCodeOf(result, output);
        var wanted = PublicationComposer.Compose(result, pull) with { NotAsked = NotAsked(result, asked) };
        if (choice.IsDryRun)
            await Console.Out.WriteAsync(await PlanAsync(github, access, wanted, found.Name, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        else
        {
            var publication = new PullRequestPublication(github, choice, runner, (request as EventRequest.OfPull)?.ReadOnlyBecause ?? "");
            problem = $"{problem} {await publication.PublishAsync(result, pull, wanted, reports, annotates: reports.Length < output.Targets.Length, fails: code != ExitCode.Clean, cancellation).ConfigureAwait(false)}".Trim();
        }
        return problem.Length == 0 ? code : throw new ChangeException(problem);
    }

    /// <summary>What would be posted. Without a token nobody sees the comments that are there, and none of them is reckoned with.</summary>
    private static async Task<string> PlanAsync(GitHubClient github, GitHubAccess access, Publication wanted, PullRequestName pull, CancellationToken cancellation) =>
        access.Token is null
            ? PlanText.Of(pull, wanted, PublishPlan.Of(wanted, new Conversation([], []), new HashSet<string>()))
            : PlanText.Of(pull, wanted, await new Publisher(github, pull, TimeProvider.System).PlanAsync(wanted, cancellation).ConfigureAwait(false));

    /// <summary>Who asked for a review in a comment finds the answer in the summary.</summary>
    private static string NoteOf(EventRequest request, ReviewResult result) => request is not EventRequest.OfPull { IsCommand: true } asked ? ""
        : asked.Only is null || result.Model is null or { NotAsked.Length: > 0 } ? "A comment asked for this review."
        : $"A comment asked for this review, and the language model was asked about {(asked.Only == Pass.Ml ? "machine learning" : "general concerns")} alone.";

    private static ImmutableArray<Pass> NotAsked(ReviewResult result, ModelSetup? asked) =>
        result.Model is null or { NotAsked.Length: > 0 } ? [Pass.Ml, Pass.General]
        : asked?.Only is { } only ? [only == Pass.Ml ? Pass.General : Pass.Ml]
        : [];

    private static Task SayAsync(string sentence) => Console.Error.WriteLineAsync("mlreview: " + Printable.Text(sentence));
}
