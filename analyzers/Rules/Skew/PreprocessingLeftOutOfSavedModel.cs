using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR201: a saved model was trained on rows that a transformer prepared which is saved nowhere.</summary>
internal sealed class PreprocessingLeftOutOfSavedModel : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR201",
        "Preprocessing left out of the saved model",
        "'{0}' is {1} without {2}, fitted at {3}, which prepared the rows it was trained on: rows that come later reach it unprepared",
        Category.Skew,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The saved model was trained on rows that a learned transformer prepared, and that transformer is neither in the saved chain nor saved itself.",
        HelpLink("MLR201"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var save in graph.Saves)
        {
            foreach (var finding in Missing(graph, save, graph.Saves, "saved"))
                yield return finding;
        }

        // A model that is saved is judged by what is saved of it.
        var saved = new HashSet<CallSite>(graph.Saves.SelectMany(save => save.Models).SelectMany(model => ModelOrigins.Parts(model.Model))
            .Select(graph.Models.PartOf).OfType<ModelPart>().Select(part => part.Fit.Site));
        foreach (var engine in graph.Engines)
        {
            foreach (var finding in Missing(graph, engine, graph.Saves.AddRange(graph.Engines), "served"))
            {
                if (!engine.Models.Any(model => ModelOrigins.Parts(model.Model).Any(part => graph.Models.PartOf(part) is { } known && saved.Contains(known.Fit.Site))))
                    yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Missing(PipelineGraph graph, Save save, ImmutableArray<Save> kept, string verb)
    {
        foreach (var (model, ifModel) in save.Models)
        {
            var parts = ModelOrigins.Parts(model).Select(graph.Models.PartOf).ToList();
            if (parts.Contains(null) || parts.LastOrDefault(part => part!.Fit.TrainsModel) is not { Fit: var trained })
                continue;
            var world = save.Event.Guard.And(ifModel);
            foreach (var (estimator, ifEstimator) in trained.Estimators)
            {
                foreach (var (data, ifData) in trained.Data)
                {
                    if (!world.AgreesWith(ifEstimator) || !world.AgreesWith(ifData) || !ifEstimator.AgreesWith(ifData) || graph.ColumnsOf(estimator, data) is not { } columns)
                        continue;
                    var missing = columns.FeatureSources
                        .Where(column => column.Step is not null && IsLearned(column.Step) && !IsKept(graph, column.Fit ?? trained, column.Step, kept, world))
                        .Select(column => (column.Fit ?? trained, column.Step!)).Distinct().Reverse().ToList();
                    if (missing.Count > 0)
                        yield return Found(graph, save, trained, missing, verb);
                }
            }
        }
    }

    private static bool IsLearned(EstimatorStep step) => step.Learning is not (Learning.Nothing or Learning.Series);

    /// <summary>Whether a step is saved with the model or apart, or may be.</summary>
    private static bool IsKept(PipelineGraph graph, Fit fit, EstimatorStep step, ImmutableArray<Save> saves, Guard world) =>
        graph.Uses.IsLost(fit) || saves.Any(save => save.Event.Guard.AgreesWith(world) && save.Models.Any(
            model => model.Guard.AgreesWith(world) && graph.Uses.MayHold(model.Model, fit, step)));

    private static Finding Found(PipelineGraph graph, Save save, Fit trained, IReadOnlyList<(Fit Fit, EstimatorStep Step)> missing, string verb) => new(
        save.Place,
        Impact.Critical,
        save.ModelName,
        verb,
        string.Join(" and ", missing.Select(each => each.Step.Name).Distinct()),
        missing[0].Fit.Place.SeenFrom(save.Place))
    {
        // Only which categories exist was learned: another file of the same categories gives the same columns.
        IsHint = missing.All(each => each.Step.Learning == Learning.Vocabulary),
        Path = missing.Select(each => (each.Fit.Place, $"{each.Step.Name} is fitted here")).Append((trained.Place, "and the model is trained on its output")).Distinct().ToImmutableArray(),
        RepairPlaces = verb == "saved" ? WholeChain.ToSave(graph, save, trained) : ImmutableArray<(string, Place)>.Empty,
        Fix = "Save one chain: append the trainer to the preparation before fitting, or append the model to the fitted preparation.",
    };
}
