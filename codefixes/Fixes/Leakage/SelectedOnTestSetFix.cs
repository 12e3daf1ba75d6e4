using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Leakage;

/// <summary>
/// MLR108: cuts validation rows from the training side, as that was cut from all rows, and lets them decide: in a call that takes both, for a threshold or a calibration, and
/// where models are compared one of which is evaluated in the end. Where the score that decided is all there is, people must say what is to be reported.
/// </summary>
internal sealed class SelectedOnTestSetFix : RuleFix
{
    private static readonly string[] s_names = { "validation", "validationSplit", "inner" };

    public override string RuleId => "MLR108";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.At("split") is not InvocationExpressionSyntax call || finding.At("all")?.Parent is not ArgumentSyntax all || Names.VariableOf(finding, call) is not { Type.Name: "TrainTestData" } split
            || call.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax or GlobalStatementSyntax } statement)
        {
            yield break;
        }

        var (trains, validations, both) = (finding.AllAt("train").OfType<ExpressionSyntax>().ToList(), finding.AllAt("validation").OfType<ExpressionSyntax>().ToList(), finding.At("both") as ExpressionSyntax);
        var changed = both is null ? trains.Concat(validations).Distinct().ToList() : new List<ExpressionSyntax> { both };
        var name = s_names.FirstOrDefault(free => changed.Append(call).All(place => finding.Model(place).LookupSymbols(place.SpanStart, name: free).IsEmpty));
        if (trains.Count != finding.AllAt("train").Count() || validations.Count != trains.Count || (trains.Count == 0 && both is null) || name is null
            || changed.Any(place => place.SyntaxTree != call.SyntaxTree || place.SpanStart < statement.Span.End || !Names.IsSeenFrom(finding, split, place) || !IsRows(finding, place)))
        {
            yield break;
        }

        var (tree, end) = (call.SyntaxTree, statement.Span.End);
        var arguments = call.ArgumentList.Arguments.Select(argument => argument == all ? $"{argument.NameColon}{(argument.NameColon is null ? "" : " ")}{split.Name}.TrainSet" : argument.ToString());
        var edits = new List<Edit>
        {
            Edit.Insert(tree, end, $"{LineBreak.Of(tree)}{Layout.IndentAt(tree, statement.SpanStart)}var {name} = {call.Expression}({string.Join(", ", arguments)});"),
        };
        if (both is not null)
            edits.Add(Edit.Replace(both, name));
        else
            edits.AddRange(trains.Select(train => Edit.Replace(train, $"{name}.TrainSet")).Concat(validations.Select(validation => Edit.Replace(validation, $"{name}.TestSet"))));
        edits.AddRange(Leftovers.Of(finding, changed.ToArray<SyntaxNode>()));
        yield return new Repair($"Cut validation rows from '{split.Name}.TrainSet', which leaves fewer to train on", "validation", edits.ToArray());
    }

    private static bool IsRows(FindingToRepair finding, ExpressionSyntax place) =>
        finding.Model(place).GetTypeInfo(place, finding.Cancellation).Type is { Name: "IDataView" or "TrainTestData" };
}
