using System.Collections.Immutable;
using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Reports.Pictures;

/// <summary>A picture as data, as it stands in the JSON report.</summary>
internal static class PictureJson
{
    public static void Write(PipelinePicture picture, Func<string, string> relative, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("project", picture.Project);
        json.WriteString("title", picture.Title);
        json.WriteStartArray("nodes");
        foreach (var node in picture.Nodes)
            Write(node, relative, json);
        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (var edge in picture.Edges)
            Write(edge, json);
        json.WriteEndArray();
        if (picture.Omitted > 0)
            json.WriteNumber("omittedNodes", picture.Omitted);
        json.WriteEndObject();
    }

    private static void Write(PictureNode node, Func<string, string> relative, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", node.Id);
        json.WriteString("kind", JsonText.Word(node.Kind));
        json.WriteString("title", node.Title);
        json.WriteString("name", node.Name);
        if (node.Detail.Length > 0)
            json.WriteString("detail", node.Detail);
        json.WriteString("file", relative(node.Place.Path));
        JsonText.WriteRange(node.Place.Range, json);
        json.WriteString("code", node.Line);
        if (node.Steps.Length > 0)
        {
            json.WriteStartArray("steps");
            foreach (var step in node.Steps)
            {
                json.WriteStartObject();
                json.WriteString("name", step.Name);
                json.WriteBoolean("learns", step.Learns);
                json.WriteBoolean("trains", step.Trains);
                json.WriteNumber("line", step.Place.Range.StartLine);
                WriteGuilt(step.Guilt, json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        WriteGuilt(node.Guilt, json);
        WriteFindings("findings", node.Findings, json);
        WriteFindings("passes", node.Passes, json);
        json.WriteEndObject();
    }

    private static void Write(PictureEdge edge, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("from", edge.From);
        json.WriteString("to", edge.To);
        json.WriteString("kind", JsonText.Word(edge.Kind));
        if (edge.Label.Length > 0)
            json.WriteString("label", edge.Label);
        WriteGuilt(edge.Guilt, json);
        WriteFindings("findings", edge.Findings, json);
        json.WriteEndObject();
    }

    private static void WriteGuilt(Severity? guilt, Utf8JsonWriter json)
    {
        if (guilt is { } severity)
            json.WriteString("guilt", JsonText.Word(severity));
    }

    private static void WriteFindings(string name, ImmutableArray<string> findings, Utf8JsonWriter json)
    {
        if (findings.Length == 0)
            return;
        json.WriteStartArray(name);
        foreach (var fingerprint in findings)
            json.WriteStringValue(fingerprint);
        json.WriteEndArray();
    }
}
