using System.Globalization;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;
using Origins = MlReview.Analyzers.Flow.Sources;

namespace MlReview.Cli.Pictures;

/// <summary>Proofs about how models are judged.</summary>
internal static class EvaluationProofs
{
    /// <summary>No fit, and nothing learned by hand, has seen a row that a model is evaluated on.</summary>
    public static Proof? SplitBeforeFit(PipelineGraph graph)
    {
        if (graph.ModelPairs.IsEmpty || !graph.Evaluations.All(evaluation => graph.ModelPairs.Any(pair => pair.Evaluation == evaluation)))
            return null;
        var learning = graph.Fits.Where(fit => fit.Steps.Any(step => step.Learning != Learning.Nothing) || fit.Estimators.Any(each => !each.Estimator.IsKnown)).ToList();
        foreach (var pair in graph.ModelPairs)
        {
            bool IsUnseen(Value rows) => Rows.Relate(rows, pair.EvaluationData) == RowRelation.Disjoint;
            if (!Rows.IsPart(pair.EvaluationData) || graph.DuplicatedBefore(pair) is not null
                || !learning.All(fit => !fit.Data.IsEmpty && fit.Data.All(data => IsUnseen(data.Data)))
                || !Learned(graph, pair).All(learned => learned.Operands is [{ Kind: ValueKind.Data } seen, ..] && IsUnseen(seen)))
            {
                return null;
            }
        }

        var heldOut = graph.ModelPairs[0];
        var place = graph.Origins.MadeAt(heldOut.EvaluationData) ?? heldOut.Evaluation.Place;
        return new Proof(place, $"The rows of '{heldOut.Evaluation.DataName}' are cut off at {place}, and nothing that learns has seen one of them: {Count(learning.Count, "fit")}, {Count(graph.Evaluations.Length, "evaluation")}.");
    }

    /// <summary>Each saved model was evaluated before, on rows that it was not trained on.</summary>
    public static Proof? HeldOutEvaluation(PipelineGraph graph)
    {
        var judged = new List<(Save Save, ModelPair Pair)>();
        foreach (var save in graph.Saves)
        {
            foreach (var model in SavedModels(graph, save))
            {
                if (model is null || HeldOut(graph, model).FirstOrDefault(pair => graph.IsBefore(pair.Evaluation.Event, save.Event)) is not { } pair)
                    return null;
                judged.Add((save, pair));
            }
        }

        return judged is [var (shown, with), ..]
            ? new Proof(with.Evaluation.Place, $"'{shown.ModelName}' is evaluated on rows it was not trained on at {with.Evaluation.Place}, then saved at {shown.Place}.")
            : null;
    }

    /// <summary>Whether each save is reached is decided by a metric of the model that it saves.</summary>
    public static Proof? GatedSave(PipelineGraph graph)
    {
        var gates = Gate.In(graph).ToList();
        Gate? shown = null;
        foreach (var save in graph.Saves)
        {
            foreach (var model in SavedModels(graph, save))
            {
                var gate = model is null ? null : gates.FirstOrDefault(each => each.Save == save && HeldOut(graph, model).Any(pair => each.Judges.Contains(pair.Evaluation.Site)));
                if (gate is null)
                    return null;
                shown ??= gate;
            }
        }

        return shown is null ? null : new Proof(shown.Place, $"'{shown.Save.ModelName}' is saved at {shown.Save.Place} only after '{shown.Place.Text}' was decided on held-out rows.");
    }

    /// <summary>What learns is inside the estimator that is cross-validated.</summary>
    public static Proof? PreparedInsideFolds(PipelineGraph graph)
    {
        var validations = graph.CrossValidations.Where(validation => validation.Event.Role == Role.CrossValidates).ToList();
        if (validations.Count == 0 || validations.Any(validation => validation.Data.IsEmpty || validation.Estimators.IsEmpty))
            return null;
        var areClean = validations.All(validation =>
            validation.Estimators.All(each => each.Estimator.IsKnown && each.Estimator.Learned.Any(step => !step.IsTrainer))
            && validation.Data.All(data => !data.Data.Operands.Skip(1).Any(applied => graph.OperationAt(applied.Site) is not { Role: Role.Caches or Role.EnumeratesRows or Role.Materializes })
                && !graph.AppliedStatistics(data.Data).Any()));
        if (!areClean)
            return null;
        var learned = validations[0].Estimators[0].Estimator.Learned.First(step => !step.IsTrainer);
        return new Proof(validations[0].Place, $"{learned.Name} ({learned.Place}) is part of what {validations[0].Name} fits anew for each fold at {validations[0].Place}.");
    }

    /// <summary>All splits have a key.</summary>
    public static Proof? GroupedSplit(PipelineGraph graph) =>
        graph.Splits.Length > 0 && graph.Splits.All(split => Key(split) is not null)
            ? new Proof(graph.Splits[0].Place, $"All rows with one value of '{Key(graph.Splits[0])}' stay on one side of '{graph.Splits[0].Place.ResultName}' ({graph.Splits[0].Place}).")
            : null;

    /// <summary>The trained models of a save; null for one that is not known.</summary>
    public static IReadOnlyList<Fit?> SavedModels(PipelineGraph graph, Save save)
    {
        var models = save.Models.Where(model => !model.Model.IsNull).SelectMany(model => graph.Models.ModelsBehind(model.Model)).ToList();
        return models.Count == 0 ? [null] : models;
    }

    /// <summary>The evaluations of a model, if all of them are on held-out rows.</summary>
    private static IEnumerable<ModelPair> HeldOut(PipelineGraph graph, Fit model)
    {
        var pairs = graph.ModelPairs.Where(pair => pair.Model.Site == model.Site).ToList();
        return pairs.All(pair => pair.Relation == RowRelation.Disjoint) ? pairs : [];
    }

    private static IEnumerable<Value> Learned(PipelineGraph graph, ModelPair pair) =>
        graph.AppliedStatistics(pair.TrainData).Concat(graph.AppliedStatistics(pair.EvaluationData))
            .Concat(pair.Estimator.Steps.SelectMany(step => step.Event.Arguments).SelectMany(argument => Origins.Learned(argument.Value))).Distinct();

    private static string? Key(Split split) => split.Event.Argument("key") is { Kind: ValueKind.Constant, Tag: string key } ? key : null;

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
