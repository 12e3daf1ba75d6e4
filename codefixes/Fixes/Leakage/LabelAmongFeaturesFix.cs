using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Leakage;

/// <summary>MLR104: drops the column from the list of features, when others are left.</summary>
internal sealed class LabelAmongFeaturesFix : RuleFix
{
    public override string RuleId => "MLR104";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Text("column") is not { } column || finding.Node is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments })
            yield break;
        var model = finding.Model(finding.Node);
        var inputs = arguments.Where((argument, i) => argument.NameColon is { } name ? name.Name.Identifier.ValueText == "inputColumnNames" : i > 0).ToList();
        var names = (inputs.Count == 1 ? Elements(finding, inputs[0].Expression) : null) ?? inputs.Select(input => input.Expression).ToList();
        var dropped = names.Where(name => model.GetConstantValue(name, finding.Cancellation) is { HasValue: true, Value: string text } && text == column).ToList();
        if (dropped.Count == 1 && names.Count > 1)
            yield return new Repair($"Drop '{column}' from the features", "drop", Without(dropped[0]));
    }

    /// <summary>The elements of a list that is written as the argument, or held by a variable that nothing else uses; null when it is no list.</summary>
    private static List<ExpressionSyntax>? Elements(FindingToRepair finding, ExpressionSyntax list)
    {
        if (list is IdentifierNameSyntax && finding.Model(list).GetSymbolInfo(list, finding.Cancellation).Symbol is { } variable
            && (variable is ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private }) && Names.References(finding, variable).Count() == 1
            && variable.DeclaringSyntaxReferences[0] is { } declared && declared.SyntaxTree == list.SyntaxTree
            && declared.GetSyntax(finding.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: var held })
        {
            list = held;
        }

        return list switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } elements } => elements.Expressions.ToList(),
            ImplicitArrayCreationExpressionSyntax { Initializer: var elements } => elements.Expressions.ToList(),
            InitializerExpressionSyntax elements => elements.Expressions.ToList(),

            // A collection expression is newer than the Roslyn that is referenced; each element is wrapped in a node of its own.
            _ when list.GetFirstToken().IsKind(SyntaxKind.OpenBracketToken) => list.ChildNodes().SelectMany(element => element.ChildNodes().Take(1)).OfType<ExpressionSyntax>().ToList(),
            _ => null,
        };
    }

    /// <summary>Deletes an element of a list, and the comma that parts it from its neighbour; comments stay.</summary>
    private static Edit[] Without(SyntaxNode element)
    {
        while (element.Parent is { } wrapper && wrapper.Span == element.Span)
            element = wrapper;
        var (before, after) = (element.GetFirstToken().GetPreviousToken(), element.GetLastToken().GetNextToken());
        var isFollowed = after.IsKind(SyntaxKind.CommaToken) && after.GetNextToken().Kind() is not (SyntaxKind.CloseBraceToken or SyntaxKind.CloseBracketToken);
        if (isFollowed || !before.IsKind(SyntaxKind.CommaToken))
            return new[] { Deleted(element.SyntaxTree, element.SpanStart, IsBlank(after.Span.End, after.GetNextToken().SpanStart) ? after.GetNextToken().SpanStart : after.Span.End) };
        return IsBlank(before.Span.End, element.SpanStart)
            ? new[] { Deleted(element.SyntaxTree, before.SpanStart, element.Span.End) }
            : new[] { Deleted(element.SyntaxTree, before.SpanStart, before.Span.End), Deleted(element.SyntaxTree, element.SpanStart, element.Span.End) };

        bool IsBlank(int start, int end) => string.IsNullOrWhiteSpace(element.SyntaxTree.GetText().ToString(TextSpan.FromBounds(start, end)));
    }

    private static Edit Deleted(SyntaxTree tree, int start, int end) => new(tree, new TextChange(TextSpan.FromBounds(start, end), ""));
}
