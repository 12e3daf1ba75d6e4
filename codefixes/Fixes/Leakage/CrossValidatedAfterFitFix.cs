using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Leakage;

/// <summary>MLR105: cross-validates the preparation with the trainer, on the raw rows.</summary>
internal sealed class CrossValidatedAfterFitFix : RuleFix
{
    public override string RuleId => "MLR105";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding) =>
        Preparation.FoldedIn(finding, (preparation, raw) => $"Cross-validate '{preparation}' with the trainer, on '{raw}'");
}
