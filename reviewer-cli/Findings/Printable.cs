using System.Globalization;
using System.Text;

namespace MlReview.Cli.Findings;

/// <summary>
/// Text from a repository, made safe to show: control characters, bidirectional overrides and invisible characters appear as what they are
/// instead of doing what they do.
/// </summary>
internal static class Printable
{
    public static string Text(string text)
    {
        var at = 0;
        while (at < text.Length && !IsUnsafe(text, at))
            at++;
        if (at == text.Length)
            return text;
        var safe = new StringBuilder(text, 0, at, text.Length + 16);
        for (; at < text.Length; at++)
        {
            if (text[at] == '\t')
                safe.Append("    ");
            else if (IsUnsafe(text, at))
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:X4}");
            else
                safe.Append(text[at]);
        }
        return safe.ToString();
    }

    private static bool IsUnsafe(string text, int at)
    {
        var c = text[at];
        if (c is >= ' ' and < '\u007f')
            return false;
        if (char.IsSurrogate(c))
            return char.IsHighSurrogate(c) ? at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1]) || IsTag(text, at) : at == 0 || !char.IsHighSurrogate(text[at - 1]) || IsTag(text, at - 1);
        return char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
    }

    /// <summary>Invisible tag characters (U+E0000…) and other formats beyond the basic plane.</summary>
    private static bool IsTag(string text, int at) =>
        CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(text[at], text[at + 1])) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
}
