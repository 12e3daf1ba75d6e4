using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// Validation rows that can be cut from the training side, as that was cut from all rows: the call that split these ("split") and the rows it is
/// given there ("all"), and the arguments that become the two sides of the new split: what is trained on ("train") and what decides ("validation"), or
/// that split itself ("both"). Nothing where the training rows are more, or less, than the training side of one random split, where something
/// learned from them before, or where nothing would judge what was chosen on the test side.
/// </summary>
internal static class ValidationSplit
{
    private static readonly ImmutableArray<(string, Place)> s_nothing = ImmutableArray<(string, Place)>.Empty;

    /// <summary>For rows that decide something about one model.</summary>
    public static ImmutableArray<(string, Place)> ToCut(PipelineGraph graph, Tuning tuning)
    {
        var fits = graph.Fits.Where(fit => fit.Site.Node == tuning.Tuned.Node).ToList();
        if (fits.Count == 1 && (fits[0].TrainsModel || fits[0].IsSearch))
        {
            var fit = fits[0];
            if (SidesOf(graph, fit) is not { } sides || !fit.DataPlace.Sees(sides.Split.Place))
                return s_nothing;
            return fit.IsSearch && fit.GivenBy.Argument("split") is not null
                ? OfSplit(sides.Split).Add(("both", fit.DataPlace))
                : OfSplit(sides.Split).Add(("train", fit.DataPlace)).Add(("validation", tuning.Place));
        }

        // What is adjusted, or calibrated, was trained before.
        var trained = graph.Models.AppliedFits(tuning.Rows).Where(fit => fit.TrainsModel).Distinct().ToList();
        return trained.Count == 1 && SidesOf(graph, trained[0]) is { } cut
            && graph.Evaluations.All(evaluation => evaluation.Data.All(data => !IsJudgedAlone(graph, data.Data, trained[0], cut.Test)))
            ? Places(graph, cut.Split, cut.Test, new[] { (trained[0], tuning.Place) }, IsJudgedThrough(graph, trained[0], cut.Test))
            : s_nothing;
    }

    /// <summary>For models of which one is kept, and then judged on the same rows.</summary>
    public static ImmutableArray<(string, Place)> ToCut(PipelineGraph graph, IReadOnlyList<HeldOutScore> scores)
    {
        if (SidesOf(graph, scores[0].Model) is not { } sides || scores.Any(score => score.Rows.First != sides.Test.First || SidesOf(graph, score.Model) is not { } other || other.Split.Site != sides.Split.Site))
            return s_nothing;
        var judges = new HashSet<CallSite>(scores.Select(score => score.Evaluation.Site));
        var isJudgedAtLast = graph.Evaluations.Any(evaluation => !judges.Contains(evaluation.Site) && evaluation.Data.Any(
            data => data.Data.First == sides.Test.First && graph.Models.AppliedFits(data.Data).Any(fit => scores.Any(score => score.Model == fit))));
        return isJudgedAtLast ? Places(graph, sides.Split, sides.Test, scores.Select(score => (score.Model, score.Evaluation.Place)).ToList(), isShared: false) : s_nothing;
    }

    /// <summary>The random split whose training side, as it is, a model is trained on; null when it is trained on other rows as well, or on rows that something learned from.</summary>
    private static (Split Split, Value Train, Value Test)? SidesOf(PipelineGraph graph, Fit model)
    {
        if (model.Data.Length != 1 || Rows.IsFold(model.Data[0].Data) || graph.Models.AppliedFits(model.Data[0].Data).Any(fit => fit.Learned.Any()))
            return null;
        var sides = graph.SplitSides.FirstOrDefault(sides => sides.Train == model.Data[0].Data);
        return sides.Split is null || !graph.IsOnlyFitAt(model.Site.Node) ? null : sides;
    }

    /// <summary>Whether an evaluation judges a model as it was trained.</summary>
    private static bool IsJudgedAlone(PipelineGraph graph, Value scored, Fit model, Value test) =>
        scored.First == test.First && graph.Models.FitOf(scored.Operands[scored.Operands.Length - 1]) == model && scored.Operands[scored.Operands.Length - 1].Site == model.Site;

    /// <summary>Whether what the model makes of the test rows is judged after something else was applied to it: one call may make both those rows and the ones that decide.</summary>
    private static bool IsJudgedThrough(PipelineGraph graph, Fit model, Value test) =>
        graph.Evaluations.Any(evaluation => evaluation.Data.Any(data => data.Data.First == test.First && data.Data.Operands.Any(applied => applied.Site == model.Site)));

    private static ImmutableArray<(string, Place)> OfSplit(Split split) => ImmutableArray.Create(("split", split.Place), ("all", split.Place.Argument(split.Event, "data")));

    /// <summary>The rows that models are trained on, and those that they score for whoever decides; nothing when one of these calls is not known.</summary>
    private static ImmutableArray<(string, Place)> Places(PipelineGraph graph, Split split, Value test, IReadOnlyList<(Fit Model, Place By)> deciding, bool isShared)
    {
        var places = OfSplit(split);
        foreach (var (model, by) in deciding)
        {
            var transformer = graph.Values.Event(model.Site);
            var scorings = graph.Operations(Role.Transforms).Where(scoring => scoring.Receiver == transformer && graph.DataOf(scoring) is { Length: 1 } rows && rows[0].Data == test).ToList();
            var inside = scorings.Where(scoring => by.Contains(new Place(scoring.Site.Node, scoring.Site.Member))).ToList();
            var chosen = inside.Count == 1 ? inside[0] : !isShared && scorings.Count == 1 ? scorings[0] : null;
            if (chosen is null || !model.DataPlace.Sees(split.Place))
                return s_nothing;
            var validation = new Place(chosen.Site.Node, chosen.Site.Member).Argument(chosen, "data");
            if (!validation.Sees(split.Place))
                return s_nothing;
            places = places.Add(("train", model.DataPlace)).Add(("validation", validation));
        }

        return places;
    }
}
