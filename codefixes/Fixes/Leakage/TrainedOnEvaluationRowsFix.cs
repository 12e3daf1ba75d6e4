using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Leakage;

/// <summary>MLR102: trains on the training side of the split whose test side is evaluated, or evaluates on the other side of the one that is trained on.</summary>
internal sealed class TrainedOnEvaluationRowsFix : RuleFix
{
    public override string RuleId => "MLR102";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding) => OtherSide.Repairs(finding);
}
