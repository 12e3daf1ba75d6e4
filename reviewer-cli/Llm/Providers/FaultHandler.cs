using System.Net;
using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm.Providers;

/// <summary>
/// Turns whatever can go wrong with a call into one kind of exception, for both providers alike. A reply is read whole before the provider's client
/// sees it, so that a connection that breaks in the middle is a fault of the call and not of the client's parser.
/// </summary>
internal sealed class FaultHandler(Uri endpoint, TimeSpan limit, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int LargestReply = 4 << 20;
    private const int LongestReason = 160;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A client that takes its address from the environment must not carry the key elsewhere.
        if (request.RequestUri is not { } target || target.Host != endpoint.Host || target.Port != endpoint.Port || target.Scheme != endpoint.Scheme)
            throw new ModelCallException(CallFault.Unreachable, $"the call would not have gone to {endpoint.Host}");
        using var tooSlow = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooSlow.Token);
        var hasBegun = false;
        try
        {
            var response = await base.SendAsync(request, both.Token).ConfigureAwait(false);
            hasBegun = true;
            await response.Content.LoadIntoBufferAsync(LargestReply, both.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? response : throw await RefusalAsync(response, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelCallException(CallFault.TimedOut, $"no answer within {limit.TotalSeconds:0} s");
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ModelCallException(CallFault.Malformed, $"the reply is larger than {LargestReply >> 20} MiB", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw hasBegun
                ? new ModelCallException(CallFault.CutOff, "the connection broke in the middle of the reply", e)
                : new ModelCallException(CallFault.Unreachable, $"{endpoint.Host} cannot be reached", e);
        }
    }

    private async Task<ModelCallException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var said = ReasonIn(await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
        var status = (int)response.StatusCode;
        var (fault, what) = response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => (CallFault.RateLimited, "too many requests"),
            HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict => (CallFault.ServerError, "the provider asks to try again"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (CallFault.KeyRefused, "the key is not accepted"),
            HttpStatusCode.NotFound => (CallFault.UnknownModel, "the endpoint does not know the model"),
            HttpStatusCode.RequestEntityTooLarge => (CallFault.TooLarge, "the request is too large for the model"),
            _ when status >= 500 => (CallFault.ServerError, status == 529 ? "the provider is overloaded" : "the provider has a fault"),
            _ when status is >= 300 and < 400 => (CallFault.RequestRefused, "the endpoint redirects, which is not followed"),
            _ => (CallFault.RequestRefused, "the provider refuses the request"),
        };
        return new ModelCallException(fault, $"{what} (HTTP {status}{(said.Length > 0 ? ": " + said : "")})") { RetryAfter = Wait(response) };
    }

    private TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - time.GetUtcNow() is { Ticks: > 0 } left => left,
        _ => null,
    };

    /// <summary>The message of an error in the providers' shape; nothing of any other.</summary>
    private static string ReasonIn(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var message = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var text) ? text.ToString() : "";
            var safe = Printable.Text(Secrets.Redact(message.ReplaceLineEndings(" ")));
            return safe.Length <= LongestReason ? safe : safe[..LongestReason] + "…";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
