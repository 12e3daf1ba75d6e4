using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Skew;

/// <summary>MLR213: trains with the function that a loaded model runs. What the mapping alone used goes with it.</summary>
internal sealed class MappingDiffersFromFactoryFix : RuleFix
{
    public override string RuleId => "MLR213";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Text("factory") is not { } factory || finding.At("function") is not ExpressionSyntax function || function.Parent is not ArgumentSyntax
            || finding.Model(function).GetSymbolInfo(function, finding.Cancellation).Symbol is IParameterSymbol || TypeNames.Of(finding, factory, function) is not var (name, import))
        {
            yield break;
        }

        var given = $"new {name}().GetMapping()";
        var edits = Leftovers.Of(finding, function).Append(Edit.Replace(function, given));
        yield return new Repair($"Train with the function that a loaded model runs: {given}", "factory", (import is { } directive ? edits.Append(directive) : edits).ToArray());
    }
}
