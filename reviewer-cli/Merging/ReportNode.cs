using System.Collections.Immutable;
using System.Text.Json;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Merging;

/// <summary>A report is not what it says it is: a reason that completes the sentence begun by its name.</summary>
internal sealed class ReportFormatException(string message) : Exception(message);

/// <summary>An element of a report that is being read. Reports come from other machines: their texts are made printable.</summary>
/// <param name="Place">Where it stands, for whoever has to find a mistake.</param>
internal readonly record struct ReportNode(JsonElement Element, string Place)
{
    public ReportNode this[string name] => Find(name) ?? throw new ReportFormatException($"has no {Join(name)}");

    public ReportNode? Find(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object)
            throw new ReportFormatException($"has something else than an object at {Place}");
        return Element.TryGetProperty(name, out var value) ? new ReportNode(value, Join(name)) : null;
    }

    /// <summary>As it is in a review before it is shown: only for what every report makes printable itself.</summary>
    public string Raw => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw new ReportFormatException($"has no text at {Place}");

    public string Text => Printable.Text(Raw);

    public int Number => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) && number >= 0 ? number : throw new ReportFormatException($"has no number at {Place}");

    public bool Flag => Element.ValueKind is JsonValueKind.True or JsonValueKind.False ? Element.GetBoolean() : throw new ReportFormatException($"has no true or false at {Place}");

    private string Join(string name) => Place.Length == 0 ? name : $"{Place}.{name}";

    public string TextOf(string name) => Find(name)?.Text ?? "";

    public int NumberOf(string name) => Find(name)?.Number ?? 0;

    public ImmutableArray<ReportNode> Items
    {
        get
        {
            if (Element.ValueKind != JsonValueKind.Array)
                throw new ReportFormatException($"has no list at {Place}");
            var place = Place;
            return [.. Element.EnumerateArray().Select((item, i) => new ReportNode(item, $"{place}[{i}]"))];
        }
    }

    public ImmutableArray<ReportNode> ItemsOf(string name) => Find(name)?.Items ?? [];

    /// <summary>An enumeration value, in any case.</summary>
    public T Word<T>()
        where T : struct, Enum
        => Enum.GetNames<T>().Contains(Raw, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(Raw, ignoreCase: true) : throw new ReportFormatException($"has '{Text}' at {Place}, where one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()} is expected");
}
