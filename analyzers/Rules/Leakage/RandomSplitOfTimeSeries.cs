using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR111: rows that follow each other in time are assigned to training and evaluation at random.</summary>
internal sealed class RandomSplitOfTimeSeries : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR111",
        "Random split of a time series",
        "'{0}' {1}, but {2}: {3}",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A time series is split at random: training sees the future of the rows it is judged by, and a forecaster learns from a series with holes. Split by time instead.",
        HelpLink("MLR111"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph) => SeriesWithHoles(graph).Concat(FutureInTraining(graph));

    /// <summary>What reads rows as one series is fitted on rows that were chosen at random.</summary>
    private static IEnumerable<Finding> SeriesWithHoles(PipelineGraph graph)
    {
        foreach (var fit in graph.Fits)
        {
            foreach (var (estimator, ifEstimator) in fit.Estimators)
            {
                if (estimator.Steps.FirstOrDefault(step => step.Traits?.ReadsInOrder == true) is not { } series)
                    continue;
                foreach (var (data, _) in fit.Data.Where(data => data.Guard.AgreesWith(ifEstimator)))
                {
                    if (Rows.Nodes(data.First).FirstOrDefault(rows => IsRandomChoice(graph, rows)) is not { } chosen || graph.Origins.MadeAt(chosen) is not { } place)
                        continue;
                    yield return new Finding(
                        place,
                        Impact.Major,
                        place.Text,
                        chosen.Kind == ValueKind.Shuffled ? "puts rows in random order" : "chooses rows at random",
                        $"{series.Name} ({fit.Place.SeenFrom(place)}) reads them as one series in order",
                        chosen.Kind == ValueKind.Shuffled ? "what it learns is no series" : "what it learns has holes, and it is judged by points between those it has seen")
                    {
                        Path = ImmutableArray.Create((series.Place, "reads its rows in order"), (fit.Place, "and is fitted here, on rows chosen at random")),
                        Fix = "Cut the series at one point in time: TakeRows and SkipRows, or FilterRowsByColumn with one bound for each side.",
                    };
                }
            }
        }
    }

    /// <summary>Rows that say when they were seen are trained on and evaluated, whichever came first.</summary>
    private static IEnumerable<Finding> FutureInTraining(PipelineGraph graph)
    {
        foreach (var split in graph.RandomSplits)
        {
            if (!split.Key(graph).IsNull || split.Estimator.Trainer is not { Learning: Learning.Prediction, Traits.LearnsFromIdentifiers: false })
                continue;
            var time = graph.SourceColumns.Of(split.Data).Where(column => ColumnRoles.IsTime(column.Key, column.Value)).Select(column => column.Key)
                .OrderBy(name => name, StringComparer.Ordinal).FirstOrDefault();
            if (time is null)
                continue;
            yield return new Finding(
                split.Place,
                Impact.Major,
                split.Place.Text,
                "chooses rows at random",
                $"'{time}' says when each of '{split.DataName}' was seen",
                $"the model evaluated at {split.EvaluationPlace.SeenFrom(split.Place)} was trained on rows that came after those it is judged by")
            {
                IsHint = true,
                Path = ImmutableArray.Create((split.Model, "the model is trained here"), (split.EvaluationPlace, "and evaluated here")),
                Fix = $"Cut by '{time}': the older rows for training, the newer ones for the evaluation.",
            };
        }
    }

    /// <summary>A side of a split that keeps nothing together, or a part of rows in random order.</summary>
    private static bool IsRandomChoice(PipelineGraph graph, Value rows) =>
        rows.Kind == ValueKind.Shuffled || (graph.Origins.SplitThatMade(rows) is { } split && RandomSplit.KeyOf(split, graph).IsNull);
}
