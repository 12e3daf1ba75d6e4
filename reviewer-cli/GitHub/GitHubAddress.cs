namespace MlReview.Cli.GitHub;

/// <summary>Where the API is: of github.com, of a tenant with its own domain, or of a server of one's own.</summary>
internal sealed class GitHubAddress
{
    private GitHubAddress(Uri rest, Uri graphQl) => (Rest, GraphQl) = (rest, graphQl);

    /// <summary>Ends with a slash, so that relative addresses keep its path.</summary>
    public Uri Rest { get; }

    public Uri GraphQl { get; }

    public static GitHubAddress Public { get; } = TryCreate("https://api.github.com", null, out _)!;

    /// <param name="rest">As <c>GITHUB_API_URL</c> has it.</param>
    /// <param name="graphQl">As <c>GITHUB_GRAPHQL_URL</c> has it; derived when null.</param>
    /// <param name="error">A sentence.</param>
    public static GitHubAddress? TryCreate(string rest, string? graphQl, out string error)
    {
        error = "";
        if (!TryRead(rest.TrimEnd('/') + "/", out var api))
        {
            error = $"The address of GitHub's API '{rest}' is not one; accepted is https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise Server.";
            return null;
        }
        var path = api.AbsolutePath.EndsWith("/v3/", StringComparison.Ordinal) ? api.AbsolutePath[..^"v3/".Length] : api.AbsolutePath;
        if (!TryRead(graphQl ?? new Uri(api, path + "graphql").AbsoluteUri, out var query) || !IsSamePlace(api, query))
        {
            error = $"The address of GitHub's GraphQL API '{graphQl}' is not on the host of '{rest}'; the token is sent to one host only.";
            return null;
        }
        return new GitHubAddress(api, query);
    }

    /// <summary>Whether the token may go there.</summary>
    public bool IsTrusted(Uri uri) => IsSamePlace(Rest, uri);

    private static bool IsSamePlace(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase) && other.UserInfo.Length == 0;

    /// <summary>A token never goes out in the clear, except to a server on this machine.</summary>
    private static bool TryRead(string written, out Uri uri) =>
        Uri.TryCreate(written, UriKind.Absolute, out uri!) && uri.UserInfo.Length == 0 && uri.Query.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
