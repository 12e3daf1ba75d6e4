using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>
/// Finds what ends a path: through concatenations, combined paths, variables, constants and properties that hold one value, and the user's own
/// functions that make a path of one they are given.
/// </summary>
internal sealed class PathEnd
{
    private const int MostSteps = 32;
    private readonly FindingToRepair _finding;

    /// <summary>The calls whose functions are being looked into, the innermost first.</summary>
    private readonly Stack<(IMethodSymbol Function, InvocationExpressionSyntax Call)> _calls = new();

    /// <summary>Whether a part of the path is named, so that it may be a part of another one, too.</summary>
    private bool _isPart;
    private bool _isShared;

    public PathEnd(FindingToRepair finding) => _finding = finding;

    /// <summary>A string literal, or an interpolated string that ends with text; null when the end is computed, one of several, or may be a part of other paths.</summary>
    public ExpressionSyntax? Of(ExpressionSyntax? path)
    {
        for (var step = 0; step < MostSteps && path is not null; step++)
        {
            switch (path)
            {
                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                    return IsOfThisPath(literal.Token.ValueText) ? path : null;
                case InterpolatedStringExpressionSyntax { Contents: var contents } when contents.LastOrDefault() is InterpolatedStringTextSyntax text:
                    return IsOfThisPath(text.TextToken.ValueText) ? path : null;
                case InterpolatedStringExpressionSyntax { Contents: var contents } when contents.LastOrDefault() is InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole:
                    (path, _isPart) = (hole.Expression, true);
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                    (path, _isPart) = (sum.Right, true);
                    break;
                case ParenthesizedExpressionSyntax inner:
                    path = inner.Expression;
                    break;
                case InvocationExpressionSyntax call:
                    path = OfCall(call);
                    break;
                case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                    path = _finding.Model(path).GetSymbolInfo(path, _finding.Cancellation).Symbol is { } symbol ? HeldBy(symbol) : null;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>A name with an extension is that of a file; another one that stands for a part of several paths, or is added by a function to whatever it is given, is not.</summary>
    private bool IsOfThisPath(string text) =>
        _calls.All(each => CallsOf(each.Function)?.Count == 1) && (!_isShared || text.LastIndexOf('.') > Math.Max(0, text.LastIndexOfAny(new[] { '/', '\\' }) + 1));

    private ExpressionSyntax? OfCall(InvocationExpressionSyntax call)
    {
        if (_finding.Model(call).GetSymbolInfo(call, _finding.Cancellation).Symbol is not IMethodSymbol target)
            return null;
        var arguments = call.ArgumentList.Arguments;
        if (target is { Name: "Combine" or "Join" or "GetFullPath", ContainingType: { Name: "Path", ContainingNamespace.Name: "IO" } } && arguments.Count > 0)
        {
            _isPart |= target.Name != "GetFullPath";
            return (target.Name == "GetFullPath" ? arguments[0] : arguments.Last()).Expression;
        }

        if (target.ReducedFrom is not null || target.DeclaringSyntaxReferences.Length != 1 || target.IsVirtual || target.IsAbstract || target.IsOverride)
            return null;
        _calls.Push((target.OriginalDefinition, call));
        return Result(target.DeclaringSyntaxReferences[0].GetSyntax(_finding.Cancellation));
    }

    /// <summary>What a function returns in all cases.</summary>
    private static ExpressionSyntax? Result(SyntaxNode function)
    {
        if (function is MethodDeclarationSyntax { ExpressionBody.Expression: var body })
            return body;
        if (function is LocalFunctionStatementSyntax { ExpressionBody.Expression: var local })
            return local;
        var returns = function.DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().ToList();
        return returns.Count == 1 ? returns[0].Expression : null;
    }

    /// <summary>The expression that a variable, field, property or parameter always stands for.</summary>
    private ExpressionSyntax? HeldBy(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_finding.Cancellation) is not { } declared)
            return null;
        if (symbol is IParameterSymbol parameter)
            return Names.IsWritten(_finding, symbol) ? null : GivenFor(parameter);
        _isShared |= _isPart && Names.References(_finding, symbol).Skip(1).Any();
        return (symbol, declared) switch
        {
            (ILocalSymbol or IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } or IFieldSymbol { DeclaredAccessibility: Accessibility.Private }, VariableDeclaratorSyntax { Initializer.Value: var value })
                when !Names.IsWritten(_finding, symbol) => value,
            (IPropertySymbol, PropertyDeclarationSyntax { ExpressionBody.Expression: var value }) => value,
            (IPropertySymbol { SetMethod: null }, PropertyDeclarationSyntax { Initializer.Value: var value }) when !Names.IsWritten(_finding, symbol) => value,
            _ => null,
        };
    }

    /// <summary>What the call that led here gives for a parameter, or what all calls give; its default where they give nothing.</summary>
    private ExpressionSyntax? GivenFor(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol function)
            return null;
        IReadOnlyList<InvocationExpressionSyntax>? calls;
        if (_calls.Count == 0)
            calls = CallsOf(function.OriginalDefinition);
        else if (_calls.Pop() is var led && SymbolEqualityComparer.Default.Equals(function.OriginalDefinition, led.Function))
            calls = new[] { led.Call };
        else
            return null;
        var given = calls?.Select(call => Setting.Argument(_finding, call, parameter.Name)?.Expression).Distinct().ToList();
        return given?.Count != 1 ? null
            : given[0] ?? (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_finding.Cancellation) as ParameterSyntax)?.Default?.Value;
    }

    /// <summary>All calls of a function in the compilation; null when it is named in another way, as a delegate.</summary>
    private IReadOnlyList<InvocationExpressionSyntax>? CallsOf(IMethodSymbol function)
    {
        var calls = new List<InvocationExpressionSyntax>();
        foreach (var tree in _finding.Compilation.SyntaxTrees.Where(tree => tree.GetText(_finding.Cancellation).ToString().Contains(function.Name)))
        {
            foreach (var name in tree.GetRoot(_finding.Cancellation).DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == function.Name))
            {
                if (_finding.Compilation.GetSemanticModel(tree).GetSymbolInfo(name, _finding.Cancellation).Symbol is not IMethodSymbol named
                    || !SymbolEqualityComparer.Default.Equals((named.ReducedFrom ?? named).OriginalDefinition, function))
                {
                    continue;
                }

                var called = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? (ExpressionSyntax)member : name;
                if (called.Parent is not InvocationExpressionSyntax call || call.Expression != called)
                    return null;
                calls.Add(call);
            }
        }

        return calls;
    }
}
