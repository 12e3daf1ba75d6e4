using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MlReview.Cli.Changes;

/// <summary>Reads one hunk. Its header says how many lines follow: a removed line that looks like a header is still a line.</summary>
internal static partial class HunkParser
{
    private const int LongestHeading = 200;

    /// <returns>The hunk, with the text at the line after it; or null and what is wrong with it.</returns>
    public static Hunk? Read(PatchText text, bool hasCarriageReturns, out string reason)
    {
        reason = "";
        if (Header().Match(text.Text) is not { Success: true } header
            || !TryRange(header, 1, out var oldStart, out var oldCount) || !TryRange(header, 3, out var newStart, out var newCount))
        {
            reason = "has a hunk without line numbers";
            return null;
        }
        var heading = header.Groups[5].Value;
        var lines = ImmutableArray.CreateBuilder<PatchLine>();
        var (oldLine, newLine) = (First(oldStart, oldCount), First(newStart, newCount));
        var (oldEnd, newEnd) = (oldLine + oldCount, newLine + newCount);
        text.MoveNext();
        while (oldLine < oldEnd || newLine < newEnd || text.StartsWith(@"\ "u8))
        {
            if (text.IsAtEnd)
            {
                reason = "ends in the middle of a hunk";
                return null;
            }
            if (text.StartsWith(@"\ "u8))
            {
                if (lines.Count > 0)
                    lines[^1] = lines[^1] with { HasEnd = false };
                text.MoveNext();
                continue;
            }
            // Mail programs strip the blank of an empty line of context.
            var sign = text.Line.Span is [var first, ..] && first != '\r' ? first : (byte)' ';
            if (Kind(sign) is not { } change || (change != LineChange.Added && oldLine >= oldEnd) || (change != LineChange.Removed && newLine >= newEnd))
            {
                reason = "has a hunk whose lines are not those that its header counts";
                return null;
            }
            var bytes = text.Line.Length == 0 ? text.Line : text.Line[(text.Line.Span[0] == '\r' ? 0 : 1)..];
            if (hasCarriageReturns && bytes.Span.EndsWith("\r"u8))
                bytes = bytes[..^1];
            lines.Add(new PatchLine(change, change == LineChange.Added ? 0 : oldLine++, change == LineChange.Removed ? 0 : newLine++, bytes, true));
            text.MoveNext();
        }
        return new Hunk(oldStart, oldCount, newStart, newCount, heading.Length <= LongestHeading ? heading : heading[..LongestHeading], lines.ToImmutable());
    }

    private static LineChange? Kind(byte sign) => sign switch
    {
        (byte)' ' => LineChange.Context,
        (byte)'+' => LineChange.Added,
        (byte)'-' => LineChange.Removed,
        _ => null,
    };

    /// <summary>A side without lines names the line before it.</summary>
    private static int First(int start, int count) => count == 0 ? start + 1 : start;

    private static bool TryRange(Match header, int group, out int start, out int count)
    {
        count = 1;
        return int.TryParse(header.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out start)
            && (!header.Groups[group + 1].Success || int.TryParse(header.Groups[group + 1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out count))
            && start <= int.MaxValue / 4 && count <= int.MaxValue / 4 && (start > 0 || count == 0);
    }

    [GeneratedRegex(@"^@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@ ?(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Header();
}
