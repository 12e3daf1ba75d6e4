using System.Globalization;
using System.Text;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Checks;
using MlReview.Cli.GitHub.CodeScanning;
using MlReview.Cli.GitHub.Composing;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.GitHub.Runner;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Commands;

/// <summary>
/// Brings a finished review to where it is read: the pull request first, then what was asked for besides, and what a run of Actions shows by itself.
/// What one of them refuses does not keep the others from their readers.
/// </summary>
/// <param name="readOnlyBecause">Why the token of this run can probably only read; empty when it can do more.</param>
internal sealed class PullRequestPublication(IGitHub github, PullRequestChoice choice, ActionsRunner? runner, string readOnlyBecause)
{
    private readonly List<string> _problems = [];

    /// <param name="annotates">Whether annotations were asked for; where nothing can be posted they come all the same.</param>
    /// <param name="fails">Whether the review ends with another exit code than 0.</param>
    /// <returns>What could not be done, in one sentence each; empty when everything was.</returns>
    public async Task<string> PublishAsync(ReviewResult result, ReviewedPull pull, Publication wanted, IEnumerable<ReportTarget> reports, bool annotates, bool fails, CancellationToken cancellation)
    {
        var place = await PostAsync(pull, wanted, cancellation).ConfigureAwait(false);
        if (place == Place.Runner)
        {
            pull = pull with { Note = $"Nothing could be posted on the pull request: {Because}." };
            runner!.WriteAnnotations(result, pull.TreeTop);
        }
        else if (annotates)
            runner?.WriteAnnotations(result, pull.TreeTop);
        var summary = SummaryText.Of(result, pull with { HasComments = place == Place.PullRequest });
        if (place == Place.PullRequest && choice.WritesCheck)
            await CheckAsync(result, pull, summary, fails, cancellation).ConfigureAwait(false);
        if (place == Place.PullRequest && choice.UploadsSarif)
            await UploadAsync(result, pull, cancellation).ConfigureAwait(false);
        if (runner?.Report(result, reports, summary) is { Length: > 0 } problem)
            _problems.Add(problem);
        return string.Join(' ', _problems);
    }

    private string Because => readOnlyBecause.Length > 0 ? $"{readOnlyBecause}, and the token of its run can only read" : "the token of this run can only read (it needs 'pull-requests: write')";

    private async Task<Place> PostAsync(ReviewedPull pull, Publication wanted, CancellationToken cancellation)
    {
        try
        {
            var outcome = await new Publisher(github, pull.Name, TimeProvider.System).PublishAsync(wanted, cancellation).ConfigureAwait(false);
            await SayAsync(outcome.IsPublished
                ? string.Create(CultureInfo.InvariantCulture, $"{pull.Name} shows the review: {outcome.Posted} new comments, {outcome.Closed} closed, {outcome.Reopened} reopened.")
                : outcome.Reason + ".").ConfigureAwait(false);
            return outcome.IsPublished ? Place.PullRequest : Place.Nowhere;
        }
        catch (GitHubException e) when (runner is not null && e.Fault == GitHubFault.Forbidden && e.Message.Contains("not accessible by", StringComparison.OrdinalIgnoreCase))
        {
            await SayAsync($"Nothing was posted on {pull.Name}, for {Because}; the findings are annotations and the summary of this job instead.").ConfigureAwait(false);
            return Place.Runner;
        }
        catch (GitHubException e)
        {
            _problems.Add($"The review could not be posted on {pull.Name}: {e.Message}.");
            return Place.Nowhere;
        }
    }

    private async Task CheckAsync(ReviewResult result, ReviewedPull pull, string summary, bool fails, CancellationToken cancellation)
    {
        try
        {
            await CheckRunPublisher.PublishAsync(github, pull.Name, CheckRunComposer.Compose(result, pull.TreeTop, pull.HeadCommit, fails, summary, runner), TimeProvider.System, cancellation).ConfigureAwait(false);
        }
        catch (GitHubException e)
        {
            _problems.Add($"The check run could not be written: {e.Message}.");
        }
    }

    private async Task UploadAsync(ReviewResult result, ReviewedPull pull, CancellationToken cancellation)
    {
        using var sarif = new MemoryStream();
        using (var writer = new StreamWriter(sarif, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
            new SarifReport().Write(result with { BasePath = pull.TreeTop }, writer);
        var reference = string.Create(CultureInfo.InvariantCulture, $"refs/pull/{pull.Name.Number}/head");
        var outcome = await SarifUpload.UploadAsync(github, pull.Name, pull.HeadCommit, reference, sarif.ToArray(), TimeProvider.System, cancellation).ConfigureAwait(false);
        if (outcome.IsUploaded)
            await SayAsync(outcome.Sentence).ConfigureAwait(false);
        else
            _problems.Add(outcome.Sentence);
    }

    private static Task SayAsync(string sentence) => Console.Error.WriteLineAsync("mlreview: " + Printable.Text(sentence));

    private enum Place
    {
        PullRequest,

        /// <summary>What a run of Actions shows of itself.</summary>
        Runner,

        Nowhere,
    }
}
