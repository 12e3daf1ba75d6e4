using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Reproducibility;

/// <summary>
/// MLR302: gives <c>new Random()</c> a constant seed, and lets an order that is drawn from what cannot be seeded (<c>Guid.NewGuid()</c>,
/// <c>Random.Shared</c>) be drawn from a generator of its own. Other uses of those need another design, which is the user's to choose.
/// </summary>
internal sealed class UnseededRandomnessFix : RuleFix
{
    public override string RuleId => "MLR302";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Node is BaseObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } list })
            yield return new Repair("Seed the random numbers: new Random(1)", "seed", Edit.Insert(list.SyntaxTree, list.OpenParenToken.Span.End, "1"));
        else if (DrawnKey(finding.Node) is { } draw && StatementOf(draw) is { } statement && TypeNames.Of(finding, "System.Random", statement) is var (random, import))
        {
            var name = new[] { "random", "generator", "shuffle" }.FirstOrDefault(free => finding.Model(statement).LookupSymbols(draw.SpanStart, name: free).IsEmpty && !IsDeclaredIn(statement.Parent!, free));
            if (name is null)
                yield break;
            var declaration = $"var {name} = new {random}(1);{LineBreak.Of(statement.SyntaxTree)}{Indent(statement)}";
            var edits = new List<Edit> { Edit.Insert(statement.SyntaxTree, statement.SpanStart, declaration), Edit.Replace(draw, $"{name}.Next()") };
            if (import is { } directive)
                edits.Add(directive);
            yield return new Repair($"Draw the order from a seeded generator instead of '{draw}': new Random(1)", "generator", edits.ToArray());
        }
    }

    /// <summary>The draw that is all a function for the key of an order returns.</summary>
    private static ExpressionSyntax? DrawnKey(SyntaxNode? node)
    {
        var draw = node?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(call => call.ToString() is "Guid.NewGuid()" or "System.Guid.NewGuid()" or "Random.Shared.Next()" or "System.Random.Shared.Next()");
        return draw is { Parent: LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "OrderBy" or "OrderByDescending" or "ThenBy" } } } } }
            ? draw : null;
    }

    /// <summary>The statement before which a generator can stand; null inside a loop, where every turn would draw the same.</summary>
    private static StatementSyntax? StatementOf(SyntaxNode draw)
    {
        var statement = draw.Ancestors().OfType<StatementSyntax>().FirstOrDefault();
        var function = draw.Ancestors().OfType<LambdaExpressionSyntax>().Skip(1).FirstOrDefault();
        return statement is { Parent: BlockSyntax or GlobalStatementSyntax } && (function is null || !statement.Span.Contains(function.Span))
            && !statement.AncestorsAndSelf().TakeWhile(outer => outer is not (MemberDeclarationSyntax or LocalFunctionStatementSyntax) || outer is GlobalStatementSyntax)
                .Any(outer => outer is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or LocalFunctionStatementSyntax)
            && Indent(statement) is not null ? statement : null;
    }

    private static bool IsDeclaredIn(SyntaxNode block, string name) => (block is GlobalStatementSyntax ? block.SyntaxTree.GetRoot() : block).DescendantTokens()
        .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name);

    /// <summary>What stands before a statement on its line; null when that is another one.</summary>
    private static string? Indent(SyntaxNode statement)
    {
        var text = statement.SyntaxTree.GetText();
        var before = text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(text.Lines.GetLineFromPosition(statement.SpanStart).Start, statement.SpanStart));
        return string.IsNullOrWhiteSpace(before) ? before : null;
    }
}
