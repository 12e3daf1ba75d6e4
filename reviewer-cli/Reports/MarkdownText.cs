using System.Text;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports;

/// <summary>
/// Text of a repository in Markdown that GitHub, or anybody, renders: nothing in it makes a heading, a link, an image, HTML, a mention or a
/// reference to an issue.
/// </summary>
internal static class MarkdownText
{
    private const string Marks = "\\`*_{}[]#!|<>~&$^";

    /// <summary>Takes no room, and keeps what stands before it from meaning anything with what stands behind.</summary>
    private const char Break = '\u200b';

    /// <summary>Words that link by themselves with what follows.</summary>
    private static readonly string[] s_linking = ["www", "gh", "mailto", "xmpp"];

    public static string Escape(string text)
    {
        text = Printable.Text(text);
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (IsMark(text, i))
                escaped.Append('\\');
            escaped.Append(c);
            if (c is '@' or '#' || (c == ':' && (IsBefore('/', text, i) || NamesPicture(text, i))) || LinksOn(text, i))
                escaped.Append(Break);
        }

        return escaped.ToString();
    }

    /// <summary>A code span, whatever backticks the text has.</summary>
    public static string Code(string text)
    {
        text = Printable.Text(text);
        if (text.Trim().Length == 0)
            return "";
        var fence = new string('`', LongestRun(text) + 1);
        return text[0] is '`' or ' ' || text[^1] is '`' or ' ' ? $"{fence} {text} {fence}" : fence + text + fence;
    }

    /// <summary>Code in a table cell. A pipe ends the cell, also inside code, and renderers differ on what a backslash before it means there: then it is text.</summary>
    public static string CellCode(string text) => text.Contains('|', StringComparison.Ordinal) ? Escape(text) : Code(text);

    /// <summary>A code block, whatever fences the lines have.</summary>
    public static IEnumerable<string> Block(string language, IEnumerable<string> lines) => ExactBlock(language, lines.Select(Printable.Text));

    /// <summary>A code block whose lines are for a program to read: as they are, so that they have to be fit to show.</summary>
    public static IEnumerable<string> ExactBlock(string language, IEnumerable<string> lines)
    {
        var shown = lines.ToList();
        var fence = new string('`', Math.Max(3, shown.Select(LongestRun).DefaultIfEmpty(0).Max() + 1));
        return [fence + language, .. shown, fence];
    }

    /// <summary>Most marks mean something anywhere; those of lists, rules and headings only where a line may begin.</summary>
    private static bool IsMark(string text, int i) => Marks.Contains(text[i], StringComparison.Ordinal)
        || (text[i] is '-' or '+' or '=' && (i == 0 || text[i - 1] == ' '))
        || (text[i] is '.' or ')' && i > 0 && text.AsSpan(0, i).TrimStart().IndexOfAnyExceptInRange('0', '9') < 0);

    private static bool IsBefore(char next, string text, int i) => i + 1 < text.Length && text[i + 1] == next;

    /// <summary>Whether a word between colons begins here, such as <c>:tada:</c>.</summary>
    private static bool NamesPicture(string text, int i)
    {
        var end = i + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '+' or '-'))
            end++;
        return end > i + 1 && IsBefore(':', text, end - 1);
    }

    /// <summary>Whether a word that links by itself ends here.</summary>
    private static bool LinksOn(string text, int i) => i + 1 < text.Length && text[i + 1] is '.' or '-' or ':'
        && Array.Exists(s_linking, word => text.AsSpan(0, i + 1).EndsWith(word, StringComparison.OrdinalIgnoreCase));

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
            longest = Math.Max(longest, run = c == '`' ? run + 1 : 0);
        return longest;
    }
}
