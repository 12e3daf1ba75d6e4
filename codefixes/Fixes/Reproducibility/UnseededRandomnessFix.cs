using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Reproducibility;

/// <summary>
/// MLR302: gives <c>new Random()</c> a constant seed. What cannot be seeded (<c>Random.Shared</c>, <c>Guid.NewGuid()</c>) needs another
/// design, which is nobody's to choose but the user's.
/// </summary>
internal sealed class UnseededRandomnessFix : RuleFix
{
    public override string RuleId => "MLR302";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Node is BaseObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } list })
            yield return new Repair("Seed the random numbers: new Random(1)", "seed", Edit.Insert(list.SyntaxTree, list.OpenParenToken.Span.End, "1"));
    }
}
