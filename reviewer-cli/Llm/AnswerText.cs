using System.Text.Json;

namespace MlReview.Cli.Llm;

/// <summary>The JSON object in a model's answer.</summary>
internal static class AnswerText
{
    private const string CodeFence = "```";
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 16 };

    /// <returns>The object, or null where the answer is anything else. One code fence around it is forgiven; text before or after it is not.</returns>
    public static JsonDocument? TryParse(string answer)
    {
        var text = answer.Trim();
        if (text.StartsWith(CodeFence, StringComparison.Ordinal) && text.EndsWith(CodeFence, StringComparison.Ordinal) && text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && end < text.Length - CodeFence.Length)
            text = text[end..^CodeFence.Length];
        try
        {
            var json = JsonDocument.Parse(text, s_strict);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return json;
            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
