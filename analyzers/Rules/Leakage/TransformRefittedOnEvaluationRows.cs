using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR106: a learned transform is fitted anew on the evaluation side and applied to it.</summary>
internal sealed class TransformRefittedOnEvaluationRows : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR106",
        "Transform re-fitted on evaluation rows",
        "{0} is fitted anew on '{1}', the rows of '{2}' ({3}) that are evaluated at {4}: the model meets features on another scale than it was trained on; apply the transformer that was fitted on the training rows",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A learned transform is fitted separately on the evaluation rows and applied to them. Training and evaluation features then mean different things, and the evaluation rows have shaped their own features.",
        HelpLink("MLR106"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var pair in graph.ModelPairs)
        {
            if (pair.Relation != RowRelation.Disjoint)
                continue;
            var onTraining = graph.Models.AppliedFits(pair.TrainData).ToList();
            foreach (var fit in graph.Models.AppliedFits(pair.EvaluationData).Where(fit => fit.Site != pair.Model.Site && !onTraining.Contains(fit) && !IsCalibrated(graph, fit, pair)))
            {
                if (!fit.Data.Any(data => Rows.Share(Rows.Relate(data.Data, pair.EvaluationData)) && Rows.Relate(data.Data, pair.TrainData) == RowRelation.Disjoint)
                    || LearnedStep.Of(graph, fit, pair.Estimator, pair.EvaluationData) is not { } learned)
                {
                    continue;
                }

                var split = graph.Origins.MadeAt(pair.EvaluationData) ?? pair.Evaluation.Place;
                yield return new Finding(
                    fit.Place, Impact.Major, learned.Names, fit.DataName, split.ResultName, split.SeenFrom(fit.Place), pair.Evaluation.Place.SeenFrom(fit.Place))
                {
                    IsHint = learned.IsVocabularyOnly,
                    Path = ImmutableArray.Create((pair.Model.Place, "the model is trained here"), (pair.Evaluation.Place, "and evaluated here")),
                    Fix = "Keep the transformer that was fitted on the training rows and use it for both sides.",
                };
            }
        }
    }

    /// <summary>Whether what is fitted stands behind the model and learns from its scores: then it is no transform of the features.</summary>
    private static bool IsCalibrated(PipelineGraph graph, Fit fit, ModelPair pair) => fit.Data.Any(data => graph.Models.AppliedFits(data.Data).Contains(pair.Model));
}
