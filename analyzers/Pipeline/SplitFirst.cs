using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// A preparation that learned from rows which one call splits, before or after they were prepared, and can learn from the training side: the rows that
/// it is fitted on ("fitted"), the call that splits ("split"), the rows that this is given ("split rows") and, where those are prepared, the call
/// that does it ("prepared by") with the rows it is given ("raw rows"). Where the split is made out of the fit's sight, but before it, the places of
/// <see cref="SplitSide"/> instead. Nothing where several calls split these rows.
/// </summary>
internal static class SplitFirst
{
    private static readonly ImmutableArray<(string, Place)> s_nothing = ImmutableArray<(string, Place)>.Empty;

    public static ImmutableArray<(string, Place)> Of(PipelineGraph graph, Fit fit)
    {
        if (!graph.IsComplete || fit.IsSearch || fit.Data.Length != 1 || !fit.Validation.IsEmpty || !graph.IsOnlyFitAt(fit.Site.Node))
            return s_nothing;
        var (raw, transformer) = (fit.Data[0].Data, graph.Values.Event(fit.Site));
        var prepared = RowAlgebra.Apply(graph.Values, raw, new[] { transformer });
        var sides = graph.SplitSides.Where(sides => sides.Split.Data.Any(data => data.Data == raw || data.Data == prepared)).ToList();
        if (sides.Count != 1 || sides[0].Split is not { Data.Length: 1 } split || graph.Splits.Count(other => other.Site.Node == split.Site.Node) != 1)
            return s_nothing;

        var rows = split.Place.Argument(split.Event, "data");
        if (!fit.DataPlace.Sees(split.Place) || !split.Place.Sees(fit.DataPlace))
            return split.Data[0].Data == raw ? SplitSide.ToFitOn(graph, fit, split) : s_nothing;
        var places = ImmutableArray.Create(("fitted", fit.DataPlace), ("split", split.Place), ("split rows", rows));
        if (split.Data[0].Data == raw)
            return places;

        // The key may be a column that the preparation makes.
        if (!RandomSplit.KeyOf(split.Event, graph).IsNull)
            return s_nothing;
        var calls = graph.Operations(Role.Transforms).Where(applied => applied.Receiver == transformer && graph.DataOf(applied) is { Length: 1 } data && data[0].Data == raw)
            .Select(applied => (Place: new Place(applied.Site.Node, applied.Site.Member), Event: applied)).ToList();
        return calls.Count == 1 && calls[0].Place.Sees(split.Place) && split.Place.Sees(calls[0].Place)
            ? places.Add(("prepared by", calls[0].Place)).Add(("raw rows", calls[0].Place.Argument(calls[0].Event, "data")))
            : s_nothing;
    }
}
