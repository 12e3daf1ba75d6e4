using System.Collections.Immutable;
using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Llm.Slices;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm.Grounding;

/// <summary>What is left of one answer.</summary>
internal sealed record GroundedAnswer(ImmutableArray<Candidate> Candidates, ImmutableArray<Praise> Praise);

/// <summary>
/// Reads an answer strictly: whatever is not of the schema, not about a line that was shown, or not about the change is dropped and counted, each item
/// for itself.
/// </summary>
internal sealed class AnswerReader(ImmutableArray<Slice> slices, ImmutableArray<Lane> lanes, DropCounts drops)
{
    private const int MostFindings = 5;
    private const int MostPraise = 2;
    private const int LongestTitle = 120;
    private const int LongestText = 700;
    private const int LongestReplacement = 40;
    private const int LongestReplacementLine = 400;

    private static readonly string[] s_hedges =
    [
        "you might", "you may want", "might want to", "may want to", "consider ", "considering", "could potentially", "may potentially", "might potentially", "it is recommended",
        "it would be good", "it may be worth", "it might be", "perhaps", "not sure", "unclear whether",
    ];

    private readonly QuoteFinder _finder = new(slices);

    /// <returns>Null for an answer that is no object with a list of findings.</returns>
    public GroundedAnswer? TryRead(string answer)
    {
        using var json = AnswerText.TryParse(answer);
        if (json is null || !json.RootElement.TryGetProperty("findings", out var findings) || findings.ValueKind != JsonValueKind.Array)
            return null;
        var candidates = findings.EnumerateArray().Take(MostFindings).Select(Candidate).OfType<Candidate>().ToImmutableArray();
        if (findings.GetArrayLength() > MostFindings)
            drops.Add(DropReason.OverLimit, findings.GetArrayLength() - MostFindings);
        var praise = json.RootElement.TryGetProperty("positives", out var positives) && positives.ValueKind == JsonValueKind.Array
            ? positives.EnumerateArray().Take(MostPraise).Select(Praise).OfType<Praise>() : [];
        return new GroundedAnswer(candidates, [.. praise]);
    }

    private Candidate? Candidate(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object
            || Text(item, "lane") is not { } laneId || Text(item, "severity") is not { } severityWord || Text(item, "confidence") is not { } confidence
            || Text(item, "title") is not { } title || Text(item, "issue") is not { } issue || Text(item, "impact") is not { } impact || Text(item, "fix") is not { } fix
            || Text(item, "evidence") is not { } evidence || title.Trim().Length == 0 || issue.Trim().Length == 0)
            return Drop(DropReason.WrongShape);
        if (lanes.FirstOrDefault(lane => lane.Id == laneId) is not { } asked)
            return Drop(DropReason.UnknownLane);
        if (!AnswerSchema.Severities.Contains(severityWord, StringComparer.Ordinal))
            return Drop(DropReason.UnknownSeverity);
        if (!AnswerSchema.Confidences.Contains(confidence, StringComparer.Ordinal))
            return Drop(DropReason.UnknownConfidence);
        if (s_hedges.Any(hedge => title.Contains(hedge, StringComparison.OrdinalIgnoreCase) || fix.Contains(hedge, StringComparison.OrdinalIgnoreCase)))
            return Drop(DropReason.Hedges);
        if (Place(item) is not { } place)
            return null;
        if (!Enumerable.Range(place.First, place.Last - place.First + 1).Any(index => IsTouched(place.File, index)))
            return Drop(DropReason.OutsideChange);
        return new Candidate(
            place.File,
            place.First,
            place.Last,
            asked,
            Enum.Parse<Severity>(severityWord, ignoreCase: true),
            NeutralText.Of(title, LongestTitle),
            NeutralText.Of(issue, LongestText),
            NeutralText.Of(impact, LongestText),
            NeutralText.Of(fix, LongestText),
            NeutralText.Of(evidence, LongestText),
            Replacement(item),
            confidence == "certain");
    }

    /// <summary>Praise is a courtesy: what does not stand is left out without a count.</summary>
    private Praise? Praise(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && Text(item, "text") is { } text && text.Trim().Length > 0 && _finder.TryFind(Text(item, "file"), Number(item), Lines(item, "quote"), out _) is { } place
            ? new Praise(place.File, place.First, NeutralText.Of(text, LongestText))
            : null;

    private Quoted? Place(JsonElement item)
    {
        if (Text(item, "file") is not { } file || Number(item) is not { } line || Lines(item, "quote") is not { } quote)
        {
            Drop(DropReason.WrongShape);
            return null;
        }
        var place = _finder.TryFind(file, line, quote, out var reason);
        if (place is null)
            Drop(reason);
        return place;
    }

    /// <summary>Next to what was removed, the guilty line may be one that is no longer there.</summary>
    private static bool IsTouched(ShownFile file, int index) =>
        file.Lines[index].IsTouched || (index + 1 < file.Lines.Length && !file.Lines[index + 1].Removed.IsEmpty);

    private Candidate? Drop(DropReason reason)
    {
        drops.Add(reason);
        return null;
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && TryString(value) is { } text ? text : null;

    private static int? Number(JsonElement item) =>
        item.TryGetProperty("line", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static ImmutableArray<string>? Lines(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(line => line.ValueKind == JsonValueKind.String && TryString(line) is not null)
            ? [.. value.EnumerateArray().SelectMany(line => line.GetString()!.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))]
            : null;

    private static ImmutableArray<string>? Replacement(JsonElement item) =>
        Lines(item, "replacement") is { Length: <= LongestReplacement } lines && lines.All(line => line.Length <= LongestReplacementLine) ? lines : null;

    /// <summary>A string with half a surrogate pair is none.</summary>
    private static string? TryString(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
