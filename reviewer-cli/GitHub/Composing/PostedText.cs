using MlReview.Cli.Llm.Trust;
using MlReview.Cli.Reports;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>Text of a repository or a model in a comment: without secrets, of bounded length, and nothing but text to whoever renders it.</summary>
internal static class PostedText
{
    public const int LongestSentence = 900;
    private const int LongestPath = 160;

    /// <summary>A path in a table has room for its end.</summary>
    private const int ShortPath = 48;

    public static string Prose(string text, int longest = LongestSentence) => MarkdownText.Escape(TextWrap.Cut(Secrets.Redact(text).Trim(), longest));

    public static string Code(string text) => MarkdownText.Code(TextWrap.Cut(Secrets.Redact(text), LongestPath));

    /// <summary>A place: of a long path its end, for that tells files apart.</summary>
    public static string Place(string text) => MarkdownText.Code(End(Secrets.Redact(text), LongestPath));

    /// <summary>The same for a cell of a table, which is narrow.</summary>
    public static string CellPlace(string text) => MarkdownText.CellCode(End(Secrets.Redact(text), ShortPath));

    /// <param name="shown">Markdown.</param>
    /// <param name="address">Null where there is nowhere to lead to.</param>
    public static string Link(string shown, string? address) => address is null || shown.Length == 0 ? shown : $"[{shown}]({address})";

    /// <summary>Cut at a folder where that leaves enough.</summary>
    private static string End(string path, int longest)
    {
        if (path.Length <= longest)
            return path;
        var end = path[^(longest - 2)..];
        var folder = end.IndexOf('/', StringComparison.Ordinal);
        return folder >= 0 && folder < longest / 2 ? "…" + end[folder..] : "…" + end;
    }
}
