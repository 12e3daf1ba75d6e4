using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Reproducibility;

/// <summary>MLR303: a constant in place of the seed that differs in every run.</summary>
internal sealed class SeedFromClockFix : RuleFix
{
    public override string RuleId => "MLR303";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Node is ExpressionSyntax seed)
            yield return new Repair($"Use the constant seed 1 instead of '{seed}'", "seed", Edit.Replace(seed, "1"));
    }
}
