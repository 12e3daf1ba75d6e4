using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using MlReview.Cli.Findings;

namespace MlReview.Cli.GitHub;

/// <summary>
/// Sends requests: to the API's host alone, repeated where that is safe, waiting where GitHub asks for it. A request that creates something is
/// repeated only when the answer says that nothing was created.
/// </summary>
/// <param name="http">Follows no redirect by itself; its time limit is that of one request.</param>
/// <param name="token">Null to read what everybody can.</param>
/// <param name="deadline">No wait goes beyond it.</param>
internal sealed class GitHubTransport(HttpClient http, GitHubAddress address, string? token, TimeProvider time, DateTimeOffset deadline) : IDisposable
{
    private const int MostRepetitions = 3;
    private const int MostRedirects = 5;
    private const int LargestReply = 64 << 20;
    private const string ApiVersion = "2022-11-28";

    private readonly WritePace _pace = new(time);
    private readonly ConcurrentDictionary<Uri, (string Tag, GitHubReply Reply)> _known = new();

    /// <exception cref="GitHubException">For every answer but success.</exception>
    public async Task<GitHubReply> SendAsync(GitHubRequest request, CancellationToken cancellation)
    {
        var (faults, limits) = (0, 0);
        while (true)
        {
            var (reply, fault) = await TryAsync(request, cancellation).ConfigureAwait(false);
            if (reply is { IsSuccess: true })
                return reply;
            if (reply is not null && RequestLimit.Of(reply, time.GetUtcNow()) is { } limit)
            {
                var wait = limit.Wait ?? RequestLimit.FirstWait * Math.Pow(2, limits);
                if (++limits > MostRepetitions || time.GetUtcNow() + wait > deadline)
                    throw new GitHubException(GitHubFault.Limited, $"GitHub takes no more requests for {Seconds(wait)}{Said(reply)}");
                await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
                continue;
            }
            if (reply is { IsServerFault: false })
                throw Refusal(reply);
            if (request.Repeat == Repeat.Creating)
                throw new GitHubException(GitHubFault.Uncertain, $"GitHub did not say whether it did what it was asked to ({Problem(reply, fault)})", fault);
            faults++;
            var pause = TimeSpan.FromSeconds(faults * faults);
            if (faults > MostRepetitions || time.GetUtcNow() + pause > deadline)
                throw new GitHubException(GitHubFault.Unreachable, $"GitHub does not answer ({Problem(reply, fault)})", fault);
            await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _pace.Dispose();

    private async Task<(GitHubReply? Reply, Exception? Fault)> TryAsync(GitHubRequest request, CancellationToken cancellation)
    {
        try
        {
            return (await _pace.RunAsync(request, () => FollowAsync(request, cancellation), cancellation).ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, e);
        }
    }

    /// <summary>Repositories are renamed and moved; the API then says where to.</summary>
    private async Task<GitHubReply> FollowAsync(GitHubRequest request, CancellationToken cancellation)
    {
        for (var hops = 0; ; hops++)
        {
            var reply = await ExchangeAsync(request, cancellation).ConfigureAwait(false);
            var keepsMethod = reply.Status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
            if (!keepsMethod && (request.Method != HttpMethod.Get || reply.Status is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found)))
                return reply;
            if (hops == MostRedirects || !Uri.TryCreate(request.Uri, reply.Header("Location"), out var target))
                throw new GitHubException(GitHubFault.Refused, "GitHub's redirects lead nowhere");
            request = request with { Uri = target };
        }
    }

    private async Task<GitHubReply> ExchangeAsync(GitHubRequest request, CancellationToken cancellation)
    {
        if (!address.IsTrusted(request.Uri))
            throw new GitHubException(GitHubFault.Refused, $"an answer leads to '{Printable.Text(request.Uri.Host)}', which is not the API's host; the token stays here");
        using var message = new HttpRequestMessage(request.Method, request.Uri);
        if (token is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue(Product.Name, Product.Version));
        message.Headers.Accept.ParseAdd("application/vnd.github+json");
        message.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        var known = request.Method == HttpMethod.Get && _known.TryGetValue(request.Uri, out var entry) ? entry : default;
        if (known.Tag is not null)
            message.Headers.TryAddWithoutValidation("If-None-Match", known.Tag);
        if (request.Content is not null)
            message.Content = JsonContent.Create(request.Content, request.Content.GetType(), mediaType: null, GitHubJson.Options);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        await response.Content.LoadIntoBufferAsync(LargestReply, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotModified && known.Reply is not null)
            return known.Reply;
        var headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var reply = new GitHubReply(response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));
        if (request.Method == HttpMethod.Get && reply.IsSuccess && reply.Header("ETag") is { } tag)
            _known[request.Uri] = (tag, reply);
        return reply;
    }

    private static GitHubException Refusal(GitHubReply reply) => reply.Status switch
    {
        HttpStatusCode.Unauthorized => new GitHubException(GitHubFault.Forbidden, "GitHub does not accept the token" + Said(reply)),
        HttpStatusCode.Forbidden => new GitHubException(GitHubFault.Forbidden, $"the token may not do this{Said(reply)}{Needed(reply)}"),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => new GitHubException(GitHubFault.NotFound, "GitHub knows nothing of that name, or does not show it to this token" + Said(reply)),
        HttpStatusCode.UnprocessableEntity => new GitHubException(GitHubFault.Invalid, "GitHub refuses the request" + Said(reply)),
        HttpStatusCode.RequestEntityTooLarge => new GitHubException(GitHubFault.TooLarge, "GitHub takes no request of that size" + Said(reply)),
        var status => new GitHubException(GitHubFault.Refused, string.Create(CultureInfo.InvariantCulture, $"GitHub refuses the request with HTTP {(int)status}{Said(reply)}")),
    };

    private static string Said(GitHubReply reply) => reply.Reason() is { Length: > 0 } reason ? $" ({reason})" : "";

    private static string Needed(GitHubReply reply) => reply.Header("X-Accepted-GitHub-Permissions") is { } needed ? $"; it needs {Printable.Text(needed)}" : "";

    private static string Seconds(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0} s");

    private static string Problem(GitHubReply? reply, Exception? fault) =>
        reply is not null ? string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)reply.Status}") : fault is OperationCanceledException ? "no answer in time" : "the connection broke";
}
