using System.Collections.Immutable;

namespace MlReview.Cli.Sources;

/// <summary>
/// A path pattern with <c>*</c>, <c>?</c> and <c>**</c>. Matching is a table over pattern and path segments, so that no pattern,
/// however hostile, takes more than their product.
/// </summary>
internal sealed class Glob
{
    public const int LongestPattern = 1024;
    private readonly string[] _segments;

    private Glob(string[] segments) => _segments = segments;

    public static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The patterns of a repeatable option.</summary>
    /// <returns>Null, and the sentence that says why, when one is too long: a pattern that is silently left out would change what is reviewed.</returns>
    public static ImmutableArray<Glob>? TryParseAll(string option, string[]? patterns, out string error)
    {
        error = (patterns ?? []).FirstOrDefault(p => TryParse(p) is null) is { } refused ? $"{option}: {TooLong(refused)}." : "";
        return error.Length == 0 ? [.. (patterns ?? []).Select(TryParse).OfType<Glob>()] : null;
    }

    /// <summary>What is wrong with a pattern that <see cref="TryParse"/> refuses.</summary>
    public static string TooLong(string pattern) =>
        FormattableString.Invariant($"the pattern '{pattern[..40]}…' has {pattern.Length:N0} characters; {LongestPattern:N0} are accepted");

    /// <summary>A pattern of forward or backward slashes, relative to the directory that paths are given against; null when it is too long.</summary>
    public static Glob? TryParse(string pattern)
    {
        if (pattern.Length > LongestPattern)
            return null;
        var segments = pattern.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(s => s != ".").ToList();
        for (var i = segments.Count - 1; i > 0; i--)
            if (segments[i] == "**" && segments[i - 1] == "**")
                segments.RemoveAt(i);
        return new Glob([.. segments]);
    }

    /// <param name="relativePath">With forward slashes.</param>
    public bool IsMatch(string relativePath)
    {
        var path = relativePath.Split('/');
        // reachable[p]: the first p pattern segments match the path segments read so far.
        var reachable = new bool[_segments.Length + 1];
        reachable[0] = true;
        SkipDoubleStars(reachable);
        foreach (var segment in path)
        {
            for (var p = _segments.Length; p > 0; p--)
                reachable[p] = _segments[p - 1] == "**" ? reachable[p] || reachable[p - 1] : reachable[p - 1] && MatchesSegment(_segments[p - 1], segment);
            reachable[0] = false;
            SkipDoubleStars(reachable);
        }
        return reachable[_segments.Length];
    }

    private void SkipDoubleStars(bool[] reachable)
    {
        for (var p = 0; p < _segments.Length; p++)
            if (reachable[p] && _segments[p] == "**")
                reachable[p + 1] = true;
    }

    private static bool MatchesSegment(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t])))
            {
                p++;
                t++;
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
