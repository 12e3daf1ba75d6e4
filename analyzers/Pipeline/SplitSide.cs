using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// Rows that stand where one side of a split should: the place to change ("rows") and, in its sight, the call that splits
/// ("train side of", "test side of"). Nothing where the side's rows would not be the same rows in the same columns.
/// </summary>
internal static class SplitSide
{
    private static readonly ImmutableArray<(string, Place)> s_nothing = ImmutableArray<(string, Place)>.Empty;

    /// <summary>For a model that was trained on all rows and is evaluated on a split's test side.</summary>
    public static ImmutableArray<(string, Place)> ToTrainOn(PipelineGraph graph, ModelPair pair)
    {
        var sides = graph.SplitSides.FirstOrDefault(
            sides => sides.Test.First == pair.EvaluationData.First && sides.Split.Data.Any(data => data.Data == pair.TrainData));
        return sides.Split is null || pair.Model.Data.Length != 1
            ? s_nothing
            : Places(graph, pair.Model.Event, sides.Split, "train side of");
    }

    /// <summary>For what was fitted on all rows of a split.</summary>
    public static ImmutableArray<(string, Place)> ToFitOn(PipelineGraph graph, Fit fit, Split split) => Places(graph, fit.Event, split, "train side of");

    /// <summary>For a model that was trained on a split's training side and is evaluated on rows that are among them.</summary>
    public static ImmutableArray<(string, Place)> ToEvaluateOn(PipelineGraph graph, ModelPair pair)
    {
        var model = graph.Values.Event(pair.Model.Site);
        var sides = graph.SplitSides.FirstOrDefault(sides => sides.Train == pair.TrainData);
        if (sides.Split is null || pair.Evaluation.Data.Length != 1 || graph.Fits.Any(fit => fit.Data.Any(data => data.Data.Operands.Contains(model))))
            return s_nothing;
        var scorings = graph.Operations(Role.Transforms).Where(
            scoring => ValueFactory.Expand(scoring.Receiver).Any(each => ModelOrigins.Parts(each.Value).Contains(model))
                && graph.DataOf(scoring).Any(data => data.Data.First == pair.EvaluationData.First)).ToList();
        var inside = scorings.Where(scoring => pair.Evaluation.Place.Contains(new Place(scoring.Site.Node, scoring.Site.Member))).ToList();
        var chosen = inside.Count == 1 ? inside[0] : scorings.Count == 1 ? scorings[0] : null;
        return chosen is not null && graph.DataOf(chosen) is { Length: 1 } scored && scored[0].Data.Operands.Skip(1).SequenceEqual(sides.Test.Operands.Skip(1))
            ? Places(graph, chosen, sides.Split, "test side of")
            : s_nothing;
    }

    /// <summary>
    /// For a model that was trained on one split's side and is evaluated on another's of the same rows: the two calls ("split"), which differ in their
    /// seed alone, and the seed that makes them one. Two splits without a seed differ as well.
    /// </summary>
    public static (ImmutableArray<(string, Place)> Places, int Seed) ToSplitAlike(PipelineGraph graph, ModelPair pair)
    {
        var trained = graph.SplitSides.FirstOrDefault(sides => sides.Train == pair.TrainData).Split;
        var judged = graph.SplitSides.FirstOrDefault(sides => sides.Test.First == pair.EvaluationData.First).Split;
        if (trained is null || judged is null || trained.Site == judged.Site || trained.Place.IsInLoop || judged.Place.IsInLoop
            || !trained.Data.Select(each => each.Data).SequenceEqual(judged.Data.Select(each => each.Data))
            || new[] { "fraction", "key" }.Any(part => Given(trained, part) != Given(judged, part)))
        {
            return (s_nothing, 0);
        }

        var seeds = new[] { trained, judged }.Select(split => split.Event.Argument("seed")).Where(seed => seed is { IsNull: false }).ToList();
        return seeds.All(seed => seed is { Kind: ValueKind.Constant, Tag: int })
            ? (ImmutableArray.Create(("split", trained.Place), ("split", judged.Place)), seeds.Count == 0 ? 1 : (int)seeds[0]!.Tag!)
            : (s_nothing, 0);
    }

    private static Value? Given(Split split, string part) => split.Event.Argument(part) is { IsNull: false } given ? given : null;

    private static ImmutableArray<(string, Place)> Places(PipelineGraph graph, FlowEvent reader, Split split, string side)
    {
        foreach (var rows in new Place(reader.Site.Node, reader.Site.Member).Argument(reader, "data").HandedOn(reader.Site))
        {
            // A helper that splits twice may return either split.
            if (rows.SeenCallTo(split.Site) is { } call && (call == split.Site || graph.Splits.Count(other => IsWithin(other.Site, call)) == 1))
                return ImmutableArray.Create(("rows", rows), (side, new Place(call.Node, call.Member)));
        }

        return s_nothing;
    }

    private static bool IsWithin(CallSite site, CallSite call)
    {
        for (var outer = site; outer is not null; outer = outer.Outer)
        {
            if (outer == call)
                return true;
        }

        return false;
    }
}
