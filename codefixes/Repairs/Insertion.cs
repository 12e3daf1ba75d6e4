using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>A place between two statements, or two members, where a line can be added.</summary>
/// <param name="Position">Where the text goes.</param>
/// <param name="Near">What stands beside it: names are looked up there.</param>
internal sealed record Insertion(int Position, SyntaxNode Near, bool IsAfter)
{
    /// <summary>After a statement or member, and what follows on its last line; null when that is another one.</summary>
    public static Insertion? After(SyntaxNode node)
    {
        var (text, end) = (node.SyntaxTree.GetText(), Layout.LineEnd(node.SyntaxTree, node.Span.End));
        var rest = text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(node.Span.End, end)).Trim();
        return rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal) ? new Insertion(end, node, true) : null;
    }

    /// <summary>Before a statement that begins a line; comments above it stay with what is added.</summary>
    public static Insertion? Before(SyntaxNode node)
    {
        var line = node.SyntaxTree.GetText().Lines.GetLineFromPosition(node.SpanStart);
        return string.IsNullOrWhiteSpace(line.ToString().Substring(0, node.SpanStart - line.Start)) ? new Insertion(node.SpanStart, node, false) : null;
    }

    /// <summary>Adds a line, indented as the one beside it.</summary>
    public Edit Add(string line)
    {
        var tree = Near.SyntaxTree;
        var (end, indent) = (LineBreak.Of(tree), Layout.IndentAt(tree, Near.SpanStart));
        return Edit.Insert(tree, Position, IsAfter ? end + indent + line : line + end + indent);
    }

    /// <summary>The statement that holds an expression and stands in a row of others; null when a function's body or a branch is that expression alone.</summary>
    public static StatementSyntax? StatementAround(SyntaxNode expression) =>
        expression.Ancestors().TakeWhile(outer => outer is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) or GlobalStatementSyntax)
            .OfType<StatementSyntax>().FirstOrDefault(statement => statement.Parent is BlockSyntax or GlobalStatementSyntax);

    /// <summary>What holds a statement and those beside it.</summary>
    public static SyntaxNode RowOf(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : statement.Parent!;
}
