using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>The literal that ends a path: the name of the file, or what follows it.</summary>
/// <param name="Token">A string literal, or the text of an interpolated string.</param>
/// <param name="Position">Where the name ends: before the extension.</param>
internal sealed record PathLiteral(SyntaxToken Token, int Position)
{
    private const int MostSteps = 16;

    /// <summary>The literal behind an expression: through concatenations, combined paths, and variables, constants and properties that hold one value.</summary>
    public static PathLiteral? In(FindingToRepair finding, ExpressionSyntax? path)
    {
        for (var step = 0; step < MostSteps && path is not null; step++)
        {
            switch (path)
            {
                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                    return EndOf(literal.Token, literal.Token.Text.TrimEnd('"').Length);
                case InterpolatedStringExpressionSyntax text:
                    return text.Contents.LastOrDefault() is InterpolatedStringTextSyntax { TextToken: var last } ? EndOf(last, last.Text.Length) : null;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                    path = sum.Right;
                    break;
                case ParenthesizedExpressionSyntax inner:
                    path = inner.Expression;
                    break;
                case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call
                    when finding.Model(call).GetSymbolInfo(call, finding.Cancellation).Symbol is IMethodSymbol { Name: "Combine" or "Join" or "GetFullPath", ContainingType: { Name: "Path", ContainingNamespace.Name: "IO" } } target:
                    path = (target.Name == "GetFullPath" ? arguments[0] : arguments.Last()).Expression;
                    break;
                default:
                    path = finding.Model(path).GetSymbolInfo(path, finding.Cancellation).Symbol is { } symbol ? HeldBy(finding, symbol) : null;
                    break;
            }
        }

        return null;
    }

    /// <summary>The token's text with something more at the position.</summary>
    public string With(string more) => Token.Text.Insert(Position - Token.SpanStart, more);

    /// <summary>Whether a literal that is not among some names the same file.</summary>
    public bool IsWrittenElsewhere(FindingToRepair finding, IReadOnlyCollection<PathLiteral> known)
    {
        if (!Token.IsKind(SyntaxKind.StringLiteralToken))
            return false;
        var file = Token.ValueText.Substring(Token.ValueText.LastIndexOfAny(new[] { '/', '\\' }) + 1);
        return file.Length > 0 && file[0] != '.' && finding.Compilation.SyntaxTrees
            .Where(tree => tree.GetText(finding.Cancellation).ToString().Contains(file))
            .SelectMany(tree => tree.GetRoot(finding.Cancellation).DescendantTokens())
            .Any(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken && IsNamed(token.ValueText, file) && known.All(literal => literal.Token != token));
    }

    private static bool IsNamed(string path, string file) =>
        path.EndsWith(file, StringComparison.OrdinalIgnoreCase) && (path.Length == file.Length || path[path.Length - file.Length - 1] is '/' or '\\');

    private static PathLiteral? EndOf(SyntaxToken token, int length)
    {
        var text = token.Text.Substring(0, length);
        if (text.IndexOf('\n') >= 0 || text.TrimStart('@', '"').Length == 0)
            return null;
        var dot = text.LastIndexOf('.');
        var isExtension = dot > text.LastIndexOfAny(new[] { '/', '\\' }) && dot >= 0;
        return new PathLiteral(token, token.SpanStart + (isExtension ? dot : length));
    }

    /// <summary>The expression that a variable, field or property always stands for.</summary>
    private static ExpressionSyntax? HeldBy(FindingToRepair finding, ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(finding.Cancellation) is not { } declared)
            return null;
        return (symbol, declared) switch
        {
            (ILocalSymbol or IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } or IFieldSymbol { DeclaredAccessibility: Accessibility.Private }, VariableDeclaratorSyntax { Initializer.Value: var value })
                when !Names.IsWritten(finding, symbol) => value,
            (IPropertySymbol, PropertyDeclarationSyntax { ExpressionBody.Expression: var value }) => value,
            (IPropertySymbol { SetMethod: null }, PropertyDeclarationSyntax { Initializer.Value: var value }) when !Names.IsWritten(finding, symbol) => value,
            _ => null,
        };
    }
}
