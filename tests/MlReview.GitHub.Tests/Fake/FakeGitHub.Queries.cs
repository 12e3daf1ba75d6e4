using System.Text.Json.Nodes;

namespace MlReview.GitHub.Tests.Fake;

/// <content>GraphQL: every answer is a 200, also a refusal.</content>
internal sealed partial class FakeGitHub
{
    private FakeReply AnswerQuery(FakeRequest request)
    {
        var query = request.Body!["query"]!.GetValue<string>();
        var variables = request.Body["variables"]!;
        return query switch
        {
            _ when query.Contains("viewer {", StringComparison.Ordinal) => Data("viewer", new JsonObject { ["login"] = Viewer }),
            _ when query.Contains("reviewThreads(", StringComparison.Ordinal) => AnswerThreads(variables),
            _ when query.Contains("unresolveReviewThread", StringComparison.Ordinal) => Resolve(Text(variables, "id")!, false),
            _ when query.Contains("resolveReviewThread", StringComparison.Ordinal) => Resolve(Text(variables, "id")!, true),
            _ when query.Contains("unminimizeComment", StringComparison.Ordinal) => Minimize(Text(variables, "id")!, false),
            _ when query.Contains("minimizeComment", StringComparison.Ordinal) => Minimize(Text(variables, "id")!, true),
            _ => Ok(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["message"] = "Parse error" }) }),
        };
    }

    private FakeReply AnswerThreads(JsonNode variables)
    {
        var start = Text(variables, "c") is { } cursor ? int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var page = Threads.Skip(start).Take(Math.Min(100, LargestPage)).ToList();
        var end = start + page.Count;
        return Data("repository", new JsonObject
        {
            ["pullRequest"] = new JsonObject
            {
                ["reviewThreads"] = new JsonObject
                {
                    ["pageInfo"] = new JsonObject { ["hasNextPage"] = end < Threads.Count, ["endCursor"] = end.ToString(System.Globalization.CultureInfo.InvariantCulture) },
                    ["nodes"] = new JsonArray([.. page.Select(Json)]),
                },
            },
        });
    }

    private JsonObject Json(FakeThread thread) => new()
    {
        ["id"] = thread.Id,
        ["isResolved"] = thread.IsResolved,
        ["viewerCanResolve"] = CanResolve,
        // Apps are named without their suffix here.
        ["resolvedBy"] = thread.ResolvedBy is { } login ? new JsonObject { ["login"] = login.Replace("[bot]", "", StringComparison.Ordinal) } : null,
        ["comments"] = new JsonObject
        {
            ["totalCount"] = thread.Comments.Count,
            ["nodes"] = new JsonArray([.. thread.Comments.Take(50).Select(c => new JsonObject
            {
                ["id"] = c.NodeId,
                ["fullDatabaseId"] = c.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["body"] = c.Body,
                ["viewerDidAuthor"] = c.Author == Viewer,
                ["isMinimized"] = c.IsMinimized,
            })]),
        },
    };

    private FakeReply Resolve(string id, bool isResolved)
    {
        if (!CanResolve || !CanWrite)
            return Forbidden();
        if (Threads.FirstOrDefault(t => t.Id == id) is not { } thread)
            return Missing();
        (thread.IsResolved, thread.ResolvedBy) = (isResolved, isResolved ? Viewer : null);
        return Data("resolveReviewThread", new JsonObject { ["thread"] = new JsonObject { ["id"] = id } });
    }

    private FakeReply Minimize(string id, bool isMinimized)
    {
        if (!CanMinimize || !CanWrite)
            return Forbidden();
        if (Threads.SelectMany(t => t.Comments).FirstOrDefault(c => c.NodeId == id) is not { } comment)
            return Missing();
        comment.IsMinimized = isMinimized;
        return Data("minimizeComment", new JsonObject { ["minimizedComment"] = new JsonObject { ["isMinimized"] = isMinimized } });
    }

    private static FakeReply Data(string name, JsonNode value) => Ok(new JsonObject { ["data"] = new JsonObject { [name] = value } });

    private static FakeReply Forbidden() => Error("FORBIDDEN", "Resource not accessible by integration");

    private static FakeReply Missing() => Error("NOT_FOUND", "Could not resolve to a node with the global id");

    private static FakeReply Error(string type, string message) =>
        Ok(new JsonObject { ["data"] = null, ["errors"] = new JsonArray(new JsonObject { ["type"] = type, ["message"] = message }) });
}
