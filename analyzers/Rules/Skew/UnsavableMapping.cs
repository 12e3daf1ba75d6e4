using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR203: a model is saved with a custom mapping in it that cannot be saved, or not be loaded again.</summary>
internal sealed class UnsavableMapping : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR203",
        "Unsavable custom mapping",
        "'{0}' has {1}, and the model it is a part of is saved at {2}: {3}",
        Category.Skew,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A custom mapping without a contract name, or without the factory class of its contract, is part of a pipeline that is saved.",
        HelpLink("MLR203"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var mapping in graph.CustomMappings)
        {
            if (!mapping.IsNameless && (mapping.Contract is not { } contract || !graph.Mappings.HasNoFactory(contract)))
                continue;
            if (graph.Saves.FirstOrDefault(save => IsSavedBy(graph, save, mapping)) is not { } saved)
                continue;
            var place = mapping.Function;
            var (lacks, then) = mapping.IsNameless
                ? ("no contract name", "Save throws \"Empty contract name\"")
                : ($"the contract '{mapping.Contract}', of which no class is the factory", "it is saved, but Load throws \"Unable to locate an extension for the contract\"");
            yield return new Finding(place, Impact.Major, place.Text, lacks, saved.Place.SeenFrom(place), then)
            {
                Path = ImmutableArray.Create((saved.Place, "the model is saved here")),
                RepairPlaces = RepairPlaces(graph, mapping),
                RepairTexts = mapping.Contract is { } known ? ImmutableDictionary<string, string>.Empty.Add("contract", known) : ImmutableDictionary<string, string>.Empty,
                Fix = "Name a contract, and add a class [CustomMappingFactoryAttribute(\"…\")] whose GetMapping returns the function.",
            };
        }
    }

    /// <summary>A name with a factory of such rows beside it may be that one's, misspelled.</summary>
    private static ImmutableArray<(string, Place)> RepairPlaces(PipelineGraph graph, CustomMapping mapping) => mapping.Contract is not null && graph.Mappings.HasFactoryOfSuchRows(mapping)
        ? ImmutableArray<(string, Place)>.Empty
        : ImmutableArray.Create(("contract", mapping.Place.Argument(mapping.Event, "contractName")));

    /// <summary>Whether a save, in ML.NET's own format, holds a step.</summary>
    private static bool IsSavedBy(PipelineGraph graph, Save save, CustomMapping mapping) => save.Event.Site.Spec!.Has("schema") && save.Models.Any(model =>
        save.Event.Guard.And(model.Guard) is var world && ModelOrigins.Parts(model.Model).Select(graph.Models.PartOf).OfType<ModelPart>().Any(part =>
            part.Fit.Estimators.Any(each => world.AgreesWith(each.Guard)
                && each.Estimator.Steps.Any(step => step.Site == mapping.Site && (!part.IsLastStepOnly || step == each.Estimator.Steps[each.Estimator.Steps.Length - 1])))));
}
