using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Reproducibility;

/// <summary>MLR301: gives the context a constant seed, in place of <c>null</c> or where none is given.</summary>
internal sealed class MissingSeedFix : RuleFix
{
    public override string RuleId => "MLR301";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Node is not BaseObjectCreationExpressionSyntax creation)
            yield break;
        const string Title = "Seed the context: new MLContext(seed: 1)";
        if (creation.ArgumentList is not { } list)
            yield return new Repair(Title, "seed", Edit.Insert(creation.SyntaxTree, (creation as ObjectCreationExpressionSyntax)!.Type.Span.End, "(seed: 1)"));
        else if (list.Arguments.Count == 0)
            yield return new Repair(Title, "seed", Edit.Insert(creation.SyntaxTree, list.OpenParenToken.Span.End, "seed: 1"));
        else if (list.Arguments.FirstOrDefault(argument => argument.NameColon is null or { Name.Identifier.ValueText: "seed" }) is { } seed)
            yield return new Repair(Title, "seed", Edit.Replace(seed.Expression, "1"));
        else
            yield return new Repair(Title, "seed", Edit.Insert(creation.SyntaxTree, list.OpenParenToken.Span.End, "seed: 1, "));
    }
}
