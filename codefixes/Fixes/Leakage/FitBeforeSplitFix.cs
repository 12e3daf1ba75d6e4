using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Leakage;

/// <summary>MLR101: splits the raw rows, and puts the preparation into the pipeline that is trained, so that it learns from the training side alone.</summary>
internal sealed class FitBeforeSplitFix : RuleFix
{
    public override string RuleId => "MLR101";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding) =>
        Preparation.FoldedIn(finding, (preparation, _) => $"Put '{preparation}' into the pipeline that is trained; the model then takes raw rows and prepares them itself");
}
