using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR105: folds are cut from rows that a learned transform, fitted on all of them, has already changed.</summary>
internal sealed class CrossValidatedAfterFit : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR105",
        "Cross-validated after fit",
        "{0} learned from all of '{1}' before {2} ({3}) cuts these rows into folds: every fold's test rows have shaped its features; put it into the pipeline that is cross-validated",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Cross-validation runs on data that a learned estimator, fitted on all of it, has already transformed. Only what is inside the cross-validated estimator is fitted anew for each fold.",
        HelpLink("MLR105"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var validation in graph.CrossValidations)
        {
            foreach (var (data, under) in validation.Data)
            {
                foreach (var (estimator, ifEstimator) in validation.Estimators.Where(estimator => estimator.Guard.AgreesWith(under)))
                {
                    foreach (var found in In(graph, data, data, estimator, null, validation.Place, validation.Name))
                        yield return found;
                }
            }
        }

        foreach (var pair in graph.ModelPairs)
        {
            if (pair.Relation != RowRelation.Disjoint || !Rows.IsFold(pair.EvaluationData))
                continue;
            var folds = graph.Origins.MadeAt(pair.EvaluationData) ?? pair.Evaluation.Place;
            foreach (var found in In(graph, pair.EvaluationData, pair.EvaluationData, pair.Estimator, pair.Model, folds, "the cross-validation"))
                yield return found;
        }
    }

    private static IEnumerable<Finding> In(
        PipelineGraph graph, Value data, Value heldOut, Estimator estimator, Fit? model, Place folds, string name)
    {
        foreach (var fit in graph.Models.AppliedFits(data))
        {
            if (fit.Site == model?.Site || !fit.Data.Any(fitted => Rows.Relate(fitted.Data, heldOut) is RowRelation.Same or RowRelation.Contains)
                || LearnedStep.Of(graph, fit, estimator, data) is not { } learned)
            {
                continue;
            }

            yield return new Finding(fit.Place, Impact.Major, learned.Names, fit.DataName, name, folds.SeenFrom(fit.Place))
            {
                IsHint = learned.IsVocabularyOnly,
                Path = ImmutableArray.Create((folds, "the folds are cut here, from rows that are already transformed")),
                RepairPlaces = graph.FoldIn(fit),
                Fix = "Append the trainer to the estimator and cross-validate that on the raw rows.",
            };
        }
    }
}
