using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR101: something was learned from rows that are later held out, and went into training or evaluation.</summary>
internal sealed class FitBeforeSplit : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR101",
        "Learned before split",
        "{0} learned from all of '{1}', but '{2}' ({3}) holds part of these rows out for the evaluation at {4}: the held-out rows have already shaped the features, so the score is too good",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An estimator that learns from data was fitted on rows part of which are later held out for evaluation. The held-out rows have shaped the features, so the evaluation no longer measures unseen data.",
        HelpLink("MLR101"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var repairs = new Dictionary<CallSite, ImmutableArray<(string, Place)>>();
        foreach (var pair in graph.ModelPairs)
        {
            // Overlap and cross-validation are other rules': they name the cause.
            if (pair.Relation != RowRelation.Disjoint || Rows.IsFold(pair.EvaluationData))
                continue;
            var onTraining = graph.Models.AppliedFits(pair.TrainData).ToList();
            foreach (var fit in onTraining.Concat(graph.Models.AppliedFits(pair.EvaluationData)).Distinct())
            {
                if (fit.Site != pair.Model.Site && fit.Data.Any(data => SawHeldOutRows(data.Data, pair, onTraining.Contains(fit)))
                    && LearnedStep.Of(graph, fit, pair.Estimator, onTraining.Contains(fit) ? pair.TrainData : pair.EvaluationData) is { } learned)
                {
                    if (!repairs.TryGetValue(fit.Site, out var places))
                        repairs[fit.Site] = places = graph.FoldIn(fit).AddRange(SplitFirst.Of(graph, fit));
                    yield return new Finding(fit.Place, learned.Impact, Arguments(graph, pair, fit.Place, learned.Names, fit.DataName))
                    {
                        IsHint = learned.IsVocabularyOnly,
                        Path = Path(graph, pair),
                        RepairPlaces = places,
                        Fix = "Split first and fit on the training side, or append the estimator to the pipeline that is trained.",
                    };
                }
            }

            foreach (var statistic in graph.AppliedStatistics(pair.TrainData).Concat(graph.AppliedStatistics(pair.EvaluationData)).Distinct())
            {
                if (SawHeldOutRows(statistic.First, pair, isOnTraining: false))
                {
                    var place = new Place(statistic.Site!.Node, statistic.Site.Member);
                    var usesLabel = pair.Estimator.Trainer is { } trainer && PipelineGraph.Reads(statistic, trainer.LabelColumn);
                    var learned = $"'{place.Text}'" + (usesLabel ? " (which uses the label)" : "");
                    yield return new Finding(place, usesLabel ? Impact.Critical : Impact.Major, Arguments(graph, pair, place, learned, place.ReceiverText))
                    {
                        Path = Path(graph, pair),
                        RepairPlaces = LoadedSides.Of(graph, statistic, pair),
                        Fix = "Split the rows first and compute the value from the training rows alone.",
                    };
                }
            }
        }
    }

    private static bool SawHeldOutRows(Value rows, ModelPair pair, bool isOnTraining) =>
        Rows.Share(Rows.Relate(rows, pair.EvaluationData)) && (isOnTraining || Rows.Relate(rows, pair.TrainData) != RowRelation.Disjoint);

    private static string[] Arguments(PipelineGraph graph, ModelPair pair, Place place, string learned, string data)
    {
        var split = graph.Origins.MadeAt(pair.EvaluationData) ?? pair.Evaluation.Place;
        return new[] { learned, data, split.ResultName, split.SeenFrom(place), pair.Evaluation.Place.SeenFrom(place) };
    }

    private static ImmutableArray<(Place, string)> Path(PipelineGraph graph, ModelPair pair)
    {
        var trained = (pair.Model.Place, "the model is trained here");
        var evaluated = (pair.Evaluation.Place, "and evaluated here, on rows that were held out too late");
        return graph.Origins.MadeAt(pair.EvaluationData) is { } split
            ? ImmutableArray.Create((split, "the rows are split here"), trained, evaluated)
            : ImmutableArray.Create(trained, evaluated);
    }
}
