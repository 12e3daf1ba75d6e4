using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>What the user's names mean, here and elsewhere in a file.</summary>
internal static class Names
{
    /// <summary>The local variable that is declared with the result of a call and holds nothing else; null when there is none.</summary>
    public static ILocalSymbol? VariableOf(FindingToRepair finding, SyntaxNode call)
    {
        var value = call;
        while (value.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax)
            value = value.Parent;
        return value.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
            && finding.Model(call).GetDeclaredSymbol(variable, finding.Cancellation) is ILocalSymbol local && !IsWritten(finding, local) ? local : null;
    }

    /// <summary>Whether a name, or members read from it, mean the same at another place: it can be named there and is never written again.</summary>
    public static bool MeanTheSame(FindingToRepair finding, ExpressionSyntax expression, SyntaxNode there)
    {
        var root = expression;
        while (root is MemberAccessExpressionSyntax member)
            root = member.Expression;
        return root is IdentifierNameSyntax
            && finding.Model(root).GetSymbolInfo(root, finding.Cancellation).Symbol is { } symbol
            && IsSeenFrom(finding, symbol, there)
            && symbol switch
            {
                ILocalSymbol or IParameterSymbol => !IsWritten(finding, symbol),
                IFieldSymbol field => field.IsReadOnly || field.IsConst,
                IPropertySymbol property => property.SetMethod is null,
                _ => false,
            };
    }

    /// <summary>Whether all names in an expression mean the same at another place; what it declares itself goes with it.</summary>
    public static bool AllMeanTheSame(FindingToRepair finding, ExpressionSyntax expression, SyntaxNode there) => expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
        .Where(name => name.Parent switch
        {
            NameColonSyntax => false,
            MemberAccessExpressionSyntax member => member.Name != name,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
            _ => true,
        })
        .All(name => finding.Model(name).GetSymbolInfo(name, finding.Cancellation).Symbol switch
        {
            (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol) and { } symbol
                => symbol.DeclaringSyntaxReferences.Any(declared => declared.SyntaxTree == expression.SyntaxTree && expression.Span.Contains(declared.Span)) || MeanTheSame(finding, name, there),
            _ => true,
        });

    public static bool IsSeenFrom(FindingToRepair finding, ISymbol symbol, SyntaxNode there) =>
        finding.Model(there).LookupSymbols(there.SpanStart, name: symbol.Name).Contains(symbol, SymbolEqualityComparer.Default);

    /// <summary>The places that name a symbol, in the file that declares it.</summary>
    public static IEnumerable<IdentifierNameSyntax> References(FindingToRepair finding, ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree is not { } tree)
            return Enumerable.Empty<IdentifierNameSyntax>();
        var model = finding.Compilation.GetSemanticModel(tree);
        return tree.GetRoot(finding.Cancellation).DescendantNodes().OfType<IdentifierNameSyntax>().Where(
            name => name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, finding.Cancellation).Symbol, symbol));
    }

    /// <summary>Whether a variable is written anywhere but where it is declared.</summary>
    public static bool IsWritten(FindingToRepair finding, ISymbol symbol) => References(finding, symbol).Any(IsWrite);

    public static bool IsWrite(ExpressionSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        ArgumentSyntax { RefOrOutKeyword.RawKind: not (int)SyntaxKind.None } => true,
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } => deconstruction.Left == tuple,
        PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => name.Parent.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
            or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.AddressOfExpression,
        MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } member => assignment.Left == member && member.Name == name,
        RefExpressionSyntax => true,
        _ => false,
    };
}
