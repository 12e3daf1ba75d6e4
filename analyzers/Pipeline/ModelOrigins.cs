using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Where models come from: the fits behind transformers, chains and fields.</summary>
internal sealed class ModelOrigins
{
    private readonly PipelineGraph _graph;

    public ModelOrigins(PipelineGraph graph) => _graph = graph;

    /// <summary>The fit that made a transformer, whatever was adjusted of it since; null when it is unknown or was loaded.</summary>
    public Fit? FitOf(Value transformer) => MadeBy(transformer) is { Kind: ValueKind.Event, Site: { } site } ? _graph.FitAt(site) : null;

    /// <summary>What was fitted and then applied to the rows, in order.</summary>
    public IEnumerable<Fit> AppliedFits(Value data) => data.Operands.Skip(1).Select(FitOf).OfType<Fit>();

    /// <summary>The fit that a transformer comes from, as a whole or its last step; null when it is unknown or was loaded.</summary>
    public ModelPart? PartOf(Value transformer)
    {
        var adjusted = BeforeAdjusting(transformer);
        var isLastStep = adjusted is { Kind: ValueKind.Member, Tag: ISymbol { Name: "LastTransformer" } };
        return FitOf(adjusted) is { } fit && (isLastStep || fit.IsSearch || adjusted.Kind == ValueKind.Event) ? new ModelPart(fit, isLastStep) : null;
    }

    /// <summary>
    /// The models that a value may be, null for one that is not known. A private field that is written several times may hold each model that was
    /// trained into it, if nothing but trained and loaded models is, and nobody out of reach gets it.
    /// </summary>
    public IEnumerable<Fit?> ModelsBehind(Value model)
    {
        if (FieldResolver.ReadFrom(model) is not { DeclaredAccessibility: Accessibility.Private } field)
            return new[] { Parts(model).Select(FitOf).LastOrDefault(fit => fit?.TrainsModel == true) };
        bool IsRead(Value value) => value.Kind == ValueKind.Field && SymbolEqualityComparer.Default.Equals((ISymbol)value.Tag!, field);
        var written = _graph.Events.Where(recorded => recorded.Kind == EventKind.WritesField && SymbolEqualityComparer.Default.Equals(recorded.Symbol, field))
            .SelectMany(recorded => ValueFactory.Expand(recorded.Argument("value")!)).Select(each => each.Value).Where(value => !value.IsNull).ToList();
        return written.All(value => value.Site?.Role == Role.LoadsModel || FitOf(value)?.TrainsModel == true)
            && !_graph.Reach.HandedOut.Any(IsRead)
            && !_graph.Evaluations.Any(evaluation => evaluation.Data.Any(data => data.Data.Operands.Any(applied => Sources.Within(applied).Any(IsRead))))
            ? written.Select(FitOf).OfType<Fit>().ToList()
            : new Fit?[] { null };
    }

    /// <summary>The parts of a model value: fits and loaded models of a chain, or the one.</summary>
    public static ImmutableArray<Value> Parts(Value model) => model.Kind == ValueKind.Chain ? model.Operands : ImmutableArray.Create(model);

    /// <summary>What a transformer is a part of.</summary>
    private Value MadeBy(Value transformer)
    {
        var made = BeforeAdjusting(transformer);
        while (made.Kind == ValueKind.Member)
            made = BeforeAdjusting(made.First);
        return made;
    }

    /// <summary>A transformer as it was before it was adjusted. One that is adjusted again and again in a field is its own origin.</summary>
    private Value BeforeAdjusting(Value transformer)
    {
        var seen = new HashSet<Value>();
        while (transformer is { Kind: ValueKind.Event, Site.Role: Role.AdjustsModel } && seen.Add(transformer) && _graph.OperationAt(transformer.Site)?.Argument("model") is { } model)
            transformer = model;
        return transformer;
    }
}
