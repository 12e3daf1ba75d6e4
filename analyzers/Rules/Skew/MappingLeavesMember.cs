using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR214: a custom mapping assigns a member of the output row on some paths only, and the object is used again for the next row.</summary>
internal sealed class MappingLeavesMember : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR214",
        "Mapping leaves a member unassigned",
        "'{0}' assigns '{1}' on some paths only: the output object is used again for every row, so that on the other paths the value of an earlier row stays",
        Category.Skew,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A custom mapping assigns a member of its output row on some paths only; the object is reused, and the previous row's value stays.",
        HelpLink("MLR214"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var mapping in graph.CustomMappings)
        {
            var left = graph.Mappings.PartlyAssigned(mapping);
            if (left.IsEmpty)
                continue;
            var place = mapping.Function;
            yield return new Finding(place, Impact.Critical, place.Text, string.Join("', '", left.Select(each => RowMembers.ColumnOf(each.Member)).Distinct()))
            {
                Path = left.Select(each => (each.At, $"'{each.Member.Name}' is assigned here, but not on every path")).ToImmutableArray(),
                Fix = "Assign every member first: output.Member = default; or give the last 'if' an 'else'.",
            };
        }
    }
}
