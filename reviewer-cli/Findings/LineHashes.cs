using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Findings;

/// <summary>
/// <c>primaryLocationLineHash</c> of code scanning: a rolling hash over the hundred characters from a line's start, blanks left out,
/// with the number of earlier lines that had the same hash.
/// </summary>
internal static class LineHashes
{
    private const int Window = 100;
    private const ulong Multiplier = 37;
    private const char EndOfText = '\uffff';

    /// <summary>One hash for each line, in order.</summary>
    public static string[] Of(SourceText text)
    {
        var weight = 1UL;
        for (var i = 0; i < Window; i++)
            weight *= Multiplier;

        var window = new char[Window];
        // The line that starts at each slot of the window, or -1.
        var starts = new int[Window];
        Array.Fill(starts, -1);
        var hashes = new string[text.Lines.Count];
        var seen = new Dictionary<ulong, int>();
        var hash = 0UL;
        var slot = 0;
        var line = 0;
        var atLineStart = true;

        void Feed(char c)
        {
            if (starts[slot] >= 0)
                Report(starts[slot]);
            starts[slot] = -1;
            if (atLineStart && line < hashes.Length)
                starts[slot] = line++;
            atLineStart = c == '\n';
            hash = (Multiplier * hash) + c - (weight * window[slot]);
            window[slot] = c;
            slot = (slot + 1) % Window;
        }

        void Report(int reported)
        {
            var count = seen[hash] = seen.GetValueOrDefault(hash) + 1;
            hashes[reported] = string.Create(CultureInfo.InvariantCulture, $"{hash:x}:{count}");
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is ' ' or '\t' || (c == '\n' && i > 0 && text[i - 1] == '\r'))
                continue;
            Feed(c == '\r' ? '\n' : c);
        }
        Feed(EndOfText);
        for (var i = 0; i < Window; i++)
            Feed('\0');
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] ??= "";
        return hashes;
    }
}
