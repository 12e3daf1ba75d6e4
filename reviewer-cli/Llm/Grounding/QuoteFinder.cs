using System.Collections.Immutable;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Llm.Grounding;

/// <summary>Lines of a file, by index, that are word for word what was quoted.</summary>
internal readonly record struct Quoted(ShownFile File, int First, int Last);

/// <summary>
/// Finds the place of a quote. Line and text must agree; else the text decides, if it stands in one place only of what was shown. Blanks around a line
/// do not count, for models lose them.
/// </summary>
internal sealed class QuoteFinder(ImmutableArray<Slice> slices)
{
    private const int MostLines = 20;
    private const int FewestSigns = 3;

    private readonly Dictionary<string, (ShownFile File, HashSet<int> Shown)> _files = slices.GroupBy(slice => slice.File.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => (group.First().File, group.SelectMany(slice => slice.Shown).ToHashSet()), StringComparer.Ordinal);

    public Quoted? TryFind(string? file, int? line, ImmutableArray<string>? quote, out DropReason reason)
    {
        reason = DropReason.UnknownFile;
        if (file is null || !_files.TryGetValue(Name(file), out var shown))
            return null;
        var sought = Trimmed(quote ?? []);
        reason = DropReason.EmptyQuote;
        // A bracket alone is no evidence of anything.
        if (sought.Length is 0 or > MostLines || !sought.Any(each => each.Count(char.IsLetterOrDigit) >= FewestSigns))
            return null;
        if (line is { } number && shown.File.IndexOf(number) is >= 0 and var index && StandsAt(shown.File, shown.Shown, index, sought))
            return new Quoted(shown.File, index, index + sought.Length - 1);
        var places = shown.Shown.Where(at => StandsAt(shown.File, shown.Shown, at, sought)).Take(2).ToList();
        reason = places.Count == 0 ? DropReason.QuoteNotFound : DropReason.QuoteNotUnique;
        return places is [var only] ? new Quoted(shown.File, only, only + sought.Length - 1) : null;
    }

    private static bool StandsAt(ShownFile file, HashSet<int> shown, int index, ImmutableArray<string> quote)
    {
        for (var i = 0; i < quote.Length; i++)
            if (!shown.Contains(index + i) || !file.Lines[index + i].Text.AsSpan().Trim().SequenceEqual(quote[i].AsSpan().Trim()))
                return false;
        return true;
    }

    /// <summary>Without blank lines at either end.</summary>
    private static ImmutableArray<string> Trimmed(ImmutableArray<string> quote)
    {
        var (first, last) = (0, quote.Length);
        while (first < last && string.IsNullOrWhiteSpace(quote[first]))
            first++;
        while (first < last && string.IsNullOrWhiteSpace(quote[last - 1]))
            last--;
        return quote[first..last];
    }

    private static string Name(string file)
    {
        var name = file.Replace('\\', '/');
        return name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
    }
}
