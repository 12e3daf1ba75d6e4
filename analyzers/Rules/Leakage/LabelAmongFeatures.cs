using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR104: the label, a copy of it or a value computed from it is among the features that the trainer reads.</summary>
internal sealed class LabelAmongFeatures : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR104",
        "Label among the features",
        "'{0}' is among the features '{1}' that {2} reads at {3}, and {4}: the model is shown the answer",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The label column, a copy of it, or a column computed from it is concatenated into the features that the trainer reads.",
        HelpLink("MLR104"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var pair in graph.ModelPairs)
        {
            if (graph.ColumnsOf(pair.Estimator, pair.TrainData) is { } columns && Found(graph, columns, pair.Model.Place, "trained here") is { } finding)
                yield return finding;
        }

        foreach (var validation in graph.CrossValidations)
        {
            foreach (var (estimator, ifEstimator) in validation.Estimators)
            {
                foreach (var (data, ifData) in validation.Data)
                {
                    if (ifEstimator.AgreesWith(ifData) && graph.ColumnsOf(estimator, data) is { } columns && Found(graph, columns, validation.Place, "cross-validated here") is { } finding)
                        yield return finding;
                }
            }
        }
    }

    private static Finding? Found(PipelineGraph graph, TrainerColumns columns, Place training, string caption)
    {
        if (columns.Label is not { IsCertain: true, IsKnown: true } label)
            return null;
        var origin = label.Origin;
        foreach (var feature in columns.Features.Where(feature => feature.IsCertain))
        {
            var path = feature.PathTo(origin);
            if (path.IsEmpty)
                continue;

            // The place that names it: the first concatenation on its way, else what fills the feature column.
            var at = path.Reverse().FirstOrDefault(column => column.Step?.Traits?.Concatenates == true) ?? feature;
            var place = (at.Step ?? columns.Trainer).Place;
            var named = path.SkipWhile(column => column != at).Skip(1).FirstOrDefault() is { EverySourceBut: null } next ? next : origin;
            return new Finding(
                place, Impact.Critical, named.Name, feature.Name, columns.Trainer.Name, columns.Trainer.Place.SeenFrom(place), Relation(named, label, origin))
            {
                Path = ImmutableArray.Create((columns.Trainer.Place, $"reads the label '{label.Name}' and the features '{feature.Name}'"), (training, caption)),
                RepairTexts = at.Step?.Traits?.Concatenates == true && at.Inputs.Contains(named) && HasOneLabel(graph, at.Step)
                    ? ImmutableDictionary<string, string>.Empty.Add("column", named.Name)
                    : ImmutableDictionary<string, string>.Empty,
                Fix = $"Leave '{named.Name}' out of the features.",
            };
        }

        return null;
    }

    /// <summary>Whether all trainers that are fitted with a step learn one label: what is no feature for one of them may be one for another.</summary>
    private static bool HasOneLabel(PipelineGraph graph, EstimatorStep step) => graph.Fits
        .Where(fit => fit.Steps.Any(fitted => fitted.Place.Location == step.Place.Location))
        .SelectMany(fit => fit.Steps).Where(fitted => fitted.IsTrainer).Select(trainer => trainer.LabelColumn).Distinct().Count() <= 1;

    private static string Relation(Column named, Column label, Column origin) =>
        named == label ? "it is the label"
        : named == origin ? $"the label '{label.Name}' is computed from it"
        : label == origin || label.Name == origin.Name ? $"it is computed from the label '{label.Name}'"
        : $"it is computed from '{origin.Name}' like the label '{label.Name}'";
}
