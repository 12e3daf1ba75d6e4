using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR102: rows that the model was trained on are among the held-out rows it is evaluated on.</summary>
internal sealed class TrainedOnEvaluationRows : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR102",
        "Trained on evaluation rows",
        "'{0}' was trained on '{1}' ({2}), which shares rows with '{3}' ({4}) on which it is evaluated at {5}: the score measures memory, not prediction",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The rows a model was trained on and the rows that were held out for its evaluation overlap.",
        HelpLink("MLR102"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var pair in graph.ModelPairs)
        {
            if (!IsOverlap(pair))
                continue;
            var heldOut = graph.Origins.MadeAt(pair.EvaluationData);
            var place = pair.Relation == RowRelation.Contains ? pair.Model.Place : Later(graph.Origins.MadeAt(pair.TrainData), heldOut) ?? pair.Model.Place;
            var side = pair.Relation == RowRelation.Contains ? SplitSide.ToTrainOn(graph, pair) : SplitSide.ToEvaluateOn(graph, pair);
            var (splits, seed) = SplitSide.ToSplitAlike(graph, pair);
            yield return new Finding(
                place,
                Impact.Critical,
                pair.Model.Place.ResultName,
                pair.Model.DataName,
                pair.Model.Place.SeenFrom(place),
                (heldOut ?? pair.Evaluation.Place).ResultName,
                (heldOut ?? pair.Evaluation.Place).SeenFrom(place),
                pair.Evaluation.Place.SeenFrom(place))
            {
                Path = ImmutableArray.Create(
                    (heldOut ?? pair.Evaluation.Place, "these rows are held out"),
                    (pair.Model.Place, "the model is trained on some of them"),
                    (pair.Evaluation.Place, "and evaluated here")),
                RepairPlaces = side.AddRange(splits),
                RepairTexts = ImmutableDictionary<string, string>.Empty.Add("seed", $"{seed}"),
                Fix = "Cut both parts from one split: train on its training side, evaluate on its test side.",
            };
        }
    }

    /// <summary>All rows trained, a part held out; or two parts that were meant to be apart and are not.</summary>
    public static bool IsOverlap(ModelPair pair) =>
        pair.Relation == RowRelation.Overlaps || (pair.Relation == RowRelation.Contains && Rows.IsPart(pair.EvaluationData));

    /// <summary>Of two members none is first: what the evaluation rests on is the second part, wherever it stands in the file.</summary>
    private static Place? Later(Place? trained, Place? heldOut) =>
        trained is null ? heldOut : heldOut is null ? trained : trained.SharesMember(heldOut) && trained.Start > heldOut.Start ? trained : heldOut;
}
