using MlReview.Cli.Changes;

namespace MlReview.Cli.GitHub;

/// <summary>Where GitHub is, and the token that it is spoken to with: from the environment alone, never from a repository.</summary>
/// <param name="Server">Where its pages and repositories are; ends with a slash.</param>
/// <param name="Token">Null when there is none.</param>
internal sealed record GitHubAccess(GitHubAddress Address, Uri Server, string? Token)
{
    /// <exception cref="ChangeException">With the sentence that says what is wrong.</exception>
    public static GitHubAccess Read(Func<string, string?> environment)
    {
        var address = GitHubAddress.Public;
        if (environment("GITHUB_API_URL") is { Length: > 0 } rest)
            address = GitHubAddress.TryCreate(rest, environment("GITHUB_GRAPHQL_URL") is { Length: > 0 } graphQl ? graphQl : null, out var error) ?? throw new ChangeException(error);
        var server = environment("GITHUB_SERVER_URL") is { Length: > 0 } written ? ServerOf(written) : ServerOf(address);
        var token = environment("GITHUB_TOKEN")?.Trim();
        if (token?.All(c => c is > ' ' and < '\u007f') == false)
            throw new ChangeException("GITHUB_TOKEN holds characters that no token has; give the token alone.");
        return new GitHubAccess(address, server, string.IsNullOrEmpty(token) ? null : token);
    }

    /// <summary>Where git finds a repository.</summary>
    public Uri RepositoryOf(PullRequestName pull) => new(Server, $"{Uri.EscapeDataString(pull.Owner)}/{Uri.EscapeDataString(pull.Repository)}.git");

    private static Uri ServerOf(string written) =>
        Uri.TryCreate(written.TrimEnd('/') + "/", UriKind.Absolute, out var server) && server is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
        && (server.Scheme == Uri.UriSchemeHttps || (server.Scheme == Uri.UriSchemeHttp && server.IsLoopback))
            ? server : throw new ChangeException($"GITHUB_SERVER_URL '{written}' is not the address of a GitHub; accepted is https://github.com, or https://HOST.");

    /// <summary>The API of github.com and of tenants is on a host of its own; that of an Enterprise Server is not.</summary>
    private static Uri ServerOf(GitHubAddress address)
    {
        var host = new Uri(address.Rest.GetLeftPart(UriPartial.Authority) + "/");
        return host.Host.StartsWith("api.", StringComparison.Ordinal) ? new UriBuilder(host) { Host = host.Host["api.".Length..] }.Uri : host;
    }
}
