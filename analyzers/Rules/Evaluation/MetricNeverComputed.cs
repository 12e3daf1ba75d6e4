using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Evaluation;

/// <summary>MLR505: a metric is read that the evaluation did not compute, or that is the same for every model.</summary>
internal sealed class MetricNeverComputed : Rule
{
    private const string PredictedColumn = "PredictedLabel";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR505",
        "Metric never computed",
        "'{0}' says nothing: the evaluation at {1} {2}",
        Category.Evaluation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A metric is read that its evaluation never computed, because the argument it needs was not given: it holds a constant that looks like a result.",
        HelpLink("MLR505"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var read in graph.Events)
        {
            if (read.Kind != EventKind.ReadsMetric || read.Site.Spec?.Has("needs") != true)
                continue;
            var part = read.Site.Spec.Parameter("needs");
            var evaluations = Sources.Within(read.Receiver).Where(value => value.Site?.Role is Role.Evaluates or Role.CrossValidates)
                .Select(value => graph.OperationAt(value.Site)).ToList();
            var flaws = evaluations.Select(evaluation => FlawOf(evaluation, part)).ToList();
            if (evaluations.Count == 0 || flaws.Contains(null) || Sources.Within(read.Receiver).Any(IsOpen))
                continue;
            var place = new Place(read.Site.Node, read.Site.Member);
            var evaluated = new Place(evaluations[0]!.Site.Node, evaluations[0]!.Site.Member);
            yield return new Finding(place, Impact.Major, place.Text, evaluated.SeenFrom(place), flaws[0]!.Value.What)
            {
                Path = ImmutableArray.Create((evaluated, "evaluated here")),
                Fix = flaws[0]!.Value.Fix,
                RepairPlaces = evaluations.Select(evaluation => ("evaluation", new Place(evaluation!.Site.Node, evaluation.Site.Member))).ToImmutableArray(),
                RepairTexts = part == "features" && FeaturesOf(graph, evaluations) is { } features
                    ? ImmutableDictionary<string, string>.Empty.Add("parameter", evaluations[0]!.Site.Spec!.Parameter(part)).Add("column", features)
                    : ImmutableDictionary<string, string>.Empty,
            };
        }
    }

    /// <summary>What is wrong with the argument that the metric needs; null when nothing is, or when that is not known.</summary>
    private static (string What, string Fix)? FlawOf(FlowEvent? evaluation, string part)
    {
        if (evaluation?.Argument(FlowEvent.Unbound) is not null || evaluation is null)
            return null;
        var name = evaluation.Site.Spec!.Parameter(part);
        return (part, evaluation.Argument(part)) switch
        {
            ("features", null or { IsNull: true }) => ($"was given no '{name}', so it is 0, which looks like perfectly separated clusters", $"Pass {name}."),
            ("label", null or { IsNull: true }) => ($"was given no '{name}', so the clusters were compared with nothing", $"Pass {name}."),
            ("label", { Kind: ValueKind.Constant, Tag: PredictedColumn }) =>
                ("compares the clusters with themselves, so it is always 1", $"Pass the column of the true classes as {name}, or do not read this metric."),
            ("topK", null) => ("is a cross-validation, which does not compute it: it is always 0", "Evaluate the scored folds with topKPredictionCount."),
            ("topK", { Kind: ValueKind.Constant, Tag: 0 }) => ($"was given no '{name}', so it is always 0", $"Pass {name}."),
            _ => null,
        };
    }

    /// <summary>The column that all trainers which are judged read, when none of their pipelines drops columns; null when it is not known.</summary>
    private static string? FeaturesOf(PipelineGraph graph, List<FlowEvent?> evaluations)
    {
        var columns = new HashSet<string?>();
        foreach (var evaluation in evaluations)
        {
            var judged = graph.ModelPairs.Where(pair => pair.Evaluation.Site == evaluation!.Site).Select(pair => pair.Estimator)
                .Concat(graph.CrossValidations.Where(validation => validation.Site == evaluation!.Site).SelectMany(validation => validation.Estimators).Select(each => each.Estimator));
            columns.UnionWith(judged.Select(estimator => estimator.IsKnown && estimator.Steps.All(step => step.Traits is { WritesNothing: false }) ? estimator.Trainer?.TextOrDefault("featureColumnName", "Features") : null)
                .DefaultIfEmpty(null));
        }

        return columns.Count == 1 && evaluations.Select(evaluation => evaluation!.Site.Spec!.Parameter("features")).Distinct().Count() == 1 ? columns.First() : null;
    }

    /// <summary>Whether metrics of other evaluations may stand there as well.</summary>
    private static bool IsOpen(Value value) => value.Kind is ValueKind.Unknown or ValueKind.Parameter or ValueKind.Field or ValueKind.Captured or ValueKind.Result;
}
