using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Artifacts;

/// <summary>MLR402: a model is saved with the schema of what comes out of it, or with none.</summary>
internal sealed class SavedWithWrongSchema : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR402",
        "Saved with the wrong schema",
        "'{0}' is saved with {1} as its input schema, {2}; pass the schema of the rows it was trained on",
        Category.Artifacts,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A model is saved together with the schema of the rows that go into it. The schema of what comes out of it is accepted and wrong; null loses it.",
        HelpLink("MLR402"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var save in graph.Saves)
        {
            if (save.Event.Argument("schema") is not { } schema)
                continue;
            var place = save.Place.Argument(save.Event, "schema");
            if (schema.IsNull)
                yield return WithoutSchema(graph, save, place);
            else if (PartBehind(graph, save, schema) is { } part)
                yield return WithOutputSchema(graph, save, place, part);
        }
    }

    /// <summary>The part of the saved model that the rows with this schema came out of; null when it takes such rows.</summary>
    private static Value? PartBehind(PipelineGraph graph, Save save, Value schema)
    {
        var rows = ValueFactory.Expand(schema).Where(each => each.Value.Kind == ValueKind.Schema)
            .SelectMany(each => ValueFactory.Expand(each.Value.First)).Where(each => each.Value.Kind == ValueKind.Data).ToList();
        foreach (var (data, _) in rows)
        {
            foreach (var part in save.Models.SelectMany(model => ModelOrigins.Parts(model.Model)))
            {
                var takesThem = graph.Models.FitOf(part)?.Data.Any(fitted => fitted.Data == data) == true;
                if (!part.IsUnknown && !takesThem && data.Operands.IndexOf(part) > 0)
                    return part;
            }
        }

        return null;
    }

    /// <summary>The schema to replace, and the rows that the model was trained on, where both can be named in one place.</summary>
    private static ImmutableArray<(string, Place)> Repair(PipelineGraph graph, Save save, Place argument)
    {
        var nothing = ImmutableArray<(string, Place)>.Empty;
        if (save.Models.Length != 1 || ModelOrigins.Parts(save.Models[0].Model)[0] is not { Kind: ValueKind.Event } first || graph.Models.FitOf(first) is not { Data.Length: 1 } fit)
            return nothing;
        return (from schema in argument.HandedOn(save.Site)
                from rows in fit.Place.Argument(fit.Event, "data").HandedOn(fit.Site)
                where schema.Sees(rows) || schema.SharesType(rows)
                orderby schema.Sees(rows) descending
                select ImmutableArray.Create(("schema", schema), ("rows", rows))).DefaultIfEmpty(nothing).First();
    }

    private static Finding WithOutputSchema(PipelineGraph graph, Save save, Place place, Value part)
    {
        var transforms = graph.Operations(Role.Transforms).FirstOrDefault(
            recorded => ValueFactory.Expand(recorded.Receiver).Any(each => ModelOrigins.Parts(each.Value).Contains(part)));
        return new Finding(place, Impact.Major, save.ModelName, $"'{place.Text}'", "but those rows come out of it")
        {
            Path = transforms is null
                ? ImmutableArray<(Place, string)>.Empty
                : ImmutableArray.Create((new Place(transforms.Site.Node, transforms.Site.Member), "the rows come out of the model here")),
            RepairPlaces = Repair(graph, save, place),
            Fix = "Pass the schema of the rows that the model was trained on.",
        };
    }

    private static Finding WithoutSchema(PipelineGraph graph, Save save, Place place)
    {
        var path = ModelPath.Of(graph, save.Event);
        var used = new HashSet<CallSite>(graph.Events.Where(recorded => recorded.Kind == EventKind.ReadsOutput).Select(recorded => recorded.Site));
        var load = path is null
            ? null
            : graph.Operations(Role.LoadsModel).FirstOrDefault(
                loads => used.Contains(loads.Site) && ModelPath.Of(graph, loads) is { } from && path.IsSameAs(from));
        var loaded = load is null ? null : new Place(load.Site.Node, load.Site.Member);
        return new Finding(
            place,
            Impact.Major,
            save.ModelName,
            "null",
            loaded is null ? "so whoever loads it cannot tell which columns it takes" : $"and the schema that {loaded.SeenFrom(place)} loads with it is used")
        {
            IsHint = loaded is null,
            Path = loaded is null ? ImmutableArray<(Place, string)>.Empty : ImmutableArray.Create((loaded, "loaded here, and its schema used")),
            RepairPlaces = Repair(graph, save, place),
            Fix = "Pass the schema of the rows that the model was trained on.",
        };
    }
}
