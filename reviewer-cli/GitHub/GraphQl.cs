using System.Text.Json;
using MlReview.Cli.Findings;

namespace MlReview.Cli.GitHub;

/// <summary>Queries of GitHub's GraphQL API, which alone knows threads, and its way of saying no: with HTTP 200.</summary>
internal sealed class GraphQl(GitHubTransport transport, GitHubAddress address)
{
    private const string Viewer = "query { viewer { login } }";

    private const string Threads = """
        query($o: String!, $r: String!, $n: Int!, $c: String) { repository(owner: $o, name: $r) { pullRequest(number: $n) {
          reviewThreads(first: 100, after: $c) { pageInfo { hasNextPage endCursor } nodes {
            id isResolved viewerCanResolve resolvedBy { login }
            comments(first: 50) { totalCount nodes { id fullDatabaseId body viewerDidAuthor isMinimized } } } } } } }
        """;

    private const string Resolve = "mutation($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { id } } }";
    private const string Unresolve = "mutation($id: ID!) { unresolveReviewThread(input: { threadId: $id }) { thread { id } } }";
    private const string Minimize = "mutation($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } } }";
    private const string Unminimize = "mutation($id: ID!) { unminimizeComment(input: { subjectId: $id }) { unminimizedComment { isMinimized } } }";

    public async Task<string> ViewerAsync(CancellationToken cancellation) =>
        Text(Child(await AskAsync(Viewer, new { }, Repeat.Reading, cancellation).ConfigureAwait(false), "viewer"), "login");

    /// <summary>All threads; <paramref name="viewer"/> is us.</summary>
    public async Task<IReadOnlyList<ReviewThread>> ThreadsAsync(PullRequestName pull, string viewer, CancellationToken cancellation)
    {
        var threads = new List<ReviewThread>();
        var cursors = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var data = await AskAsync(Threads, new { o = pull.Owner, r = pull.Repository, n = pull.Number, c = cursor }, Repeat.Reading, cancellation).ConfigureAwait(false);
            var page = Child(Child(Child(data, "repository"), "pullRequest"), "reviewThreads");
            threads.AddRange(Nodes(page).Select(node => Thread(node, viewer)));
            var info = Child(page, "pageInfo");
            cursor = Child(info, "hasNextPage").ValueKind == JsonValueKind.True ? Text(info, "endCursor") : null;
        }
        while (cursor is not null && cursors.Add(cursor));
        return threads;
    }

    public Task SetResolvedAsync(string thread, bool isResolved, CancellationToken cancellation) =>
        AskAsync(isResolved ? Resolve : Unresolve, new { id = thread }, Repeat.Harmless, cancellation);

    public Task SetMinimizedAsync(string comment, bool isMinimized, CancellationToken cancellation) =>
        AskAsync(isMinimized ? Minimize : Unminimize, new { id = comment }, Repeat.Harmless, cancellation);

    private async Task<JsonElement> AskAsync(string query, object variables, Repeat repeat, CancellationToken cancellation)
    {
        var reply = await transport.SendAsync(new GitHubRequest(HttpMethod.Post, address.GraphQl, repeat, new { query, variables }), cancellation).ConfigureAwait(false);
        var answer = reply.Read<JsonElement>();
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
            throw Refusal(errors[0], reply.Reason());
        return Child(answer, "data");
    }

    private static GitHubException Refusal(JsonElement error, string reason)
    {
        var type = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("type", out var named) ? named.ToString() : "";
        var fault = type switch
        {
            "RATE_LIMITED" => GitHubFault.Limited,
            "FORBIDDEN" or "INSUFFICIENT_SCOPES" => GitHubFault.Forbidden,
            "NOT_FOUND" => GitHubFault.NotFound,
            _ => GitHubFault.Refused,
        };
        return new GitHubException(fault, $"GitHub refuses a query ({Printable.Text(type)}{(reason.Length > 0 ? ": " + reason : "")})");
    }

    private static ReviewThread Thread(JsonElement node, string viewer)
    {
        var comments = Child(node, "comments");
        return new ReviewThread(
            Text(node, "id"), IsTrue(node, "isResolved"), IsOther(node, viewer), IsTrue(node, "viewerCanResolve"), Child(comments, "totalCount").GetInt32(),
            [.. Nodes(comments).Select(c => new ThreadComment(Text(c, "id"), Number(c), Text(c, "body"), IsTrue(c, "viewerDidAuthor"), IsTrue(c, "isMinimized")))]);
    }

    /// <summary>Apps are named without their suffix in GraphQL, or not at all.</summary>
    private static bool IsOther(JsonElement node, string viewer) =>
        node.TryGetProperty("resolvedBy", out var by) && by.ValueKind == JsonValueKind.Object && Bare(Text(by, "login")) != Bare(viewer);

    private static string Bare(string login) => login.EndsWith("[bot]", StringComparison.Ordinal) ? login[..^"[bot]".Length] : login;

    private static IEnumerable<JsonElement> Nodes(JsonElement connection) =>
        Child(connection, "nodes") is { ValueKind: JsonValueKind.Array } nodes ? nodes.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.Object) : [];

    private static bool IsTrue(JsonElement node, string name) => node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement node, string name) => Child(node, name).ToString();

    /// <summary>Written as a string, for it may be larger than a number of JavaScript.</summary>
    private static long Number(JsonElement comment) => long.TryParse(Text(comment, "fullDatabaseId"), out var id) ? id : 0;

    private static JsonElement Child(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var child) && child.ValueKind is not JsonValueKind.Null
            ? child : throw new GitHubException(GitHubFault.Malformed, $"GitHub's answer lacks '{name}'");
}
