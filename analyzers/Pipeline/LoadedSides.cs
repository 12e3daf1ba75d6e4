using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// The collections that training and evaluation rows are loaded from ("train rows", "test rows"), where a value was learned by hand from the rows of
/// both. Nothing where one of them is loaded at several places, or the value reaches rows of another split as well.
/// </summary>
internal static class LoadedSides
{
    private static readonly ImmutableArray<(string, Place)> s_nothing = ImmutableArray<(string, Place)>.Empty;

    public static ImmutableArray<(string, Place)> Of(PipelineGraph graph, Value learned, ModelPair pair)
    {
        if (!graph.IsComplete || graph.ModelPairs.Any(other => !IsOfSameRows(other, pair) && (Holds(graph, other.TrainData, learned) || Holds(graph, other.EvaluationData, learned))))
            return s_nothing;
        return LoadOf(graph, pair.TrainData) is { } train && LoadOf(graph, pair.EvaluationData) is { } test
            ? ImmutableArray.Create(("train rows", train), ("test rows", test))
            : s_nothing;
    }

    private static bool IsOfSameRows(ModelPair one, ModelPair other) => one.TrainData.First == other.TrainData.First && one.EvaluationData.First == other.EvaluationData.First;

    private static bool Holds(PipelineGraph graph, Value data, Value learned) => graph.AppliedStatistics(data).Contains(learned);

    private static Place? LoadOf(PipelineGraph graph, Value data)
    {
        var places = graph.Operations(Role.LoadsRows)
            .Where(load => load.Argument("data") is { } rows && RowAlgebra.AsData(graph.Values, rows) is { Kind: ValueKind.Data } loaded && loaded.First == data.First)
            .Select(load => new Place(load.Site.Node, load.Site.Member).Argument(load, "data")).ToList();
        return places.Count == 1 ? places[0] : null;
    }
}
