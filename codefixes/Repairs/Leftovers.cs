using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.CodeFixes.Repairs;

/// <summary>Declarations that a repair leaves without a reader: work of the library, done for nothing.</summary>
internal static class Leftovers
{
    public static IReadOnlyList<Edit> Of(FindingToRepair finding, params SyntaxNode[] gone) => Of(finding, gone, Array.Empty<string>(), Array.Empty<SyntaxNode?>());

    /// <summary>The edits that delete what nothing reads any more once some expressions are gone.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="gone">The expressions.</param>
    /// <param name="named">What is named by the text that takes their place stays.</param>
    /// <param name="harmless">Calls of the user's own that do nothing besides what they return.</param>
    /// <param name="moved">Statements that are written elsewhere, and deleted here.</param>
    public static IReadOnlyList<Edit> Of(
        FindingToRepair finding, IEnumerable<SyntaxNode> gone, IReadOnlyCollection<string> named, IReadOnlyCollection<SyntaxNode?> harmless, IReadOnlyCollection<SyntaxNode>? moved = null)
    {
        var removed = new List<SyntaxNode>(gone);
        var statements = new List<SyntaxNode>(moved ?? Array.Empty<SyntaxNode>());
        for (var i = 0; i < removed.Count; i++)
        {
            foreach (var name in removed.SelectMany(node => node.DescendantNodesAndSelf()).OfType<IdentifierNameSyntax>().ToList())
            {
                if (finding.Model(name).GetSymbolInfo(name, finding.Cancellation).Symbol is { } symbol && !named.Contains(symbol.Name)
                    && DeclarationOf(finding, symbol, harmless) is { } declaration && !removed.Contains(declaration)
                    && Names.References(finding, symbol).All(reference => removed.Any(node => node.Span.Contains(reference.Span))))
                {
                    removed.Add(declaration);
                    statements.Add(declaration);
                }
            }
        }

        return Deletions(statements).ToList();
    }

    /// <summary>The statement that declares nothing but a variable, whose value is written out, a function, or the result of the library's calls; or a local function.</summary>
    private static StatementSyntax? DeclarationOf(FindingToRepair finding, ISymbol symbol, IReadOnlyCollection<SyntaxNode?> harmless) => symbol switch
    {
        ILocalSymbol => DeclarationOf(finding, symbol.DeclaringSyntaxReferences[0].GetSyntax(finding.Cancellation), harmless),
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => symbol.DeclaringSyntaxReferences[0].GetSyntax(finding.Cancellation) as LocalFunctionStatementSyntax,
        _ => null,
    };

    private static LocalDeclarationStatementSyntax? DeclarationOf(FindingToRepair finding, SyntaxNode declared, IReadOnlyCollection<SyntaxNode?> harmless) =>
        declared is VariableDeclaratorSyntax
        {
            Initializer.Value: (InvocationExpressionSyntax or MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax } or LiteralExpressionSyntax or AnonymousFunctionExpressionSyntax) and var value,
            Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.None } statement },
        } && value.DescendantNodesAndSelf(node => node is not AnonymousFunctionExpressionSyntax).All(node => harmless.Contains(node) || IsHarmless(finding, node)) ? statement : null;

    private static bool IsHarmless(FindingToRepair finding, SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call => finding.Model(call).GetSymbolInfo(call, finding.Cancellation).Symbol?.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.ML", StringComparison.Ordinal) == true
            || call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" },
        MemberAccessExpressionSyntax member when finding.Model(member).GetSymbolInfo(member, finding.Cancellation).Symbol is IPropertySymbol property =>
            property.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.ML", StringComparison.Ordinal),
        AssignmentExpressionSyntax or AwaitExpressionSyntax or DeclarationExpressionSyntax => false,
        _ => true,
    };

    /// <summary>Deletes statements: with their lines where they stand there alone, and with one of the empty lines around these; comments stay.</summary>
    private static IEnumerable<Edit> Deletions(IEnumerable<SyntaxNode> statements)
    {
        foreach (var file in statements.GroupBy(statement => statement.SyntaxTree))
        {
            var text = file.Key.GetText();
            var lines = new List<(int First, int Last)>();
            foreach (var statement in file.OrderBy(statement => statement.SpanStart))
            {
                var (first, last) = (text.Lines.GetLineFromPosition(statement.SpanStart), text.Lines.GetLineFromPosition(statement.Span.End));
                var rest = text.ToString(TextSpan.FromBounds(statement.Span.End, last.End));
                if (!string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart))))
                    yield return new Edit(file.Key, new TextChange(statement.Span, ""));
                else if (!string.IsNullOrWhiteSpace(rest))
                    yield return new Edit(file.Key, new TextChange(TextSpan.FromBounds(statement.SpanStart, statement.Span.End + rest.Length - rest.TrimStart().Length), ""));
                else if (lines.Count > 0 && lines[lines.Count - 1].Last + 1 == first.LineNumber)
                    lines[lines.Count - 1] = (lines[lines.Count - 1].First, last.LineNumber);
                else
                    lines.Add((first.LineNumber, last.LineNumber));
            }

            foreach (var (first, last) in lines)
            {
                var isParted = first == 0 || text.Lines[first - 1].ToString().Trim() is "" or "{";
                var end = isParted && last + 1 < text.Lines.Count && string.IsNullOrWhiteSpace(text.Lines[last + 1].ToString()) ? last + 1 : last;
                yield return new Edit(file.Key, new TextChange(TextSpan.FromBounds(text.Lines[first].Start, text.Lines[end].EndIncludingLineBreak), ""));
            }
        }
    }
}
