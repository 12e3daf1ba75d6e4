using System.Globalization;
using System.Net;
using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.GitHub;

/// <summary>An answer, read whole.</summary>
internal sealed record GitHubReply(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private const int LongestReason = 300;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool IsServerFault => (int)Status >= 500;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public long? Number(string header) => long.TryParse(Header(header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public T Read<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body, GitHubJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new GitHubException(GitHubFault.Malformed, "GitHub's answer is not what its documentation says: " + Printable.Text(e.Message), e);
        }
    }

    /// <summary>What the server says is wrong, in one line; empty when it says nothing. Details are objects or plain strings.</summary>
    public string Reason()
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return "";
            var parts = new List<string>();
            if (json.RootElement.TryGetProperty("message", out var message))
                parts.Add(message.ToString());
            if (json.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array)
                parts.AddRange(errors.EnumerateArray().Select(Detail));
            var text = Printable.Text(Secrets.Redact(string.Join("; ", parts.Where(p => p.Length > 0)).ReplaceLineEndings(" ")));
            return text.Length <= LongestReason ? text : text[..LongestReason] + "…";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Detail(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString()!,
        JsonValueKind.Object when error.TryGetProperty("message", out var message) => message.ToString(),
        JsonValueKind.Object => string.Join(' ', error.EnumerateObject().Select(p => p.Value.ToString())),
        _ => "",
    };
}
