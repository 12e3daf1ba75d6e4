using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlReview.Cli.Findings;

/// <summary>
/// A baseline as a file that survives merges: one finding a line, sorted by fingerprint, no counts and no dates, so that two branches change
/// different lines. <c>null</c> ends the list: then every finding's line ends with a comma, and taking the last away changes no other.
/// </summary>
internal static class BaselineFile
{
    /// <summary>A hundred thousand findings.</summary>
    public const int LargestFile = 16 << 20;

    private const int Version = 1;
    private const int DeepestValue = 8;
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Baseline baseline)
    {
        var text = new StringBuilder();
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{\n  \"version\": {Version},\n  \"findings\": [\n");
        foreach (var entry in baseline.Entries.OrderBy(e => e.Fingerprint, StringComparer.Ordinal).ThenBy(e => e.File, StringComparer.Ordinal))
            text.Append("    { \"fingerprint\": ").Append(Quoted(entry.Fingerprint)).Append(", \"rule\": ").Append(Quoted(entry.Rule)).Append(", \"file\": ").Append(Quoted(entry.File)).Append(" },\n");
        return text.Append("    null\n  ]\n}\n").ToString();
    }

    /// <returns>The baseline, or null and the clause that completes the sentence begun by its name.</returns>
    public static Baseline? TryRead(byte[] content, out string reason)
    {
        reason = "";
        try
        {
            using var document = JsonDocument.Parse(content.AsMemory(content is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0), new JsonDocumentOptions { MaxDepth = DeepestValue });
            return Read(document.RootElement, out reason);
        }
        catch (JsonException e)
        {
            return Refuse(content.AsSpan().IndexOf("<<<<<<<"u8) >= 0
                ? "holds a merge conflict; keep the lines of both sides, or take one side and run 'mlreview baseline'"
                : FormattableString.Invariant($"is not valid JSON (line {e.LineNumber + 1})"), out reason);
        }
        catch (InvalidOperationException)
        {
            return Refuse("is not valid JSON (a text in it is not Unicode)", out reason);
        }
    }

    private static Baseline? Read(JsonElement root, out string reason)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number)
            return Refuse("is not a baseline of mlreview, for it has no version", out reason);
        if (!version.TryGetInt32(out var number) || number != Version)
            return Refuse($"has version {version.GetRawText()}, and this mlreview reads version {Version}; use the version that wrote it, or write it anew", out reason);
        if (!root.TryGetProperty("findings", out var findings) || findings.ValueKind != JsonValueKind.Array)
            return Refuse("is not a baseline of mlreview, for it has no list 'findings'", out reason);
        var entries = ImmutableArray.CreateBuilder<BaselineEntry>();
        foreach (var element in findings.EnumerateArray().Where(e => e.ValueKind != JsonValueKind.Null))
        {
            if (TextOf(element, "fingerprint") is not { } fingerprint || TextOf(element, "rule") is not { } rule || TextOf(element, "file") is not { } file)
                return Refuse(FormattableString.Invariant($"is not a baseline of mlreview: finding {entries.Count + 1} lacks a fingerprint, rule or file"), out reason);
            entries.Add(new BaselineEntry(fingerprint, rule, file));
        }
        reason = "";
        // A merge that kept both sides repeats lines; a file never has one fingerprint twice.
        return new Baseline([.. entries.Distinct()]);
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Quoted(string text) => JsonSerializer.Serialize(text, s_plain);

    private static Baseline? Refuse(string why, out string reason)
    {
        reason = why;
        return null;
    }
}
