using System.Text.Json;

namespace MlReview.Cli.Llm.Grounding;

/// <summary>The answer to the second question.</summary>
internal sealed record SecondAnswer(bool Keep)
{
    public static SecondAnswer? TryRead(string answer)
    {
        using var json = AnswerText.TryParse(answer);
        return json is not null && json.RootElement.TryGetProperty("verdict", out var word) && word.ValueKind == JsonValueKind.String
            ? word.GetString() switch { "keep" => new SecondAnswer(true), "drop" => new SecondAnswer(false), _ => null }
            : null;
    }
}
