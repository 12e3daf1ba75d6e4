using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MlReview.Cli.Findings;
using MlReview.Cli.Rules;

namespace MlReview.Cli.Reports;

/// <summary>A page for a terminal: its markdown as headings, paragraphs, lists and code in 80 columns.</summary>
internal sealed class PageReport(Style style)
{
    private const int Width = 80;
    private const int CodeIndent = 4;

    public void Write(RulePage page, TextWriter output)
    {
        foreach (var block in page.Document)
            Write(block, output);
    }

    private void Write(Block block, TextWriter output)
    {
        switch (block)
        {
            case HeadingBlock { Inline: { } text } heading:
                output.WriteLine();
                output.WriteLine(heading.Level == 1 ? style.Path(RulePage.TextOf(text)) : style.Bold(RulePage.TextOf(text)));
                break;
            case Table table:
                output.WriteLine();
                foreach (var (name, value) in RulePage.FactsOf(table))
                    Wrap(Words(value), $"  {style.Bold(name.PadRight(10))} ", 13, output);
                break;
            case ParagraphBlock { Inline: { } text }:
                output.WriteLine();
                Wrap(Words(text), "  ", 2, output);
                break;
            case ListBlock list:
                output.WriteLine();
                WriteList(list, output);
                break;
            case CodeBlock code:
                output.WriteLine();
                foreach (var line in code.Lines.Lines.Take(code.Lines.Count))
                    foreach (var part in CodeWrap.Lines(line.ToString(), Width - CodeIndent))
                        output.WriteLine(part.Length == 0 ? "" : new string(' ', CodeIndent) + part);
                break;
        }
    }

    private void WriteList(ListBlock list, TextWriter output)
    {
        foreach (var (i, item) in list.OfType<ListItemBlock>().Index())
        {
            var mark = list.IsOrdered ? $"  {i + 1}. " : "  - ";
            foreach (var block in item)
            {
                if (block is ParagraphBlock { Inline: { } text })
                    Wrap(Words(text), mark, mark.Length, output);
                else
                    Write(block, output);
                mark = new string(' ', mark.Length);
            }
        }
    }

    /// <param name="words">Words with their length on the screen.</param>
    /// <param name="head">What the first line begins with.</param>
    /// <param name="indent">How far the other lines are indented, which is also the length of the head on the screen.</param>
    /// <param name="output">Where to.</param>
    private static void Wrap(IEnumerable<(string Text, int Length)> words, string head, int indent, TextWriter output)
    {
        var line = new StringBuilder(head);
        var used = indent;
        var isEmpty = true;
        foreach (var (text, length) in words)
        {
            if (!isEmpty && used + 1 + length > Width)
            {
                output.WriteLine(line);
                line.Clear().Append(' ', indent);
                (used, isEmpty) = (indent, true);
            }
            line.Append(isEmpty ? "" : " ").Append(text);
            used += length + (isEmpty ? 0 : 1);
            isEmpty = false;
        }
        output.WriteLine(line);
    }

    /// <summary>Text between blanks; marks end and begin inside a word.</summary>
    private List<(string Text, int Length)> Words(ContainerInline inlines)
    {
        var words = new List<(string Text, int Length)>();
        var isInside = false;
        foreach (var (text, paint) in Runs(inlines, t => t))
        {
            var parts = text.Split(' ', '\n');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                    isInside = false;
                if (parts[i].Length == 0)
                    continue;
                if (isInside)
                    words[^1] = (words[^1].Text + paint(parts[i]), words[^1].Length + parts[i].Length);
                else
                    words.Add((paint(parts[i]), parts[i].Length));
                isInside = true;
            }
        }
        return words;
    }

    private IEnumerable<(string Text, Func<string, string> Paint)> Runs(ContainerInline inlines, Func<string, string> paint)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    yield return (literal.Content.ToString(), paint);
                    break;
                case CodeInline code:
                    yield return (style.IsOn ? code.Content : $"`{code.Content}`", t => style.Mark(t, Severity.Minor));
                    break;
                case LineBreakInline:
                    yield return (" ", paint);
                    break;
                case AutolinkInline link:
                    yield return (link.Url, paint);
                    break;
                case ContainerInline container:
                    foreach (var run in Runs(container, container is EmphasisInline ? style.Bold : paint))
                        yield return run;
                    // A link to another page is named by its text; one into the world is nothing without its address.
                    if (container is LinkInline { Url: { } url } && url.StartsWith("https://", StringComparison.Ordinal))
                        yield return ($" ({url})", style.Dim);
                    break;
            }
        }
    }
}
