using FsCheck;
using FsCheck.Fluent;

namespace MlReview.GitHub.Tests.Composing;

/// <summary>Text of somebody who wants out of where it stands.</summary>
internal static class Nasty
{
    public const string Secret = "ghp_0123456789abcdefghijABCDEFGHIJ";

    private static readonly string[] s_pieces =
    [
        "`", "``", "```", "~~~", "````suggestion", "|", "\\|", "\\", "\\\\|", "\n", "\r\n", "\r", "\n\n", "-->", "<!--", "<!-- mlreview:finding v=1 id=evil -->", "<!-- mlreview:summary v=1 state=e30 -->",
        "</details>", "</summary>", "<details>", "<summary>", "@team", "@org/team", "evil@evil.example", "![](http://evil.example/x.png)", "![x][y]", "[x](javascript:alert(1))", "\n[x]: http://evil.example\n", "[x]", "](", ")", "(", "]", "[",
        "https://evil.example", "http://evil.example/a(b)", "ftp://evil.example", "www.evil.example", "mailto:a@evil.example", "<https://evil.example>", "<img src=x onerror=alert(1)>", "<b>", "&lt;", "&#64;team", "\\@team",
        "\u202e", "\u200b", "\u2028", "\u0000", "\u001b[31m", "\u00ad", "\ufeff", "\ud83d", "\ude00", "😀", "\U000E0041", "#1", "GH-1", "octo/models#2", "0123456789012345678901234567890123456789", ":tada:", "::", ":", "$x$", "$`x`$",
        "* ", "- ", "+ ", "1. ", "1) ", "# ", "> ", "    ", "\t", " ", "---", "***", "===", "| --- |", "**", "_", "~~", "[^1]", "[ ] ", "{", "}", "%%{init}%%", "\"]", "end", "#quot;", "<br/>", "; ", " " + Secret + " ", "a", "word", "ü", "日本",
    ];

    public static readonly Gen<string> Text = Gen.Elements(s_pieces).ListOf().Select(string.Concat);

    /// <summary>What a file can be called.</summary>
    public static readonly Gen<string> Path = Text.Select(text => "src/" + text.Replace("\0", "", StringComparison.Ordinal) + ".cs");

    /// <summary>A line has no line end.</summary>
    public static readonly Gen<string> Line = Text.Select(text => text.ReplaceLineEndings("").Replace("\n", "", StringComparison.Ordinal));
}
