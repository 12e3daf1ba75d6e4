using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.CodeFixes.Repairs;

/// <summary>Declarations that a repair leaves without a reader: work of the library, done for nothing.</summary>
internal static class Leftovers
{
    /// <summary>The edits that delete what nothing reads any more once some expressions are gone.</summary>
    public static IReadOnlyList<Edit> Of(FindingToRepair finding, params ExpressionSyntax[] gone)
    {
        var removed = new List<SyntaxNode>(gone);
        var edits = new List<Edit>();
        for (var i = 0; i < removed.Count; i++)
        {
            foreach (var name in removed.SelectMany(node => node.DescendantNodesAndSelf()).OfType<IdentifierNameSyntax>().ToList())
            {
                if (finding.Model(name).GetSymbolInfo(name, finding.Cancellation).Symbol is { } symbol && DeclarationOf(finding, symbol) is { } declaration && !removed.Contains(declaration)
                    && Names.References(finding, symbol).All(reference => removed.Any(node => node.Span.Contains(reference.Span))))
                {
                    removed.Add(declaration);
                    edits.Add(Deletion(declaration));
                }
            }
        }

        return edits;
    }

    /// <summary>The statement that declares nothing but a variable, whose value is written out, a function, or the result of the library's calls; or a local function.</summary>
    private static StatementSyntax? DeclarationOf(FindingToRepair finding, ISymbol symbol) => symbol switch
    {
        ILocalSymbol => DeclarationOf(finding, symbol.DeclaringSyntaxReferences[0].GetSyntax(finding.Cancellation)),
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => symbol.DeclaringSyntaxReferences[0].GetSyntax(finding.Cancellation) as LocalFunctionStatementSyntax,
        _ => null,
    };

    private static LocalDeclarationStatementSyntax? DeclarationOf(FindingToRepair finding, SyntaxNode declared) =>
        declared is VariableDeclaratorSyntax
        {
            Initializer.Value: (InvocationExpressionSyntax or LiteralExpressionSyntax or AnonymousFunctionExpressionSyntax) and var value,
            Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.None } statement },
        } && value.DescendantNodesAndSelf(node => node is not AnonymousFunctionExpressionSyntax).All(node => IsHarmless(finding, node)) ? statement : null;

    private static bool IsHarmless(FindingToRepair finding, SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call => finding.Model(call).GetSymbolInfo(call, finding.Cancellation).Symbol?.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.ML", StringComparison.Ordinal) == true
            || call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" },
        AssignmentExpressionSyntax or AwaitExpressionSyntax or DeclarationExpressionSyntax => false,
        _ => true,
    };

    /// <summary>Deletes a statement, with its line when it stands there alone; comments stay.</summary>
    private static Edit Deletion(SyntaxNode statement)
    {
        var text = statement.SyntaxTree.GetText();
        var (first, last) = (text.Lines.GetLineFromPosition(statement.SpanStart), text.Lines.GetLineFromPosition(statement.Span.End));
        var isAlone = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)));
        return new Edit(statement.SyntaxTree, new TextChange(isAlone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : statement.Span, ""));
    }
}
