using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// A model that should be saved with all that prepared its rows. As one chain: the saved argument ("model"), the calls that fitted what comes
/// before it ("transformer", in order; none when the whole chain was fitted at once), and the schema argument ("schema") where it is that of
/// prepared rows, with the rows as they were before ("rows"). Where the preparation can be trained with the model: the places for that, too.
/// </summary>
internal static class WholeChain
{
    private static readonly ImmutableArray<(string, Place)> s_nothing = ImmutableArray<(string, Place)>.Empty;

    public static ImmutableArray<(string, Place)> ToSave(PipelineGraph graph, Save save, Fit trained)
    {
        if (save.Models.Length != 1 || trained.Data.Length != 1 || save.Event.Argument("schema") is not { } schema || ModelPath.MayBeLoadedHere(graph, save.Event))
            return s_nothing;
        var (saved, prepared) = (save.Models[0].Model, trained.Data[0].Data.Operands);
        var schemas = SchemasOf(schema);
        if (!schema.IsNull && schemas.Count == 0)
            return s_nothing;
        if (saved.Kind == ValueKind.Member)
            return prepared.Length == 1 && schemas.All(rows => rows.Operands.Length == 1) ? ImmutableArray.Create(("model", save.Place.Argument(save.Event, "model"))) : s_nothing;
        var fits = prepared.Skip(1).Select(applied => applied.Kind == ValueKind.Event ? graph.Models.FitOf(applied) : null).ToList();
        if (fits.Count == 0 || fits.Contains(null))
            return s_nothing;
        return Appended(graph, save, trained, fits.OfType<Fit>().ToList(), schemas).AddRange(graph.FoldIn(fits[fits.Count - 1]!));
    }

    /// <summary>The transformers that are missing in front of what is saved, each in a variable in sight.</summary>
    private static ImmutableArray<(string, Place)> Appended(PipelineGraph graph, Save save, Fit trained, List<Fit> fits, List<Value> schemas)
    {
        var whole = fits.Append(trained).Select(fit => graph.Values.Event(fit.Site)).ToList();
        var parts = ModelOrigins.Parts(save.Models[0].Model);
        var missing = fits.Take(whole.Count - parts.Length).ToList();
        if (missing.Count == 0 || !whole.Skip(missing.Count).SequenceEqual(parts) || missing[0].Data.Length != 1 || missing[0].Data[0].Data.Operands.Length != 1
            || save.Place.Argument(save.Event, "model").HandedOn(save.Site).FirstOrDefault(place => missing.All(fit => place.Sees(fit.Place))) is not { } model)
        {
            return s_nothing;
        }

        var places = missing.Select(fit => ("transformer", fit.Place)).Prepend(("model", model)).ToImmutableArray();
        if (schemas.All(rows => rows.Operands.Length == 1))
            return places;
        var raw = missing[0].Place.Argument(missing[0].Event, "data");
        return save.Place.Argument(save.Event, "schema").HandedOn(save.Site).FirstOrDefault(place => place.Sees(raw)) is { } argument
            ? places.Add(("schema", argument)).Add(("rows", raw))
            : s_nothing;
    }

    private static List<Value> SchemasOf(Value schema) => ValueFactory.Expand(schema).Where(each => each.Value.Kind == ValueKind.Schema)
        .SelectMany(each => ValueFactory.Expand(each.Value.First)).Select(each => each.Value).Where(rows => rows.Kind == ValueKind.Data).ToList();
}
