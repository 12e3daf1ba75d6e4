using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MlReview.Cli.Rules;

/// <summary>The page of a rule: <c>docs/rules/MLRnnn.md</c>, which is part of the tool.</summary>
internal sealed class RulePage
{
    private static readonly MarkdownPipeline s_markdown = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private RulePage(MarkdownDocument document) => Document = document;

    public MarkdownDocument Document { get; }

    /// <returns>Null for a rule without page.</returns>
    public static RulePage? TryRead(string id)
    {
        return TextOf(id) is { } page ? new RulePage(Markdown.Parse(page, s_markdown)) : null;
    }

    /// <summary>The page as it is written; null for a rule without page.</summary>
    public static string? TextOf(string id)
    {
        using var page = typeof(RulePage).Assembly.GetManifestResourceStream($"rules/{id}.md");
        if (page is null)
            return null;
        using var reader = new StreamReader(page);
        return reader.ReadToEnd();
    }

    /// <summary>The rows of the table under the title.</summary>
    public static IEnumerable<(string Name, ContainerInline Value)> FactsOf(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
            if (row is [TableCell name, TableCell value] && InlinesOf(name) is { } first && InlinesOf(value) is { } second && TextOf(first).Length > 0)
                yield return (TextOf(first), second);
    }

    /// <summary>The words of a fact that count, in the order of their weight: a severity may depend on what was found.</summary>
    public IEnumerable<string> WordsOf(string fact, params string[] words)
    {
        var value = Document.OfType<Table>().SelectMany(FactsOf).FirstOrDefault(f => f.Name == fact).Value;
        var said = value is null ? [] : TextOf(value).Split([' ', ',', ';', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return words.Where(w => said.Contains(w, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The text of inlines without their marks.</summary>
    public static string TextOf(ContainerInline inlines) => string.Concat(inlines.Descendants<LeafInline>().Select(leaf => leaf switch
    {
        CodeInline code => code.Content,
        LiteralInline literal => literal.Content.ToString(),
        _ => " ",
    }));

    private static ContainerInline? InlinesOf(TableCell cell) => cell.OfType<ParagraphBlock>().FirstOrDefault()?.Inline;
}
