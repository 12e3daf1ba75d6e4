using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>A function that rests on nothing around it, so that another class can return it.</summary>
/// <param name="Expression">The function: a lambda, or the name of a static method or of a field that is never written again.</param>
/// <param name="IsBound">Whether it names members of the class that it stands in: only a class inside that one can return it.</param>
internal sealed record MovableFunction(ExpressionSyntax Expression, bool IsBound)
{
    /// <summary>The function behind an argument, or behind the variable that is given; null when it rests on variables or on an object.</summary>
    public static MovableFunction? Of(FindingToRepair finding, ExpressionSyntax given)
    {
        var function = given;
        while (function is ParenthesizedExpressionSyntax inner)
            function = inner.Expression;
        var symbol = finding.Model(given).GetSymbolInfo(function, finding.Cancellation).Symbol;
        if (symbol is ILocalSymbol local && !Names.IsWritten(finding, local)
            && local.DeclaringSyntaxReferences[0].GetSyntax(finding.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: var value })
        {
            function = value;
            symbol = finding.Model(value).GetSymbolInfo(value, finding.Cancellation).Symbol;
        }

        var isWhole = function is AnonymousFunctionExpressionSyntax
            || (function is IdentifierNameSyntax or MemberAccessExpressionSyntax && symbol is IMethodSymbol { IsStatic: true, MethodKind: MethodKind.Ordinary } or IFieldSymbol { IsStatic: true, IsReadOnly: true });
        if (!isWhole || function.DescendantNodes().Any(node => node is ThisExpressionSyntax or BaseExpressionSyntax or AwaitExpressionSyntax))
            return null;
        var names = function.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .Select(name => finding.Model(name).GetSymbolInfo(name, finding.Cancellation).Symbol).Where(named => named is not null && !IsDeclaredIn(function, named)).ToList();
        return names.Any(RestsOnItsSurroundings) || names.Any(named => named is IFieldSymbol or IPropertySymbol or IEventSymbol or IMethodSymbol && !named.IsStatic && IsImplicit(finding, function, named))
            ? null
            : new MovableFunction(function, names.Any(named => named!.ContainingType is { } type && IsAround(finding, function, type)));
    }

    private static bool IsDeclaredIn(SyntaxNode function, ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(
        declared => declared.SyntaxTree == function.SyntaxTree && function.Span.Contains(declared.Span));

    private static bool RestsOnItsSurroundings(ISymbol? symbol) => symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ITypeParameterSymbol
        or IMethodSymbol { MethodKind: MethodKind.LocalFunction };

    /// <summary>Whether a member of an object is named without saying of which: it is that of the object around.</summary>
    private static bool IsImplicit(FindingToRepair finding, SyntaxNode function, ISymbol member) => function.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(
        name => name.Identifier.ValueText == member.Name && !IsNamedOf(name)
            && SymbolEqualityComparer.Default.Equals(finding.Model(name).GetSymbolInfo(name, finding.Cancellation).Symbol, member));

    private static bool IsNamedOf(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax member => member.Name == name,
        MemberBindingExpressionSyntax or SubpatternSyntax or NameColonSyntax => true,
        ExpressionColonSyntax => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
        _ => false,
    };

    private static bool IsAround(FindingToRepair finding, SyntaxNode function, INamedTypeSymbol type) => function.Ancestors().OfType<BaseTypeDeclarationSyntax>().Any(
        outer => SymbolEqualityComparer.Default.Equals(finding.Model(outer).GetDeclaredSymbol(outer, finding.Cancellation), type.OriginalDefinition));
}
