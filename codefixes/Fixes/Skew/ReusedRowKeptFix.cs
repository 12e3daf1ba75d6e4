using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Skew;

/// <summary>MLR215: lets each row have an object of its own.</summary>
internal sealed class ReusedRowKeptFix : RuleFix
{
    public override string RuleId => "MLR215";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.AllAt("reuse").OfType<LiteralExpressionSyntax>().FirstOrDefault(literal => literal.IsKind(SyntaxKind.TrueLiteralExpression)) is { } reuse)
            yield return new Repair("Make an object for each row: reuseRowObject: false", "false", Edit.Replace(reuse, "false"));
    }
}
