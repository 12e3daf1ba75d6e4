using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Leakage;

/// <summary>
/// MLR102: trains on the training side of the split whose test side is evaluated, or evaluates on the other side of the one that is trained on. Where
/// two splits of the same rows differ in nothing but their seed, it makes them one.
/// </summary>
internal sealed class TrainedOnEvaluationRowsFix : RuleFix
{
    public override string RuleId => "MLR102";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding) => OtherSide.Repairs(finding).ToList() is { Count: > 0 } repairs ? repairs : SplitAlike(finding);

    private static IEnumerable<Repair> SplitAlike(FindingToRepair finding)
    {
        var edits = finding.AllAt("split").Select(split => Setting.Given(finding, split, ("seed", finding.Text("seed")!))).ToList();
        if (edits.Count == 2 && edits.All(each => each is not null))
            yield return new Repair($"Split in the same way in both places: seed: {finding.Text("seed")}", "seed", edits.SelectMany(each => each!).ToArray());
    }
}
