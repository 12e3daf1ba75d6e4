using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR213: a custom mapping trains with one function, and the factory of its contract gives another one back.</summary>
internal sealed class MappingDiffersFromFactory : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR213",
        "Mapping differs from its factory",
        "'{0}' fills column '{1}' otherwise than {2}.GetMapping at {3}, the factory of contract '{4}': a model that is saved and loaded runs the factory's function, silently",
        Category.Skew,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A custom mapping is given one function while the factory of its contract returns another: training runs the first, a loaded model the second.",
        HelpLink("MLR213"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var mapping in graph.CustomMappings)
        {
            if (graph.Mappings.DifferentFactory(mapping) is not { } other)
                continue;
            var place = mapping.Function;
            yield return new Finding(place, Impact.Critical, place.Text, other.Column, other.Name, other.Factory.SeenFrom(place), mapping.Contract!)
            {
                Path = ImmutableArray.Create((other.Factory, "runs after the model is loaded")),
                Fix = $"Use the factory's function: new {other.Name}().GetMapping().",
            };
        }
    }
}
