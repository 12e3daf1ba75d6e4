using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Llm.Slices;

/// <summary>Members, types, and the statements of a program without a class.</summary>
internal static class CSharpBlocks
{
    public static IEnumerable<Block> Of(SourceText text, int lines)
    {
        var root = (CompilationUnitSyntax)SyntaxFactory.ParseSyntaxTree(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        var statements = root.Members.OfType<GlobalStatementSyntax>().ToList();
        if (statements.Count > 0)
            yield return Block(text, "top-level statements", TextSpan.FromBounds(statements[0].SpanStart, statements[^1].Span.End), lines);
        foreach (var node in root.DescendantNodes())
            if (NameOf(node) is { } name)
                yield return Block(text, name, TextSpan.FromBounds(StartOf(node), node.Span.End), lines);
    }

    /// <summary>What is said right above a member belongs to it.</summary>
    private static int StartOf(SyntaxNode node) =>
        node.GetLeadingTrivia().FirstOrDefault(trivia => trivia.HasStructure || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) is { RawKind: not 0 } comment
            ? comment.FullSpan.Start : node.SpanStart;

    private static Block Block(SourceText text, string name, TextSpan span, int lines)
    {
        var place = text.Lines.GetLinePositionSpan(span);
        return new Block(name, Math.Min(place.Start.Line, lines - 1), Math.Min(place.End.Line, lines - 1));
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        TypeDeclarationSyntax type => $"{type.Keyword.Text} {type.Identifier.ValueText}",
        EnumDeclarationSyntax type => $"enum {type.Identifier.ValueText}",
        MethodDeclarationSyntax method => $"{TypeOf(method)}{method.Identifier.ValueText}",
        ConstructorDeclarationSyntax constructor => $"{TypeOf(constructor)}{constructor.Identifier.ValueText}",
        PropertyDeclarationSyntax property => $"{TypeOf(property)}{property.Identifier.ValueText}",
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => null,
    };

    private static string TypeOf(SyntaxNode member) => member.Parent is BaseTypeDeclarationSyntax type ? type.Identifier.ValueText + "." : "";
}
