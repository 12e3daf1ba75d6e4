using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Skew;

/// <summary>
/// MLR201: saves the transformers that prepared the rows and the model as one chain, or all of a chain instead of its last step; or trains the
/// preparation with the model.
/// </summary>
internal sealed class PreprocessingLeftOutOfSavedModelFix : RuleFix
{
    public override string RuleId => "MLR201";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding) =>
        (finding.AllAt("transformer").Any() ? OneChain(finding) : AllOfChain(finding))
        .Concat(Preparation.FoldedIn(finding, (preparation, _) => $"Put '{preparation}' into the pipeline that is trained; the model then takes raw rows and prepares them itself"));

    private static IEnumerable<Repair> AllOfChain(FindingToRepair finding)
    {
        if (finding.At("model") is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "LastTransformer", Expression: var chain } model)
            yield return new Repair($"Save all of '{chain}'", "chain", Edit.Replace(model, chain.ToString()));
    }

    private static IEnumerable<Repair> OneChain(FindingToRepair finding)
    {
        var transformers = finding.AllAt("transformer").Select(call => call is null ? null : Names.VariableOf(finding, call)).ToList();
        if (finding.At("model") is not ExpressionSyntax model || transformers.Any(transformer => transformer is null || !Names.IsSeenFrom(finding, transformer, model)))
            yield break;
        var appended = transformers.Skip(1).Select(each => each!.Name).Append(model.ToString()).Select(next => $".Append({next})");
        var edits = new List<Edit> { Edit.Replace(model, transformers[0]!.Name + string.Concat(appended)) };
        if (finding.At("schema") is { } schema)
        {
            if (finding.At("rows") is not ExpressionSyntax raw || !Names.MeanTheSame(finding, raw, schema))
                yield break;
            edits.Add(Edit.Replace(schema, $"{raw}.Schema"));
            edits.AddRange(Leftovers.Of(finding, schema));
        }

        yield return new Repair($"Save {string.Join(", ", transformers.Select(each => $"'{each!.Name}'"))} and '{model}' as one chain", "chain", edits.ToArray());
    }
}
