using System.Text.Json;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports;

/// <summary>The coverage of a review as JSON, alike in all reports that programs read. <c>mlreview merge</c> reads it back.</summary>
internal static class CoverageJson
{
    public static void Write(ReviewResult result, Utf8JsonWriter json)
    {
        var coverage = result.Coverage;
        json.WriteStartObject();
        json.WriteBoolean("complete", !result.IsIncomplete);
        if (result.Shard is { } shard)
            json.WriteString("shard", shard.ToString());
        json.WriteNumber("files", coverage.Files);
        json.WriteNumber("analyzedFiles", coverage.AnalyzedFiles);
        json.WriteNumber("unboundNames", coverage.UnboundNames);
        json.WriteNumber("filesWithUnboundNames", coverage.FilesWithUnbound);
        json.WriteStartArray("unbound");
        foreach (var name in coverage.Unbound)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("projects");
        foreach (var project in coverage.Projects)
            Write(project, json);
        json.WriteEndArray();
        json.WriteStartArray("notices");
        foreach (var notice in coverage.Notices)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonText.Word(notice.Kind));
            json.WriteString("subject", notice.Subject);
            json.WriteString("reason", notice.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(ProjectCoverage project, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("path", project.Path);
        json.WriteString("status", JsonText.Word(project.Status));
        if (project.Reason.Length > 0)
            json.WriteString("reason", project.Reason);
        json.WriteNumber("files", project.Files);
        json.WriteNumber("analyzedFiles", project.AnalyzedFiles);
        if (project.UnboundNames > 0)
        {
            json.WriteNumber("unboundNames", project.UnboundNames);
            json.WriteNumber("filesWithUnboundNames", project.FilesWithUnbound);
            json.WriteStartArray("unbound");
            foreach (var unbound in project.Unbound)
            {
                json.WriteStartObject();
                json.WriteString("name", unbound.Name);
                json.WriteNumber("count", unbound.Count);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
