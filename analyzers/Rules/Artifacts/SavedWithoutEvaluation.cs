using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;
using MlReview.Analyzers.Rules.Leakage;

namespace MlReview.Analyzers.Rules.Artifacts;

/// <summary>MLR403: a trained model is saved, and nothing in reach evaluates it, or not before.</summary>
internal sealed class SavedWithoutEvaluation : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR403",
        "Saved without evaluation",
        "'{0}', trained at {1}, is saved {2}: nobody knows how good it is",
        Category.Artifacts,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A trained model is saved and nothing in reach evaluates it, or it is saved before it is evaluated.",
        HelpLink("MLR403"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        if (!graph.IsComplete)
            yield break;
        var found = new HashSet<CallSite>();
        foreach (var save in graph.Saves)
        {
            var models = save.Models.Where(model => !model.Model.IsNull).SelectMany(model => graph.Models.ModelsBehind(model.Model)).ToList();
            if (models.Count == 0 || !models.All(model => model is not null && IsFor(graph, model)))
                continue;
            var late = models.Select(model => graph.Judgement.EvaluationsOf(model!, save.Event.Guard).ToList()).ToList();
            var model = models[0]!;
            var isUnjudged = late.All(evaluations => evaluations.Count == 0)
                && !models.Any(each => graph.Judgement.IsJudged(each!, save.Event.Guard) || HeldOutRowsNeverUsed.LeavesTestSideIdle(graph, each!));
            var isTooEarly = models.Count == 1 && late[0].Count > 0 && late[0].All(
                evaluation => graph.IsBefore(model.Event, save.Event) && graph.IsBefore(save.Event, evaluation.Event));

            // A model that is saved twice is one finding.
            if ((isUnjudged || isTooEarly) && found.Add(model.Site))
                yield return Found(save, model, isTooEarly ? late[0][0] : null);
        }
    }

    /// <summary>Whether the rule is for this model: no detector of one series, and nobody out of reach may evaluate it.</summary>
    private static bool IsFor(PipelineGraph graph, Fit model) =>
        !graph.Reach.Escapes(model) && model.Estimators.All(each => each.Estimator.Trainer?.Learning != Learning.Series);

    private static Finding Found(Save save, Fit model, Pipeline.Evaluation? late) => new(
        save.Place,
        Impact.Major,
        save.ModelName,
        model.Place.SeenFrom(save.Place),
        late is null ? "and nothing in reach evaluates it" : $"before it is evaluated at {late.Place.SeenFrom(save.Place)}")
    {
        Path = late is null
            ? ImmutableArray.Create((model.Place, "trained here"))
            : ImmutableArray.Create((model.Place, "trained here"), (late.Place, "evaluated here, after it was saved")),
        Fix = "Evaluate the model on held-out rows before it is saved.",
    };
}
