using System.Text.Json;
using MlReview.Cli.Changes;

namespace MlReview.Cli.GitHub.Events;

/// <summary>What Actions says of an event. Much of it was written by strangers: a field of another kind than expected is not there.</summary>
internal sealed class EventPayload
{
    /// <summary>No webhook is larger.</summary>
    private const int LargestFile = 25 << 20;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 64 };
    private readonly JsonElement _root;

    private EventPayload(JsonElement root) => _root = root;

    /// <param name="file">The value of <c>GITHUB_EVENT_PATH</c>.</param>
    /// <exception cref="ChangeException">With the sentence that says what is wrong.</exception>
    public static EventPayload Read(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > LargestFile })
                throw new ChangeException($"The event in '{file}' is larger than {LargestFile >> 20} MiB, which no event is; write --pr OWNER/REPO#N.");
            return Parse(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw new ChangeException($"GITHUB_EVENT_PATH names '{file}', which {(e is JsonException ? "holds no JSON" : "cannot be read")}; give the file of the event, or write --pr OWNER/REPO#N.");
        }
    }

    /// <exception cref="JsonException">When it is none.</exception>
    public static EventPayload Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, s_options);
        return new EventPayload(document.RootElement.Clone());
    }

    /// <summary>Empty when it is not there.</summary>
    public string Text(params ReadOnlySpan<string> path)
    {
        var found = Find(path);
        try
        {
            return found.ValueKind == JsonValueKind.String ? found.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return "";
        }
    }

    /// <summary>A number above 0, also one that is written as text; 0 when it is not there.</summary>
    public int Number(params ReadOnlySpan<string> path)
    {
        var found = Find(path);
        var number = found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var written) ? written
            : found.ValueKind == JsonValueKind.String && int.TryParse(Text(path).Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out written) ? written
            : 0;
        return Math.Max(0, number);
    }

    /// <summary>Whether it is there, and not null.</summary>
    public bool Has(params ReadOnlySpan<string> path) => Find(path).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    private JsonElement Find(ReadOnlySpan<string> path)
    {
        var at = _root;
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return default;
        return at;
    }
}
