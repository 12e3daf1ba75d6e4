using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Evaluation;

/// <summary>MLR507: gives the trainer that names the wrong label the label of the other one.</summary>
internal sealed class InnerLabelDiffersFix : RuleFix
{
    public override string RuleId => "MLR507";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.At("trainer") is not { } trainer || finding.Text("label") is not { } label || finding.Text("name") is not { } name)
            yield break;

        // As the other one has it, where that can be written here; a name that no caller decides may be written out.
        var written = finding.At("label") as ExpressionSyntax;
        var value = written is null or LiteralExpressionSyntax || finding.Model(written).GetConstantValue(written, finding.Cancellation).HasValue
            ? SymbolDisplay.FormatLiteral(label, quote: true)
            : null;
        if (written is not null && Names.MeanTheSame(finding, written, trainer))
            value = written.ToString();
        if (value is not null && Setting.Given(finding, trainer, (Setting.NameAt(trainer, "labelColumnName"), value)) is { } edits)
            yield return new Repair($"Let '{name}' learn {value}, too", "label", edits.ToArray());
    }
}
