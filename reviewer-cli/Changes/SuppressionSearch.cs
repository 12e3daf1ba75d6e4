using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Changes;

/// <summary>What a change silences itself: pragmas and attributes for our rules on the lines that it wrote.</summary>
internal static partial class SuppressionSearch
{
    /// <param name="isReviewed">Whether a file, by its absolute path, is reported on.</param>
    public static ImmutableArray<AddedSuppression> Of(Change change, Func<string, bool> isReviewed) =>
    [
        .. change.Patch.Files
            .Where(f => f.NewPath is { } path && path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && isReviewed(change.Absolute(path)))
            .SelectMany(f => In(f, change.Absolute(f.NewPath!), change.Head.Root))
            .OrderBy(s => s.Path, StringComparer.Ordinal).ThenBy(s => s.Line),
    ];

    private static IEnumerable<AddedSuppression> In(FilePatch patch, string path, ReviewRoot root)
    {
        if (root.TryReadSource(path, out _) is not { } text || !Sign().IsMatch(text.ToString()))
            return [];
        // Which branch of an #if counts is for the project to say; here both do.
        var everything = Conditional().Replace(text.ToString(), static line => new string(' ', line.Length));
        var unit = CSharpSyntaxTree.ParseText(everything, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None)).GetRoot();
        var pragmas = unit.DescendantTrivia(descendIntoTrivia: true).Select(t => t.GetStructure()).OfType<PragmaWarningDirectiveTriviaSyntax>()
            .Where(p => p.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword))
            .Select(p => (Node: (SyntaxNode)p, Rules: Rules(p.ErrorCodes.Select(c => c.ToString())), IsForAll: p.ErrorCodes.Count == 0));
        var attributes = unit.DescendantNodes().OfType<AttributeSyntax>()
            .Select(a => (Node: (SyntaxNode)a, Rules: Rules(a.DescendantTokens().Where(t => t.IsKind(SyntaxKind.StringLiteralToken)).Select(t => t.ValueText)), IsForAll: false));
        return pragmas.Concat(attributes).Where(s => s.IsForAll || !s.Rules.IsEmpty).Select(s => (Lines: LinesOf(s.Node, text), s.Rules))
            .Where(s => s.Lines.Any(patch.IsAddedLine)).Select(s => new AddedSuppression(path, s.Lines.First(), s.Rules));
    }

    private static List<int> LinesOf(SyntaxNode node, SourceText text)
    {
        var span = text.Lines.GetLinePositionSpan(node.Span);
        return [.. Enumerable.Range(span.Start.Line + 1, span.End.Line - span.Start.Line + 1)];
    }

    private static ImmutableArray<string> Rules(IEnumerable<string> written) =>
        [.. written.Select(w => Rule().Match(w)).Where(m => m.Success).Select(m => Printable.Text(m.Groups[1].Value.ToUpperInvariant())).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Nearly no file has one: parsing is for those that do.</summary>
    [GeneratedRegex(@"pragma\s+warning\s+disable|MLR\d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sign();

    [GeneratedRegex(@"^[ \t]*#[ \t]*(?:if|elif|else|endif)\b[^\r\n]*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Conditional();

    /// <summary>The id, or the id and a title as in <c>MLR101:Learned before the split</c>.</summary>
    [GeneratedRegex(@"^\s*(MLR\d{3})\s*(?::|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
