using System.Text;
using System.Text.Json.Nodes;

namespace MlReview.GitHub.Tests.Fake;

/// <content>Check runs: who adds annotations cannot take them back.</content>
internal sealed partial class FakeGitHub
{
    private static readonly string[] s_ofNewCheck = ["name", "head_sha", "details_url", "external_id", "status", "started_at", "conclusion", "completed_at", "output", "actions"];
    private static readonly string[] s_conclusions = ["action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"];

    private FakeReply ListChecks(FakeRequest request, string commit)
    {
        var name = Uri.UnescapeDataString(request.Text("check_name"));
        var checks = Checks.Where(c => c.HeadSha == commit && c.Name == name).OrderByDescending(c => c.Id).ToList();
        var shown = request.Text("filter") == "all" ? checks : checks.Take(1);
        var page = Page(request, shown.Select(Json));
        return page.Body is null ? page : page with { Body = new JsonObject { ["total_count"] = checks.Count, ["check_runs"] = page.Body } };
    }

    private FakeReply CreateCheck(JsonNode body)
    {
        var error = Unknown(body, s_ofNewCheck) ?? (Text(body, "name") is not { Length: > 0 } ? "name is missing" : Text(body, "head_sha") != Head ? $"No commit found for SHA: {Text(body, "head_sha")}" : WrongWithCheck(body));
        if (error is not null)
            return FakeReply.Invalid(error);
        var check = new FakeCheckRun { Id = ++_lastId, Content = (JsonObject)body.DeepClone() };
        Checks.Add(check);
        AddAnnotations(check, body);
        return Ok(Json(check), 201);
    }

    private FakeReply EditCheck(long id, JsonNode body)
    {
        if (Checks.FirstOrDefault(c => c.Id == id) is not { } check)
            return NotFound();
        if ((Unknown(body, [.. s_ofNewCheck.Except(["head_sha"])]) ?? WrongWithCheck(body)) is { } error)
            return FakeReply.Invalid(error);
        foreach (var (name, value) in body.AsObject())
            check.Content[name] = value?.DeepClone();
        AddAnnotations(check, body);
        return Ok(Json(check));
    }

    private static void AddAnnotations(FakeCheckRun check, JsonNode body) =>
        check.Annotations.AddRange((body["output"]?["annotations"]?.AsArray() ?? []).Select(a => a!.DeepClone()));

    private static string? Unknown(JsonNode body, string[] known) =>
        body.AsObject().Select(p => p.Key).FirstOrDefault(key => !known.Contains(key)) is { } key ? $"{key} is not a permitted key" : null;

    /// <summary>Why a check is refused; null when it is good.</summary>
    private static string? WrongWithCheck(JsonNode body)
    {
        if (Text(body, "status") == "completed" ? !s_conclusions.Contains(Text(body, "conclusion")) : body["conclusion"] is not null)
            return "conclusion and status do not go together";
        if (body["output"] is not { } output)
            return null;
        if (Text(output, "title") is not { Length: > 0 } || Text(output, "summary") is not { Length: > 0 and <= 65_535 })
            return "output needs title and summary (maximum is 65535 characters)";
        var annotations = output["annotations"]?.AsArray() ?? [];
        return annotations.Count > 50 ? "No more than 50 annotations per request" : annotations.Select(a => WrongWithAnnotation(a!)).FirstOrDefault(e => e is not null);
    }

    private static string? WrongWithAnnotation(JsonNode annotation)
    {
        var (start, end) = (Number(annotation, "start_line"), Number(annotation, "end_line"));
        var (startColumn, endColumn) = (Number(annotation, "start_column"), Number(annotation, "end_column"));
        return Text(annotation, "path") is not { Length: > 0 } path || path.StartsWith('/') || path.Split('/').Contains("..") ? "path is invalid"
            : start is null or < 1 || end is null || end < start ? "lines are invalid"
            : (startColumn is not null || endColumn is not null) && start != end ? "columns are only for one line"
            : startColumn < 1 || endColumn < startColumn ? "columns are invalid"
            : Text(annotation, "annotation_level") is not ("notice" or "warning" or "failure") ? "annotation_level is invalid"
            : Text(annotation, "message") is not { Length: > 0 } message || Encoding.UTF8.GetByteCount(message) > 64 << 10 ? "message is invalid"
            : Text(annotation, "title") is { Length: > 255 } ? "title is too long (maximum is 255 characters)"
            : null;
    }

    private static JsonObject Json(FakeCheckRun check)
    {
        var json = (JsonObject)check.Content.DeepClone();
        json["id"] = check.Id;
        json["output"] = new JsonObject { ["title"] = check.Content["output"]?["title"]?.DeepClone(), ["annotations_count"] = check.Annotations.Count };
        return json;
    }
}
