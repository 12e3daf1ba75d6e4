using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlReview.GitHub.Tests.Fake;

/// <summary>
/// One pull request with its conversation, behind the part of GitHub's API that the reviewer uses. It keeps state, splits lists into pages, checks
/// permissions, counts against the limits, and refuses what the documentation says that it refuses.
/// </summary>
internal sealed partial class FakeGitHub(TimeProvider time)
{
    public const string Token = "fake-token";
    public const string Repo = "/repos/octo/models";
    public const string Bot = "github-actions[bot]";
    private const int LongestBody = 65_536;
    private const int MostWritesInMinute = 80;

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _writes = new();
    private readonly List<(DateTimeOffset At, FakeRequest Request)> _late = [];
    private long _lastId = 1000;

    public string Head { get; set; } = "1111111111111111111111111111111111111111";

    public string State { get; set; } = "open";

    public bool IsDraft { get; set; }

    public string? HeadRepository { get; set; } = "octo/models";

    /// <summary>The tip of the base branch.</summary>
    public string BaseTip { get; set; } = new('0', 40);

    /// <summary>How two commits stand to each other, and where they part; null for commits that are gone.</summary>
    public Func<string, string, (string Status, string MergeBase)?> Comparison { get; set; } = (_, _) => null;

    /// <summary>Whether everybody may read.</summary>
    public bool IsPublic { get; set; }

    public List<FakeFile> Files { get; set; } = [];

    public List<FakeThread> Threads { get; } = [];

    public List<FakeReview> Reviews { get; } = [];

    public List<FakeComment> Comments { get; } = [];

    public List<FakeCheckRun> Checks { get; } = [];

    public string Viewer { get; set; } = Bot;

    public bool CanWrite { get; set; } = true;

    public bool CanWriteChecks { get; set; } = true;

    public bool CanResolve { get; set; } = true;

    public bool CanMinimize { get; set; } = true;

    public int LargestPage { get; set; } = 100;

    public List<FakeRequest> Log { get; } = [];

    /// <summary>What was answered with 422.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>What happens to the request of this number; counts from 0.</summary>
    public Func<int, FakeRequest, FakeFault>? Fault { get; set; }

    /// <summary>Where the API is, for the addresses of further pages.</summary>
    public string BaseAddress { get; set; } = "https://api.github.test";

    public FakeThread Thread(string path, int? line, int? startLine, string author, string body)
    {
        var thread = new FakeThread { Id = $"PRRT_{++_lastId}", Path = path, Line = line, StartLine = startLine };
        thread.Comments.Add(new FakeComment { Id = ++_lastId, Author = author, Body = body });
        Threads.Add(thread);
        return thread;
    }

    public FakeComment Say(string author, string body)
    {
        var comment = new FakeComment { Id = ++_lastId, Author = author, Body = body };
        Comments.Add(comment);
        return comment;
    }

    public void Reply(FakeThread thread, string author, string body) => thread.Comments.Add(new FakeComment { Id = ++_lastId, Author = author, Body = body });

    /// <summary>The fault of a request that has just come, and the answer; null where nobody will see one.</summary>
    public (FakeFault Fault, FakeReply? Reply) Take(FakeRequest request)
    {
        lock (_gate)
        {
            foreach (var (_, late) in _late.Where(l => l.At <= time.GetUtcNow()))
                Answer(late);
            _late.RemoveAll(l => l.At <= time.GetUtcNow());
            var fault = Fault?.Invoke(Log.Count, request) ?? FakeFault.None;
            Log.Add(request);
            switch (fault)
            {
                case FakeFault.TimeoutBefore or FakeFault.CutBefore:
                    return (fault, null);
                case FakeFault.TimeoutAfter or FakeFault.CutAfter:
                    Answer(request);
                    return (fault, null);
                case FakeFault.TimeoutAndLateEffect:
                    _late.Add((time.GetUtcNow() + TimeSpan.FromSeconds(9), request));
                    return (fault, null);
                case FakeFault.BadGatewayAfter:
                    Answer(request);
                    return (fault, FakeReply.Error(502, "Server Error"));
                case FakeFault.BadGatewayBefore:
                    return (fault, FakeReply.Error(502, "Server Error"));
                case FakeFault.SecondaryLimit:
                    return (fault, SecondaryLimit());
                case FakeFault.TooManyRequests:
                    return (fault, FakeReply.Error(429, "Too many requests").With("Retry-After", "7"));
                default:
                    return (fault, Answer(request));
            }
        }
    }

    private FakeReply Answer(FakeRequest request)
    {
        var reply = Refuse(request) ?? (request.Route == "/graphql" ? AnswerQuery(request) : Dispatch(request));
        if (reply.Status == 422)
            Refusals.Add($"{request.Method} {request.Path}: {reply.Body}");
        return reply;
    }

    /// <summary>What is refused before anybody looks at it.</summary>
    private FakeReply? Refuse(FakeRequest request)
    {
        if (string.IsNullOrEmpty(request.Header("User-Agent")))
            return FakeReply.Error(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.");
        if (request.Header("Authorization") != "Bearer " + Token && !(IsPublic && request.Header("Authorization") is null && request.Method == "GET"))
            return FakeReply.Error(401, "Bad credentials");
        if (request.Header("X-GitHub-Api-Version") is { } version && version != "2022-11-28")
            return FakeReply.Error(400, "Unsupported API version");
        if (!request.Writes)
            return null;
        var (permission, isGranted) = request.Route.Contains("/check-runs", StringComparison.Ordinal) ? ("checks=write", CanWriteChecks)
            : request.Route.Contains("/code-scanning/", StringComparison.Ordinal) ? ("security_events=write", CanUpload)
            : ("pull_requests=write", CanWrite || request.Route == "/graphql");
        if (!isGranted)
            return FakeReply.Error(403, "Resource not accessible by integration").With("X-Accepted-GitHub-Permissions", permission);
        while (_writes.TryPeek(out var oldest) && oldest <= time.GetUtcNow() - TimeSpan.FromMinutes(1))
            _writes.Dequeue();
        if (_writes.Count >= MostWritesInMinute)
            return SecondaryLimit();
        _writes.Enqueue(time.GetUtcNow());
        return null;
    }

    private static FakeReply SecondaryLimit() => FakeReply.Error(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");

    private FakeReply Dispatch(FakeRequest request)
    {
        if (!request.Route.StartsWith(Repo + "/", StringComparison.Ordinal))
            return NotFound();
        var rest = request.Route[Repo.Length..];
        long Id() => long.Parse(Numbers().Match(rest).Value, CultureInfo.InvariantCulture);
        return (request.Method, Numbers().Replace(rest, "N")) switch
        {
            ("GET", "/pulls/7") => Ok(Pull()),
            ("GET", "/pulls/7/files") => Page(request, Files.Take(3000).Select(f => f.ToJson())),
            ("GET", "/pulls/7/reviews") => Page(request, Reviews.Where(r => r.State != "PENDING" || r.Author == Viewer).Select(Json)),
            ("POST", "/pulls/7/reviews") => CreateReview(request.Body!),
            ("DELETE", "/pulls/7/reviews/N") => DeleteReview(Id()),
            ("POST", "/pulls/7/comments") => CreateReviewComment(request.Body!),
            ("PATCH", "/pulls/comments/N") => EditReviewComment(Id(), request.Body!),
            ("DELETE", "/pulls/comments/N") => DeleteReviewComment(Id()),
            ("GET", "/issues/7/comments") => Page(request, Comments.Select(Json)),
            ("POST", "/issues/7/comments") => CreateComment(request.Body!),
            ("PATCH", "/issues/comments/N") => EditComment(Id(), request.Body!),
            ("DELETE", "/issues/comments/N") => Comments.RemoveAll(c => c.Id == Id() && c.Author == Viewer) > 0 ? new FakeReply(204, null) : NotFound(),
            ("POST", "/check-runs") => CreateCheck(request.Body!),
            ("PATCH", "/check-runs/N") => EditCheck(Id(), request.Body!),
            ("GET", var path) when path.StartsWith("/compare/", StringComparison.Ordinal) => Compare(rest["/compare/".Length..]),
            ("GET", var path) when path.StartsWith("/commits/", StringComparison.Ordinal) && path.EndsWith("/check-runs", StringComparison.Ordinal) =>
                ListChecks(request, path.Split('/')[2]),
            ("POST", "/code-scanning/sarifs") => CreateSarif(request.Body!),
            ("GET", var path) when path.StartsWith("/code-scanning/sarifs/", StringComparison.Ordinal) => AskSarif(path.Split('/')[3]),
            ("GET", var path) when path.StartsWith("/commits/", StringComparison.Ordinal) && path.EndsWith("/pulls", StringComparison.Ordinal) =>
                Page(request, request.Route.Contains(Head, StringComparison.Ordinal) ? [Pull()] : []),
            _ => NotFound(),
        };
    }

    private FakeReply Compare(string range) =>
        range.Split("...") is [var from, var to] && Comparison(from, to) is var (status, mergeBase)
            ? Ok(new JsonObject { ["status"] = status, ["ahead_by"] = 1, ["merge_base_commit"] = new JsonObject { ["sha"] = mergeBase }, ["commits"] = new JsonArray(), ["files"] = new JsonArray() })
            : NotFound();

    private JsonObject Pull() => new()
    {
        ["number"] = 7,
        ["state"] = State,
        ["draft"] = IsDraft,
        ["title"] = "A change",
        ["changed_files"] = Files.Count,
        ["head"] = new JsonObject { ["ref"] = "topic", ["sha"] = Head, ["repo"] = HeadRepository is null ? null : new JsonObject { ["full_name"] = HeadRepository } },
        ["base"] = new JsonObject { ["ref"] = "main", ["sha"] = BaseTip, ["repo"] = new JsonObject { ["full_name"] = "octo/models" } },
    };

    private FakeReply Page(FakeRequest request, IEnumerable<JsonObject> items)
    {
        var all = items.ToList();
        var size = Math.Min(LargestPage, Math.Min(100, request.Query("per_page", 30)));
        var page = request.Query("page", 1);
        var reply = Ok(new JsonArray([.. all.Skip((page - 1) * size).Take(size)]));
        if (page * size < all.Count)
            reply.Headers["Link"] = $"<{BaseAddress}{request.Route}?per_page={size}&page={page + 1}{request.Rest}>; rel=\"next\", <{BaseAddress}{request.Route}?per_page={size}&page=99{request.Rest}>; rel=\"last\"";
        var tag = $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(reply.Body!.ToJsonString())))[..16]}\"";
        reply.Headers["ETag"] = tag;
        return request.Header("If-None-Match") == tag ? new FakeReply(304, null) { Headers = reply.Headers } : reply;
    }

    private static FakeReply Ok(JsonNode body, int status = 200) => new(status, body);

    private static FakeReply NotFound() => FakeReply.Error(404, "Not Found");

    private static JsonObject Json(FakeReview review) => new()
    {
        ["id"] = review.Id, ["state"] = review.State, ["body"] = review.Body, ["user"] = new JsonObject { ["login"] = review.Author }, ["commit_id"] = review.CommitId,
    };

    private static JsonObject Json(FakeComment comment) => new() { ["id"] = comment.Id, ["node_id"] = comment.NodeId, ["body"] = comment.Body, ["user"] = new JsonObject { ["login"] = comment.Author } };

    [GeneratedRegex(@"(?<=(reviews|comments|check-runs)/)\d+")]
    private static partial Regex Numbers();
}
