using Microsoft.CodeAnalysis.CSharp;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Evaluation;

/// <summary>
/// MLR505: names the column of the features in the evaluation, where the trainer that it judges is known. How many predictions count, and
/// which column holds the true classes, is the user's to say.
/// </summary>
internal sealed class MetricNeverComputedFix : RuleFix
{
    public override string RuleId => "MLR505";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Text("parameter") is not { } parameter || finding.Text("column") is not { } column)
            yield break;
        var value = SymbolDisplay.FormatLiteral(column, quote: true);
        var edits = finding.AllAt("evaluation").Select(evaluation => Setting.Given(finding, evaluation, (parameter, value))).ToList();
        if (edits.Count > 0 && edits.All(each => each is not null))
            yield return new Repair($"Compute it: {parameter}: {value}", "column", edits.SelectMany(each => each!).ToArray());
    }
}
