using System.Collections.Immutable;

namespace MlReview.Cli.Findings;

/// <summary>
/// What became of findings that are known from before: each is paired with at most one of today's that has its fingerprint, first in its own
/// file, then in another, for files are renamed and code moves between them.
/// </summary>
internal sealed record FindingPairs<TBefore, TToday>(ImmutableArray<(TBefore Before, TToday Today)> Kept, ImmutableArray<TBefore> Gone, ImmutableArray<TToday> New);

/// <summary>Makes <see cref="FindingPairs{TBefore, TToday}"/>.</summary>
internal static class FindingPairs
{
    /// <param name="keyOfBefore">Fingerprint and file.</param>
    /// <param name="keyOfToday">Fingerprint and file, in the same terms.</param>
    /// <param name="mayHaveMoved">False for what is still where it was, as far as anybody knows: its file was not looked at.</param>
    public static FindingPairs<TBefore, TToday> Of<TBefore, TToday>(
        IEnumerable<TBefore> before,
        Func<TBefore, (string Fingerprint, string File)> keyOfBefore,
        IEnumerable<TToday> today,
        Func<TToday, (string Fingerprint, string File)> keyOfToday,
        Func<TBefore, bool> mayHaveMoved)
        where TBefore : class
        where TToday : class
    {
        var kept = ImmutableArray.CreateBuilder<(TBefore, TToday)>();
        var rest = Pair(before, today, (old, found) => keyOfBefore(old) == keyOfToday(found), old => keyOfBefore(old).Fingerprint, found => keyOfToday(found).Fingerprint, kept);
        var moved = Pair(rest.Before.Where(mayHaveMoved), rest.Today, (_, _) => true, old => keyOfBefore(old).Fingerprint, found => keyOfToday(found).Fingerprint, kept);
        return new(kept.ToImmutable(), [.. moved.Before.Concat(rest.Before.Where(old => !mayHaveMoved(old)))], [.. moved.Today]);
    }

    private static (List<TBefore> Before, List<TToday> Today) Pair<TBefore, TToday>(
        IEnumerable<TBefore> before,
        IEnumerable<TToday> today,
        Func<TBefore, TToday, bool> fits,
        Func<TBefore, string> fingerprintOfBefore,
        Func<TToday, string> fingerprintOfToday,
        ImmutableArray<(TBefore, TToday)>.Builder kept)
        where TBefore : class
    {
        var waiting = before.ToLookup(fingerprintOfBefore, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var unpaired = new List<TToday>();
        foreach (var found in today)
        {
            if (waiting.TryGetValue(fingerprintOfToday(found), out var candidates) && candidates.Find(old => fits(old, found)) is { } match)
            {
                candidates.Remove(match);
                kept.Add((match, found));
            }
            else
            {
                unpaired.Add(found);
            }
        }
        return ([.. waiting.Values.SelectMany(left => left)], unpaired);
    }
}
