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
            var (place, name) = (mapping.Function, other.Factory.Name);
            yield return new Finding(place, Impact.Critical, place.Text, other.Column, name, other.Place.SeenFrom(place), mapping.Contract!)
            {
                Path = ImmutableArray.Create((other.Place, "runs after the model is loaded")),
                Fix = $"Use the factory's function: new {name}().GetMapping().",
                RepairPlaces = ImmutableArray.Create(("function", place.HandedOn(mapping.Site).Last())),
                RepairTexts = other.StandsIn && HasOneContract(graph, mapping)
                    ? ImmutableDictionary<string, string>.Empty.Add("factory", MetadataName(other.Factory))
                    : ImmutableDictionary<string, string>.Empty,
            };
        }
    }

    /// <summary>Whether every caller that leads to a mapping gives it the same contract.</summary>
    private static bool HasOneContract(PipelineGraph graph, CustomMapping mapping) =>
        graph.CustomMappings.Where(other => other.Place.Location == mapping.Place.Location).All(other => other.Contract == mapping.Contract);

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? MetadataName(outer) + "+" + type.MetadataName
        : (type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".") + type.MetadataName;
}
