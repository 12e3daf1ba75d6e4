using System.Text.Json;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Llm;

/// <summary>The model's part of a review as data.</summary>
internal static class ModelJson
{
    /// <summary>Writes nothing where no model was named.</summary>
    public static void Write(ReviewResult result, Utf8JsonWriter json)
    {
        if (result.Model is not { } model)
            return;
        json.WriteStartObject("model");
        json.WriteString("models", model.Models);
        if (model.NotAsked.Length > 0)
            json.WriteString("notAsked", model.NotAsked);
        json.WriteString("prompts", model.PromptVersion);
        json.WriteNumber("files", model.Files);
        json.WriteNumber("calls", model.Usage.Calls);
        json.WriteNumber("fromCache", model.Usage.FromCache);
        json.WriteNumber("failedCalls", model.Usage.Failed);
        json.WriteNumber("inputTokens", model.Usage.InputTokens);
        json.WriteNumber("outputTokens", model.Usage.OutputTokens);
        if (model.Cost is { } cost)
            json.WriteNumber("cost", cost);
        json.WriteStartObject("dropped");
        foreach (var (reason, count) in model.Dropped)
            json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()), count);
        json.WriteEndObject();
        json.WriteStartArray("unanswered");
        foreach (var unanswered in model.Unanswered)
        {
            json.WriteStartObject();
            json.WriteString("reason", unanswered.Reason);
            json.WriteNumber("questions", unanswered.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("filesLeftOut");
        foreach (var file in model.FilesLeftOut)
            json.WriteStringValue(file);
        json.WriteEndArray();
        json.WriteStartArray("praise");
        foreach (var praise in model.Praise)
        {
            json.WriteStartObject();
            json.WriteString("file", result.Relative(praise.Path));
            json.WriteNumber("line", praise.Line);
            json.WriteString("text", praise.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Suggestion? suggestion, Utf8JsonWriter json)
    {
        if (suggestion is null)
            return;
        json.WriteStartObject("suggestion");
        json.WriteNumber("firstLine", suggestion.FirstLine);
        json.WriteNumber("lastLine", suggestion.LastLine);
        json.WriteStartArray("lines");
        foreach (var line in suggestion.Lines)
            json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
