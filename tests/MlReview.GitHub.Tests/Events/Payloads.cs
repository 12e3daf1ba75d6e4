using System.Text;
using System.Text.Json.Nodes;
using MlReview.Cli.GitHub.Events;

namespace MlReview.GitHub.Tests.Events;

/// <summary>Events as GitHub sends them, with the fields around those that count.</summary>
internal static class Payloads
{
    public const string Head = "1111111111111111111111111111111111111111";
    public const string Before = "2222222222222222222222222222222222222222";

    /// <param name="fork">The head's repository; null for a deleted one.</param>
    public static JsonObject PullRequest(string action = "synchronize", string? fork = "octo/models", string sender = "ann", string head = Head) => new()
    {
        ["action"] = action,
        ["number"] = 7,
        ["before"] = Before,
        ["after"] = head,
        ["pull_request"] = new JsonObject
        {
            ["url"] = "https://api.github.com/repos/octo/models/pulls/7", ["id"] = 900719925474, ["node_id"] = "PR_x", ["number"] = 7, ["state"] = "open", ["locked"] = false,
            ["title"] = "Train on \u202Eeverything", ["body"] = null, ["draft"] = false, ["author_association"] = "CONTRIBUTOR", ["user"] = new JsonObject { ["login"] = "ann", ["id"] = 1 },
            ["head"] = new JsonObject { ["label"] = "ann:topic", ["ref"] = "topic", ["sha"] = head, ["repo"] = fork is null ? null : new JsonObject { ["full_name"] = fork, ["fork"] = true } },
            ["base"] = new JsonObject { ["label"] = "octo:main", ["ref"] = "main", ["sha"] = Before, ["repo"] = Repository() },
        },
        ["repository"] = Repository(),
        ["sender"] = new JsonObject { ["login"] = sender, ["type"] = "User" },
    };

    public static JsonObject Comment(string body, string association = "MEMBER", bool isOnPull = true, string action = "created") => new()
    {
        ["action"] = action,
        ["issue"] = isOnPull
            ? new JsonObject { ["number"] = 7, ["state"] = "open", ["pull_request"] = new JsonObject { ["url"] = "https://api.github.com/repos/octo/models/pulls/7", ["merged_at"] = null } }
            : new JsonObject { ["number"] = 7, ["state"] = "open" },
        ["comment"] = new JsonObject { ["id"] = 5, ["body"] = body, ["user"] = new JsonObject { ["login"] = "ann" }, ["author_association"] = association },
        ["repository"] = Repository(),
        ["sender"] = new JsonObject { ["login"] = "ann" },
    };

    /// <summary>For a pull request of a fork, where the list is empty.</summary>
    public static JsonObject Run() => new()
    {
        ["action"] = "completed",
        ["workflow_run"] = new JsonObject
        {
            ["id"] = 1, ["head_sha"] = Head, ["head_branch"] = "topic", ["event"] = "pull_request", ["conclusion"] = "success",
            ["pull_requests"] = new JsonArray(), ["head_repository"] = new JsonObject { ["full_name"] = "stranger/models" },
        },
        ["repository"] = Repository(),
    };

    public static JsonObject Dispatch(JsonNode? number) => new() { ["inputs"] = number is null ? null : new JsonObject { ["pull-request"] = number }, ["ref"] = "refs/heads/main", ["repository"] = Repository() };

    public static EventPayload Payload(this JsonObject json) => EventPayload.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static JsonObject Repository() => new() { ["id"] = 42, ["full_name"] = "octo/models", ["default_branch"] = "main", ["private"] = false, ["owner"] = new JsonObject { ["login"] = "octo" } };
}
