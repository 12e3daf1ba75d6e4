using System.Net;

namespace MlReview.Cli.GitHub;

/// <summary>What a refusal because of too many requests asks for.</summary>
/// <param name="Wait">How long; null when the server does not say.</param>
internal sealed record RequestLimit(TimeSpan? Wait)
{
    /// <summary>Where the server names no time, its documentation does: a minute, and then longer.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(60);

    /// <summary>The limit that the reply speaks of; null when it was refused for another reason, or not at all.</summary>
    public static RequestLimit? Of(GitHubReply reply, DateTimeOffset now)
    {
        if (reply.Status is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;
        if (reply.Number("Retry-After") is { } seconds)
            return new RequestLimit(TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)));
        if (reply.Number("x-ratelimit-remaining") == 0 && reply.Number("x-ratelimit-reset") is { } reset and > 0 and < 99_999_999_999)
            return new RequestLimit(Later(DateTimeOffset.FromUnixTimeSeconds(reset) - now) + TimeSpan.FromSeconds(1));
        var reason = reply.Reason();
        return reply.Status == HttpStatusCode.TooManyRequests || reason.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase)
            || reason.Contains("abuse detection", StringComparison.OrdinalIgnoreCase) ? new RequestLimit(Wait: null) : null;
    }

    private static TimeSpan Later(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
}
