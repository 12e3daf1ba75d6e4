using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>The first line of the summary, which no reader sees: what was reviewed last.</summary>
internal sealed partial record SummaryMarker(string Head)
{
    public override string ToString() => $"<!-- mlreview:summary v=1 state={Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { head = Head }))} -->";

    /// <summary>Whether a comment is a summary, of whatever state.</summary>
    public static bool IsOn(string body) => Written().IsMatch(body);

    /// <summary>Null also for a state that cannot be read.</summary>
    public static SummaryMarker? TryRead(string body)
    {
        if (Written().Match(body) is not { Success: true } match || !Base64Url.IsValid(match.Groups["state"].ValueSpan))
            return null;
        try
        {
            using var state = JsonDocument.Parse(Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(match.Groups["state"].Value)));
            return state.RootElement.ValueKind == JsonValueKind.Object && state.RootElement.TryGetProperty("head", out var head) ? new SummaryMarker(head.ToString()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A<!-- mlreview:summary v=1 state=(?<state>[A-Za-z0-9_\-]{0,2000}) -->")]
    private static partial Regex Written();
}
