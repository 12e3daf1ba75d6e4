using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR103: every evaluation of the model in reach uses rows it was fitted on.</summary>
internal sealed class EvaluatedOnTrainingRows : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR103",
        "Evaluated on training rows",
        "'{0}' is evaluated on '{1}', the rows it was trained on ({2}), and on nothing else: the score says how well it remembers, not how well it predicts",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Every evaluation of the model in reach uses rows that the model was fitted on.",
        HelpLink("MLR103"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        if (!graph.IsComplete)
            yield break;
        foreach (var pairs in graph.ModelPairs.GroupBy(pair => pair.Model.Site).Select(same => same.ToList()))
        {
            var model = pairs[0].Model;
            if (!pairs.All(IsOnTrainingRows) || graph.Judgement.IsCrossValidated(model) || HeldOutRowsNeverUsed.IsTrainedOnTestSide(graph, model))
                continue;
            foreach (var pair in pairs)
            {
                if (pair.Evaluation.Task is LearningTask.Clustering or LearningTask.Anomaly)
                    continue;
                yield return new Finding(
                    pair.Evaluation.Place, Impact.Critical, model.Place.ResultName, pair.Evaluation.DataName, model.Place.SeenFrom(pair.Evaluation.Place))
                {
                    IsHint = graph.Reach.Escapes(model),
                    Path = ImmutableArray.Create((model.Place, "the model is trained on the same rows")),
                    RepairPlaces = SplitSide.ToEvaluateOn(graph, pair) is { IsEmpty: false } side ? side : HoldOut.Of(graph, pairs),
                    Fix = "Hold rows out with TrainTestSplit before training, and evaluate on them.",
                };
            }
        }
    }

    private static bool IsOnTrainingRows(ModelPair pair) => pair.Relation switch
    {
        RowRelation.Same or RowRelation.IsWithin => true,
        RowRelation.Contains => !Rows.IsPart(pair.EvaluationData),
        _ => false,
    };
}
