using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>How models are judged: evaluated, cross-validated, or looked at otherwise.</summary>
internal sealed class Judgement
{
    private readonly PipelineGraph _graph;
    private ILookup<CallSite, Evaluation>? _evaluations;
    private Dictionary<CallSite, Evaluation>? _evaluationAt;
    private HashSet<CallSite>? _paired;

    public Judgement(PipelineGraph graph) => _graph = graph;

    /// <summary>The evaluation at a place; null when it is none.</summary>
    public Evaluation? EvaluationAt(CallSite site) =>
        (_evaluationAt ??= _graph.Evaluations.ToDictionary(evaluation => evaluation.Site)).TryGetValue(site, out var evaluation) ? evaluation : null;

    public bool IsEvaluated(Fit model) =>
        (_paired ??= new HashSet<CallSite>(_graph.ModelPairs.Select(pair => pair.Model.Site))).Contains(model.Site) || IsCrossValidated(model);

    /// <summary>Whether the estimator of a model is cross-validated somewhere, or the scores that its search gave it are read.</summary>
    public bool IsCrossValidated(Fit model)
    {
        if (model.IsSearch && _graph.Events.Any(recorded => recorded.Kind == EventKind.ReadsMetric && _graph.Models.FitOf(recorded.Receiver) == model))
            return true;
        var trainers = new HashSet<CallSite>(model.Steps.Where(step => step.IsTrainer).Select(step => step.Site));
        return _graph.CrossValidations.Any(validation => validation.Estimators.Any(each => each.Estimator.Steps.Any(step => trainers.Contains(step.Site))));
    }

    /// <summary>The evaluations of a model that may happen where something else does.</summary>
    public IEnumerable<Evaluation> EvaluationsOf(Fit model, Guard where)
    {
        _evaluations ??= (from evaluation in _graph.Evaluations
                          from fit in evaluation.Data.SelectMany(data => _graph.Models.AppliedFits(data.Data)).Select(fit => fit.Site).Distinct()
                          select (Fit: fit, Evaluation: evaluation)).ToLookup(pair => pair.Fit, pair => pair.Evaluation);
        return _evaluations[model.Site].Where(evaluation => evaluation.Event.Guard.AgreesWith(where));
    }

    /// <summary>
    /// Whether a model is judged without being evaluated: another one of the same trainer is, its scored rows are looked at, or
    /// a model that was loaded (perhaps this one) is evaluated.
    /// </summary>
    public bool IsJudged(Fit model, Guard where)
    {
        var trainers = new HashSet<SyntaxNode>(TrainersOf(model.Estimators));
        return model.IsSearch
            || _graph.CrossValidations.Any(validation => validation.Event.Guard.AgreesWith(where) && TrainersOf(validation.Estimators).Any(trainers.Contains))
            || _graph.Evaluations.Any(evaluation => evaluation.Event.Guard.AgreesWith(where) && evaluation.Data.Any(data =>
                _graph.Models.AppliedFits(data.Data).Any(fit => TrainersOf(fit.Estimators).Any(trainers.Contains))
                || data.Data.Operands.Any(applied => applied.Site?.Role == Role.LoadsModel)))
            || _graph.Operations(Role.Previews).Any(preview => _graph.DataOf(preview).Any(data => _graph.Models.AppliedFits(data.Data).Any(fit => fit.Site == model.Site)));
    }

    private static IEnumerable<SyntaxNode> TrainersOf(ImmutableArray<(Estimator Estimator, Guard Guard)> estimators) =>
        estimators.SelectMany(each => each.Estimator.Steps).Where(step => step.IsTrainer).Select(step => step.Site.Node);
}
