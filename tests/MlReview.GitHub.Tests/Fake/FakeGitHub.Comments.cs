using System.Text.Json.Nodes;

namespace MlReview.GitHub.Tests.Fake;

/// <content>Reviews and comments, with the rules that they are refused by.</content>
internal sealed partial class FakeGitHub
{
    private FakeReply CreateReview(JsonNode body)
    {
        if (Reviews.Any(r => r.State == "PENDING" && r.Author == Viewer))
            return FakeReply.Invalid("User can only have one pending review per pull request");
        var text = Text(body, "body") ?? "";
        var comments = body["comments"]?.AsArray() ?? [];
        var commit = Text(body, "commit_id");
        var errors = comments.Select(c => WrongWith(c!, commit)).OfType<string>().ToList();
        if (text.Trim().Length == 0)
            errors.Add("Body can't be blank");
        if (text.Length > LongestBody)
            errors.Add("body is too long (maximum is 65536 characters)");
        if (commit != Head)
            errors.Add("The commit_id is not part of the pull request");
        if (errors.Count > 0)
            return FakeReply.Invalid([.. errors]);
        var review = new FakeReview { Id = ++_lastId, Author = Viewer, State = Text(body, "event") == "COMMENT" ? "COMMENTED" : "PENDING", Body = text, CommitId = commit! };
        Reviews.Add(review);
        foreach (var comment in comments)
            Thread(Text(comment!, "path")!, Number(comment!, "line"), Number(comment!, "start_line"), Viewer, Text(comment!, "body")!);
        return Ok(Json(review));
    }

    /// <summary>Why a comment on lines is refused; null when it is good.</summary>
    private string? WrongWith(JsonNode comment, string? commit)
    {
        if (comment["subject_type"] is not null && comment["commit_id"] is null)
            return "subject_type is not a permitted key";
        if (BodyError(Text(comment, "body")) is { } error)
            return error;
        if (Files.FirstOrDefault(f => f.Path == Text(comment, "path")) is not { } file)
            return "Pull request review thread path is invalid";
        if (file.Patch is null)
            return "Pull request review thread diff hunk can't be blank";
        if (Text(comment, "side") is not (null or "RIGHT"))
            return "Pull request review thread line must be part of the diff";
        if (Number(comment, "line") is not { } line || !file.Lines.TryGetValue(line, out var hunk))
            return "Pull request review thread line must be part of the diff";
        if (Number(comment, "start_line") is not { } start)
            return commit is null ? "commit_id is missing" : null;
        return start >= line ? "Pull request review thread start line must precede the end line."
            : !file.Lines.TryGetValue(start, out var first) ? "Pull request review thread start line must be part of the diff"
            : first != hunk ? "Pull request review thread start line must be part of the same hunk as the line."
            : null;
    }

    private FakeReply CreateReviewComment(JsonNode body)
    {
        var isOnFile = Text(body, "subject_type") == "file";
        var error = Text(body, "commit_id") != Head ? "commit_id is not part of the pull request"
            : isOnFile ? BodyError(Text(body, "body")) ?? (Files.Any(f => f.Path == Text(body, "path")) ? null : "Path could not be resolved")
            : WrongWith(body, Text(body, "commit_id"));
        if (error is not null)
            return FakeReply.Invalid(error);
        var thread = Thread(Text(body, "path")!, isOnFile ? null : Number(body, "line"), Number(body, "start_line"), Viewer, Text(body, "body")!);
        return Ok(Json(thread.Comments[0]), 201);
    }

    private FakeReply EditReviewComment(long id, JsonNode body)
    {
        if (Threads.SelectMany(t => t.Comments).FirstOrDefault(c => c.Id == id) is not { } comment)
            return NotFound();
        if (BodyError(Text(body, "body")) is { } error)
            return FakeReply.Invalid(error);
        comment.Body = Text(body, "body")!;
        return Ok(Json(comment));
    }

    private FakeReply DeleteReviewComment(long id)
    {
        var isThere = Threads.Sum(t => t.Comments.RemoveAll(c => c.Id == id)) > 0;
        Threads.RemoveAll(t => t.Comments.Count == 0);
        return isThere ? new FakeReply(204, null) : NotFound();
    }

    private FakeReply DeleteReview(long id)
    {
        if (Reviews.FirstOrDefault(r => r.Id == id) is not { } review)
            return NotFound();
        if (review.State != "PENDING")
            return FakeReply.Invalid("Can not delete a non-pending pull request review");
        Reviews.Remove(review);
        return Ok(Json(review));
    }

    private FakeReply CreateComment(JsonNode body) =>
        BodyError(Text(body, "body")) is { } error ? FakeReply.Invalid(error) : Ok(Json(Say(Viewer, Text(body, "body")!)), 201);

    private FakeReply EditComment(long id, JsonNode body)
    {
        if (Comments.FirstOrDefault(c => c.Id == id && c.Author == Viewer) is not { } comment)
            return NotFound();
        if (BodyError(Text(body, "body")) is { } error)
            return FakeReply.Invalid(error);
        comment.Body = Text(body, "body")!;
        return Ok(Json(comment));
    }

    private static string? BodyError(string? body) =>
        string.IsNullOrWhiteSpace(body) ? "Body can't be blank" : body.Length > LongestBody ? "body is too long (maximum is 65536 characters)" : null;

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    private static int? Number(JsonNode node, string name) => node[name]?.GetValue<int>();
}
