using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR212: a feature is shifted and divided by numbers that stand in the code and that nothing explains.</summary>
internal sealed class HardCodedStatistics : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR212",
        "Hard-coded statistics",
        "'{0}' scales column '{1}' by numbers that nothing explains: if they were learned from data, the next training learns others, and these stay",
        Category.Skew,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Feature code subtracts one literal and divides by another, neither of which is a well-known constant.",
        HelpLink("MLR212"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var scalings = graph.Events.Where(recorded => recorded.Kind == EventKind.Scales && IsUnexplained(recorded)).ToLookup(recorded => recorded.Receiver);
        if (scalings.Count == 0)
            yield break;
        foreach (var column in graph.ColumnValues)
        {
            if (graph.ColumnUses.IsIdle(column.Column))
                continue;
            foreach (var scaling in graph.Changes.PutInto(column.Value).SelectMany(Sources.Within).SelectMany(part => scalings[part]))
            {
                var place = new Place(scaling.Site.Node, scaling.Site.Member);
                yield return new Finding(place, Impact.Minor, place.Text, column.Column)
                {
                    Path = ImmutableArray.Create((column.Place, $"becomes column '{column.Column}'")),
                    Fix = "Let a normalizer of the pipeline learn and save them, or name them and say where they come from.",
                };
            }
        }
    }

    private static bool IsUnexplained(FlowEvent scaling) =>
        Arithmetic.Number(scaling.Argument("shift")!) is { } shift && Arithmetic.Number(scaling.Argument("scale")!) is { } scale
        && !WellKnownNumbers.Contains(shift) && !WellKnownNumbers.Contains(scale) && (shift != Math.Floor(shift) || scale != Math.Floor(scale));
}
