using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Leakage;

/// <summary>
/// MLR101: splits the raw rows, and lets the preparation learn from the training side alone: as a part of the pipeline that is trained, or on its own, before both sides
/// are prepared with it. A function that learns by hand and writes what it learned into its rows is called for each side after the split.
/// </summary>
internal sealed class FitBeforeSplitFix : RuleFix
{
    public override string RuleId => "MLR101";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding) =>
        Preparation.FoldedIn(finding, (preparation, _) => $"Put '{preparation}' into the pipeline that is trained; the model then takes raw rows and prepares them itself")
            .Concat(SplitBeforeFit.Repairs(finding))
            .Concat(LearningFunction.Repairs(finding));
}
