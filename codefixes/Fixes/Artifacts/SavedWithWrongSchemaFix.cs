using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Artifacts;

/// <summary>MLR402: passes the schema of the rows that the model was trained on.</summary>
internal sealed class SavedWithWrongSchemaFix : RuleFix
{
    public override string RuleId => "MLR402";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.At("schema") is ExpressionSyntax schema && finding.At("rows") is ExpressionSyntax rows && Names.MeanTheSame(finding, rows, schema))
            yield return new Repair($"Save with the schema of the rows it was trained on: '{rows}.Schema'", "schema", Edit.Replace(schema, $"{rows}.Schema"));
    }
}
