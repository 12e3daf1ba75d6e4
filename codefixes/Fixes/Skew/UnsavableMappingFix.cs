using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Skew;

/// <summary>MLR203: moves the function into a factory class of a contract, in the same file, and lets the pipeline take it from there.</summary>
internal sealed class UnsavableMappingFix : RuleFix
{
    private const string Attribute = "Microsoft.ML.Transforms.CustomMappingFactoryAttributeAttribute";

    public override string RuleId => "MLR203";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Node is not ExpressionSyntax given || finding.At("contract") is not ExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } contract
            || finding.Model(call).GetSymbolInfo(call, finding.Cancellation).Symbol is not IMethodSymbol { TypeArguments: { Length: 2 } rows } mapping
            || call.ArgumentList.Arguments.Count != (mapping.ReducedFrom is null ? 3 : 2)
            || !finding.Model(contract).GetConstantValue(contract, finding.Cancellation).HasValue
            || MovableFunction.Of(finding, given) is not { } function || FactoryClass.Place(finding, call, rows, function.IsBound) is not { } place)
        {
            yield break;
        }

        var name = finding.Text("contract") is { } known ? FactoryClass.Named(finding, known) : FactoryClass.Unnamed(finding, rows);
        if (name is not { } named || TypeNames.Of(finding, Attribute, call) is not var (attribute, import)
            || FactoryClass.Text(finding, place, named, rows, function.Expression, attribute.Substring(0, attribute.LastIndexOf('.') + 1)) is not { } text)
        {
            yield break;
        }

        var taken = function.Expression == given || function.Expression.Parent is ParenthesizedExpressionSyntax ? given : function.Expression;
        var edits = new List<Edit> { Edit.Replace(taken, $"new {named.Class}().GetMapping()"), Edit.Insert(call.SyntaxTree, place.Position, text) };
        if (finding.Text("contract") is null)
            edits.Add(Edit.Replace(contract, FactoryClass.Literal(named.Contract)));
        if (import is { } directive)
            edits.Add(directive);
        yield return new Repair(
            finding.Text("contract") is null ? $"Name the contract '{named.Contract}', and add its factory class '{named.Class}'" : $"Add '{named.Class}', the factory class of the contract '{named.Contract}'",
            "factory",
            edits.ToArray()) { Declares = named.Class };
    }
}
