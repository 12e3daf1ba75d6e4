using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR101: something was learned from rows that are later held out, and went into training or evaluation.</summary>
internal sealed class FitBeforeSplit : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR101",
        "Learned before split",
        "'{0}' learned {1} from all of '{2}', held-out rows included: they are evaluated at {3}, so the score is too good; split first, learn from the training side",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An estimator that learns from data was fitted on rows part of which are later held out for evaluation. The held-out rows have shaped the features, so the evaluation no longer measures unseen data.",
        HelpLink("MLR101"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var pair in graph.ModelPairs)
        {
            // Overlap is the other rule's: it names the cause.
            if (pair.Relation != RowRelation.Disjoint || Rows.IsFold(pair.EvaluationData))
                continue;
            foreach (var fit in graph.AppliedFits(pair.TrainData).Concat(graph.AppliedFits(pair.EvaluationData)).Distinct())
            {
                if (fit.Site != pair.Model.Site && fit.Learned.Any()
                    && fit.Data.Any(data => SawHeldOutRows(data.Data, pair)))
                {
                    yield return Found(fit, pair);
                }
            }

            foreach (var statistic in PipelineGraph.AppliedStatistics(pair.TrainData).Concat(PipelineGraph.AppliedStatistics(pair.EvaluationData)).Distinct())
            {
                if (SawHeldOutRows(statistic.First, pair))
                {
                    var place = new Place(statistic.Site!.Node, statistic.Site.Member);
                    yield return new Finding(
                        place, Impact.Major, place.ResultName, "a value", place.ReceiverText, pair.Evaluation.Place.SeenFrom(place)) { Path = Path(pair) };
                }
            }
        }
    }

    private static bool SawHeldOutRows(Flow.Value rows, ModelPair pair) =>
        Rows.Share(Rows.Relate(rows, pair.EvaluationData)) && Rows.Relate(rows, pair.TrainData) != RowRelation.Disjoint;

    private static Finding Found(Fit fit, ModelPair pair)
    {
        var learned = fit.Learned.ToList();
        var impact = learned.Any(step => step.Learning is Learning.LabelStatistics or Learning.Prediction) ? Impact.Critical
            : learned.All(step => step.Learning == Learning.Scaling) ? Impact.Minor
            : Impact.Major;
        return new Finding(
            fit.Place,
            impact,
            fit.Place.ResultName,
            string.Join(", ", learned.Select(step => step.Name).Distinct()) + (impact == Impact.Critical ? " (using the label)" : ""),
            fit.DataName,
            pair.Evaluation.Place.SeenFrom(fit.Place)) { Path = Path(pair), Fix = "Split first, fit on the training side, transform both sides; or append the estimator to the pipeline." };
    }

    private static ImmutableArray<(Place, string)> Path(ModelPair pair) => ImmutableArray.Create(
        (pair.Model.Place, "the model is trained here"), (pair.Evaluation.Place, "and evaluated here on held-out rows"));
}
