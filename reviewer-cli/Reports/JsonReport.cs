using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm;
using MlReview.Cli.Pictures;
using MlReview.Cli.Reports.Pictures;

namespace MlReview.Cli.Reports;

/// <summary>The whole review as data. Names are part of the contract with whoever reads it; <c>schemaVersion</c> changes when they do.</summary>
internal sealed class JsonReport : IReport
{
    public const string SchemaVersion = "1.0";

    public void Write(ReviewResult result, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteStartObject("tool");
        json.WriteString("name", Product.Name);
        json.WriteString("version", Product.Version);
        json.WriteEndObject();
        json.WriteString("verdict", JsonText.Word(result.Verdict));
        json.WriteStartObject("summary");
        foreach (var severity in new[] { Severity.Critical, Severity.Major, Severity.Minor, Severity.Info })
            json.WriteNumber(JsonText.Word(severity), result.Count(severity));
        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
            Write(finding, result, json);
        json.WriteEndArray();
        if (result.Baseline is { } baseline)
            Write(baseline, json);
        json.WritePropertyName("coverage");
        CoverageJson.Write(result, json);
        if (result.Change is { } change)
        {
            json.WritePropertyName("change");
            ChangeJson.Write(change, result, json);
        }
        json.WriteStartArray("pipelines");
        foreach (var picture in GuiltMarks.On(result.Pictures, result.Findings))
            PictureJson.Write(picture, result.Relative, json);
        json.WriteEndArray();
        json.WriteStartArray("positivePatterns");
        foreach (var pattern in result.PositivePatterns)
            Write(pattern, result, json);
        json.WriteEndArray();
        json.WriteStartArray("rules");
        foreach (var rule in result.Rules)
            Write(rule, json);
        json.WriteEndArray();
        ModelJson.Write(result, json);
        json.WriteEndObject();
    });

    private static void Write(Finding finding, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule.Id);
        json.WriteString("title", finding.Rule.Title);
        json.WriteString("category", finding.Rule.Category);
        json.WriteString("severity", JsonText.Word(finding.Severity));
        json.WriteString("level", JsonText.Word(finding.Level));
        json.WriteString("file", result.Relative(finding.Path));
        JsonText.WriteRange(finding.Range, json);
        WriteCell(finding.Cell, json);
        json.WriteString("issue", finding.Issue);
        if (finding.Impact.Length > 0)
            json.WriteString("impact", finding.Impact);
        if (finding.Fix.Length > 0)
            json.WriteString("recommendation", finding.Fix);
        json.WriteStartArray("evidence");
        foreach (var step in finding.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("file", result.Relative(step.Path));
            JsonText.WriteRange(step.Range, json);
            WriteCell(step.Cell, json);
            json.WriteString("caption", step.Caption);
            json.WriteString("code", step.Line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (finding.Repair is { } repair)
            Write(repair, result, json);
        ModelJson.Write(finding.Suggestion, json);
        json.WriteString("help", finding.Rule.HelpUri);
        json.WriteString("fingerprint", finding.Fingerprint);
        json.WriteString("lineHash", finding.LineHash);
        json.WriteStartObject("snippet");
        json.WriteNumber("line", finding.Snippet.FirstLine);
        json.WriteStartArray("lines");
        foreach (var line in finding.Snippet.Lines)
            json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(BaselineSummary baseline, Utf8JsonWriter json)
    {
        json.WriteStartObject("baseline");
        json.WriteString("file", baseline.File);
        json.WriteNumber("hidden", baseline.Hidden);
        json.WriteStartArray("stale");
        foreach (var entry in baseline.Stale)
        {
            json.WriteStartObject();
            json.WriteString("rule", entry.Rule);
            json.WriteString("file", entry.File);
            json.WriteString("fingerprint", entry.Fingerprint);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(FindingRepair repair, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject("repair");
        json.WriteString("title", repair.Title);
        json.WriteStartArray("replacements");
        foreach (var replacement in repair.Replacements)
        {
            json.WriteStartObject();
            json.WriteString("file", result.Relative(replacement.Path));
            JsonText.WriteRange(replacement.Range, json);
            json.WriteString("text", replacement.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(PositivePattern pattern, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", pattern.Id);
        json.WriteString("title", pattern.Title);
        json.WriteString("proof", pattern.Proof);
        json.WriteString("project", pattern.Project);
        json.WriteString("file", result.Relative(pattern.Place.Path));
        JsonText.WriteRange(pattern.Place.Range, json);
        json.WriteEndObject();
    }

    private static void Write(Rule rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("title", rule.Title);
        json.WriteString("description", rule.Description);
        json.WriteString("category", rule.Category);
        json.WriteString("level", JsonText.Word(rule.DefaultLevel));
        json.WriteString("help", rule.HelpUri);
        json.WriteEndObject();
    }

    /// <summary>The place in a notebook, beside the place in its file.</summary>
    private static void WriteCell(NotebookPlace? cell, Utf8JsonWriter json)
    {
        if (cell is null)
            return;
        json.WriteStartObject("cell");
        json.WriteNumber("number", cell.Number);
        if (cell.ExecutionCount is { } count)
            json.WriteNumber("executionCount", count);
        JsonText.WriteRange(cell.Range, json);
        json.WriteEndObject();
    }
}
