using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>The literal that ends a path: the name of the file, or what follows it.</summary>
/// <param name="Token">A string literal, or the text of an interpolated string.</param>
/// <param name="Position">Where the name ends: before the extension.</param>
internal sealed record PathLiteral(SyntaxToken Token, int Position)
{
    /// <summary>The literal behind an expression.</summary>
    public static PathLiteral? In(FindingToRepair finding, ExpressionSyntax? path) => new PathEnd(finding).Of(path) switch
    {
        LiteralExpressionSyntax literal => EndOf(literal.Token, literal.Token.Text.TrimEnd('"').Length),
        InterpolatedStringExpressionSyntax text when text.Contents.Last() is InterpolatedStringTextSyntax { TextToken: var last } => EndOf(last, last.Text.Length),
        _ => null,
    };

    /// <summary>The token's text with something more at the position.</summary>
    public string With(string more) => Token.Text.Insert(Position - Token.SpanStart, more);

    /// <summary>Whether a literal that is not among some names the same file.</summary>
    public bool IsWrittenElsewhere(FindingToRepair finding, IReadOnlyCollection<PathLiteral> known)
    {
        if (Token.Kind() is not (SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken))
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
}
