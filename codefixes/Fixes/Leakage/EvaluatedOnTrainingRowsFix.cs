using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Leakage;

/// <summary>
/// MLR103: evaluates on the test side of the split whose training side the model was trained on. Where nothing splits the rows, a split is added before
/// the training.
/// </summary>
internal sealed class EvaluatedOnTrainingRowsFix : RuleFix
{
    public override string RuleId => "MLR103";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding) => OtherSide.Repairs(finding).Concat(HeldOutRows.Repairs(finding));
}
