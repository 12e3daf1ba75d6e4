using System.Globalization;

namespace MlReview.Cli.GitHub;

/// <summary>The REST and GraphQL API behind <see cref="IGitHub"/>.</summary>
internal sealed class GitHubClient : IGitHub, IDisposable
{
    private readonly GitHubAddress _address;
    private readonly GitHubTransport _transport;
    private readonly GraphQl _graphQl;
    private string? _viewer;

    /// <param name="http">Follows no redirect by itself; see <see cref="CreateHttp"/>.</param>
    /// <param name="token">Null to read what everybody can.</param>
    /// <param name="deadline">No wait goes beyond it.</param>
    public GitHubClient(HttpClient http, GitHubAddress address, string? token, TimeProvider time, DateTimeOffset deadline)
    {
        _address = address;
        _transport = new GitHubTransport(http, address, token, time, deadline);
        _graphQl = new GraphQl(_transport, address);
    }

    /// <summary>GitHub itself ends requests after ten seconds.</summary>
    public static HttpClient CreateHttp() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public void Dispose() => _transport.Dispose();

    public Task<PullRequest> PullRequestAsync(PullRequestName pull, CancellationToken cancellation) => GetAsync<PullRequest>(Pull(pull), cancellation);

    public Task<IReadOnlyList<ChangedFile>> FilesAsync(PullRequestName pull, CancellationToken cancellation) => ListAsync<ChangedFile>(Pull(pull, "/files"), cancellation);

    public Task<IReadOnlyList<PullRequest>> PullRequestsOfAsync(PullRequestName anyOfRepository, string commit, CancellationToken cancellation) =>
        ListAsync<PullRequest>(Repository(anyOfRepository, $"/commits/{Uri.EscapeDataString(commit)}/pulls"), cancellation);

    // Of the commits, which nobody looks at, one.
    public Task<Comparison> CompareAsync(PullRequestName anyOfRepository, string from, string to, CancellationToken cancellation) =>
        GetAsync<Comparison>(Repository(anyOfRepository, $"/compare/{Uri.EscapeDataString(from)}...{Uri.EscapeDataString(to)}?per_page=1"), cancellation);

    public async Task<string> ViewerAsync(CancellationToken cancellation) => _viewer ??= await _graphQl.ViewerAsync(cancellation).ConfigureAwait(false);

    public Task<IReadOnlyList<Review>> ReviewsAsync(PullRequestName pull, CancellationToken cancellation) => ListAsync<Review>(Pull(pull, "/reviews"), cancellation);

    public Task CreateReviewAsync(PullRequestName pull, ReviewDraft review, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, Pull(pull, "/reviews"), Repeat.Creating, review, cancellation);

    public Task DeletePendingReviewAsync(PullRequestName pull, long review, CancellationToken cancellation) => DeleteAsync(Pull(pull, $"/reviews/{Text(review)}"), cancellation);

    public async Task<IReadOnlyList<ReviewThread>> ThreadsAsync(PullRequestName pull, CancellationToken cancellation) =>
        await _graphQl.ThreadsAsync(pull, await ViewerAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    public Task CreateFileCommentAsync(PullRequestName pull, FileCommentDraft comment, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, Pull(pull, "/comments"), Repeat.Creating, comment, cancellation);

    public Task EditReviewCommentAsync(PullRequestName pull, long comment, string body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, Repository(pull, $"/pulls/comments/{Text(comment)}"), Repeat.Harmless, new { body }, cancellation);

    public Task DeleteReviewCommentAsync(PullRequestName pull, long comment, CancellationToken cancellation) =>
        DeleteAsync(Repository(pull, $"/pulls/comments/{Text(comment)}"), cancellation);

    public Task SetResolvedAsync(string thread, bool isResolved, CancellationToken cancellation) => _graphQl.SetResolvedAsync(thread, isResolved, cancellation);

    public Task SetMinimizedAsync(string commentNode, bool isMinimized, CancellationToken cancellation) => _graphQl.SetMinimizedAsync(commentNode, isMinimized, cancellation);

    public Task<IReadOnlyList<IssueComment>> IssueCommentsAsync(PullRequestName pull, CancellationToken cancellation) => ListAsync<IssueComment>(Issue(pull), cancellation);

    public Task CreateIssueCommentAsync(PullRequestName pull, string body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, Issue(pull), Repeat.Creating, new { body }, cancellation);

    public Task EditIssueCommentAsync(PullRequestName pull, long comment, string body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, Repository(pull, $"/issues/comments/{Text(comment)}"), Repeat.Harmless, new { body }, cancellation);

    public Task DeleteIssueCommentAsync(PullRequestName pull, long comment, CancellationToken cancellation) =>
        DeleteAsync(Repository(pull, $"/issues/comments/{Text(comment)}"), cancellation);

    public async Task<IReadOnlyList<CheckRun>> CheckRunsAsync(PullRequestName pull, string commit, string name, CancellationToken cancellation)
    {
        var pages = await PagesAsync(Repository(pull, $"/commits/{Uri.EscapeDataString(commit)}/check-runs?check_name={Uri.EscapeDataString(name)}&filter=all"), cancellation).ConfigureAwait(false);
        return [.. pages.SelectMany(page => page.Read<CheckRunPage>().CheckRuns)];
    }

    public async Task<long> CreateCheckRunAsync(PullRequestName pull, CheckRunDraft check, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Post, Repository(pull, "/check-runs"), Repeat.Creating, check, cancellation).ConfigureAwait(false)).Read<CheckRun>().Id;

    // A repetition would add its annotations a second time.
    public Task UpdateCheckRunAsync(PullRequestName pull, long check, CheckRunUpdate content, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, Repository(pull, $"/check-runs/{Text(check)}"), Repeat.Creating, content, cancellation);

    // A second one replaces the first.
    public async Task<string> UploadSarifAsync(PullRequestName anyOfRepository, CodeScanningReport report, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Post, Repository(anyOfRepository, "/code-scanning/sarifs"), Repeat.Harmless, report, cancellation).ConfigureAwait(false)).Read<SarifReceipt>().Id;

    public Task<CodeScanningStatus> SarifStatusAsync(PullRequestName anyOfRepository, string report, CancellationToken cancellation) =>
        GetAsync<CodeScanningStatus>(Repository(anyOfRepository, $"/code-scanning/sarifs/{Uri.EscapeDataString(report)}"), cancellation);

    private async Task<T> GetAsync<T>(Uri uri, CancellationToken cancellation) =>
        (await _transport.SendAsync(new GitHubRequest(HttpMethod.Get, uri, Repeat.Reading), cancellation).ConfigureAwait(false)).Read<T>();

    private async Task<IReadOnlyList<T>> ListAsync<T>(Uri uri, CancellationToken cancellation) =>
        [.. (await PagesAsync(uri, cancellation).ConfigureAwait(false)).SelectMany(page => page.Read<List<T>>())];

    private async Task<IReadOnlyList<GitHubReply>> PagesAsync(Uri first, CancellationToken cancellation)
    {
        var pages = new List<GitHubReply>();
        var visited = new HashSet<Uri>();
        Uri? next = new(first.AbsoluteUri + (first.Query.Length == 0 ? "?" : "&") + "per_page=100");
        while (next is not null && visited.Add(next))
        {
            pages.Add(await _transport.SendAsync(new GitHubRequest(HttpMethod.Get, next, Repeat.Reading), cancellation).ConfigureAwait(false));
            next = LinkHeader.Next(pages[^1].Header("Link"));
        }
        return pages;
    }

    private Task<GitHubReply> SendAsync(HttpMethod method, Uri uri, Repeat repeat, object? content, CancellationToken cancellation) =>
        _transport.SendAsync(new GitHubRequest(method, uri, repeat, content), cancellation);

    private async Task DeleteAsync(Uri uri, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(HttpMethod.Delete, uri, Repeat.Harmless, null, cancellation).ConfigureAwait(false);
        }
        catch (GitHubException e) when (e.Fault == GitHubFault.NotFound)
        {
            // An earlier attempt, or another run, was there first.
        }
    }

    private Uri Repository(PullRequestName pull, string rest) => new(_address.Rest, $"repos/{Uri.EscapeDataString(pull.Owner)}/{Uri.EscapeDataString(pull.Repository)}{rest}");

    private Uri Pull(PullRequestName pull, string rest = "") => Repository(pull, $"/pulls/{Text(pull.Number)}{rest}");

    private Uri Issue(PullRequestName pull) => Repository(pull, $"/issues/{Text(pull.Number)}/comments");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record CheckRunPage(IReadOnlyList<CheckRun> CheckRuns);

    private sealed record SarifReceipt(string Id);
}
