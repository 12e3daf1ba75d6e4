using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Emoji;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MlReview.Cli.GitHub.Publishing;

namespace MlReview.GitHub.Tests.Composing;

/// <summary>A comment as a renderer reads it: what is in it that nobody wrote there on purpose.</summary>
internal static partial class CommentCheck
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseTaskLists().UseEmphasisExtras().UseFootnotes().UseMathematics().UseEmojiAndSmiley(enableSmileys: false).Build();

    private static readonly string[] s_ours = ["https://github.com/fork/models/blob/", "https://github.com/fork/models/commit/", "https://github.com/octo/models/", "https://github.com/mlreview/mlreview/"];

    public static MarkdownDocument Parse(string body) => Markdown.Parse(body, s_pipeline);

    /// <summary>Empty when all is well.</summary>
    public static List<string> ProblemsOf(string body)
    {
        var document = Parse(body);
        var problems = new List<string>();
        void Check(bool isGood, string problem)
        {
            if (!isGood)
                problems.Add(problem);
        }

        Check(body.Length <= BodyLimit.Longest, $"it has {body.Length} characters");
        Check(IsUnicode(body), "half a character");
        foreach (var c in body.Where(c => c is not '\n' and not '\t' and not '\u200b' && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator).Distinct())
            problems.Add($"the invisible U+{(int)c:X4}");
        Check(!body.Contains(Nasty.Secret, StringComparison.Ordinal), "a secret");
        var html = document.Descendants<HtmlBlock>().SelectMany(block => block.Lines.Lines.Take(block.Lines.Count).Select(line => line.ToString())).Where(line => line.Length > 0).ToList();
        Check(html.Count(line => line.StartsWith("<!--", StringComparison.Ordinal)) == 1 && Marker().IsMatch(body), "no marker, or another's");
        foreach (var line in html.Where(line => !OurHtml().IsMatch(line)))
            problems.Add($"HTML: {line}");
        Check(html.Count(line => line.StartsWith("<details", StringComparison.Ordinal)) == html.Count(line => line == "</details>"), "open details");
        problems.AddRange(document.Descendants<HtmlInline>().Select(tag => $"HTML: {tag.Tag}"));
        problems.AddRange(document.Descendants<AutolinkInline>().Select(link => $"a link by itself: {link.Url}"));
        problems.AddRange(document.Descendants<MathInline>().Select(math => $"mathematics: {math.Content}"));
        problems.AddRange(document.Descendants<EmojiInline>().Select(emoji => $"a picture: {emoji.Match}"));
        foreach (var link in document.Descendants<LinkInline>())
            Check(!link.IsImage && !link.IsAutoLink && s_ours.Any(start => link.Url!.StartsWith(start, StringComparison.Ordinal)), $"a link to {link.Url}");
        foreach (var block in document.Descendants<FencedCodeBlock>())
            Check(block.Info is "suggestion" or "mermaid" && block.ClosingFencedCharCount > 0, $"a block of {block.Info}");
        problems.AddRange(document.Descendants<CodeBlock>().Where(block => block is not FencedCodeBlock).Select(_ => "an indented block"));
        problems.AddRange(document.Descendants<QuoteBlock>().Select(_ => "a quote"));
        problems.AddRange(document.Descendants<ThematicBreakBlock>().Select(_ => "a rule"));
        Check(document.Descendants<HeadingBlock>().All(heading => heading.Level == 2 && heading.Line == 1), "a heading");
        foreach (var text in document.Descendants<LeafBlock>().Select(TextOf))
            Check(!Meaningful().IsMatch(text), $"it means something: {text}");
        var code = document.Descendants<FencedCodeBlock>().SelectMany(block => Enumerable.Range(block.Line, block.Lines.Count + 1)).ToHashSet();
        foreach (var (_, row) in body.Split('\n').Index().Where(line => !code.Contains(line.Index) && line.Item.StartsWith("| ", StringComparison.Ordinal)))
            Check(Cells(row, pairs: true) == 4 && Cells(row, pairs: false) == 4, $"another column: {row}");
        foreach (var row in document.Descendants<TableRow>())
            Check(row.Count == 4, $"{row.Count} columns");
        return problems;
    }

    /// <summary>Text that is left for mentions and references to be looked for.</summary>
    private static string TextOf(LeafBlock block) => block.Inline is null ? "" : string.Concat(block.Inline.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        ContainerInline => "",
        _ => "\n",
    }));

    /// <param name="pairs">Whether a backslash protects whatever stands behind it, or a pipe is protected by any backslash before it.</param>
    private static int Cells(string row, bool pairs)
    {
        var cells = -1;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == '|' && (pairs || i == 0 || row[i - 1] != '\\'))
                cells++;
            else if (pairs && row[i] == '\\')
                i++;
        }
        return cells;
    }

    private static bool IsUnicode(string text)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text) > 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A<!-- mlreview:(finding v=1 id=[A-Za-z0-9.\-]{1,90}( by=(ml|general))?|summary v=1 state=[A-Za-z0-9_\-]+) -->\n")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\A(<!-- mlreview:(finding|summary) v=1 [A-Za-z0-9=.\-_ ]+ -->|<details( open)?><summary>[A-Za-z0-9,;:# ]+</summary>|</details>)\z")]
    private static partial Regex OurHtml();

    [GeneratedRegex(@"@[A-Za-z0-9]|#[0-9]|GH-[0-9]|://|www\.|:[a-z0-9_+\-]+:")]
    private static partial Regex Meaningful();
}
