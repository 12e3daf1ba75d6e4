using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// A call that assigns rows to sides or folds by chance, and an estimator that is trained on the one and evaluated on the other.
/// </summary>
/// <param name="Call">The split, or the cross-validation that splits by itself.</param>
/// <param name="Data">The rows that are split.</param>
/// <param name="Estimator">What is trained.</param>
/// <param name="TrainData">The rows it is trained on, with all that was applied to them.</param>
/// <param name="Model">Where it is trained.</param>
/// <param name="Evaluation">Where it is evaluated.</param>
internal sealed record RandomSplit(FlowEvent Call, Value Data, Estimator Estimator, Value TrainData, Place Model, FlowEvent Evaluation)
{
    public Place Place => new(Call.Site.Node, Call.Site.Member);

    public string Name => Call.Site.Spec!.Name;

    /// <summary>The user's name for the rows.</summary>
    public string DataName => Place.Argument(Call, "data").Text;

    public Place EvaluationPlace => new(Evaluation.Site.Node, Evaluation.Site.Member);

    /// <summary>Whether rows are split into folds, not into two sides.</summary>
    public bool HasFolds => Call.Role != Role.Splits;

    /// <summary>Whether the call keeps the groups of a ranking together by design: its key is their column.</summary>
    public bool IsByRankingGroup => Call.Site.Spec!.Has("group");

    /// <summary>What keeps rows together; null when nothing does, unknown when that is not known.</summary>
    public Value Key(PipelineGraph graph) => KeyOf(Call, graph);

    public Place KeyPlace => Place.Argument(Call, "key");

    /// <summary>What a column of the rows is where they are split.</summary>
    public Column ColumnOf(PipelineGraph graph, string name) => new ColumnFlow(graph, Data)[name];

    public static IEnumerable<RandomSplit> In(PipelineGraph graph)
    {
        // How a search cuts its folds is its own matter: not all of them keep to the key that they are given.
        foreach (var validation in graph.CrossValidations.Where(validation => validation.Event.Role != Role.RunsSearch))
        {
            foreach (var (data, under) in validation.Data)
            {
                foreach (var (estimator, _) in validation.Estimators.Where(estimator => estimator.Guard.AgreesWith(under)))
                    yield return new RandomSplit(validation.Event, data, estimator, data, validation.Place, validation.Event);
            }
        }

        foreach (var pair in graph.ModelPairs)
        {
            if (pair.Relation != RowRelation.Disjoint)
                continue;
            var training = Rows.Nodes(pair.TrainData.First).Where(rows => rows.Kind == ValueKind.Part).ToList();
            foreach (var side in Rows.Nodes(pair.EvaluationData.First).Where(rows => training.Any(other => AreSidesOfOne(rows, other))))
            {
                if (graph.Origins.SplitThatMade(side) is { } call && graph.DataOf(call).Select(each => each.Data).FirstOrDefault(data => data.First == side.First) is { } data)
                    yield return new RandomSplit(call, data, pair.Estimator, pair.TrainData, pair.Model.Place, pair.Evaluation.Event);
            }
        }
    }

    /// <summary>A team's own split may keep together whatever it likes.</summary>
    public static Value KeyOf(FlowEvent split, PipelineGraph graph) =>
        split.Site.Spec!.Has("key") ? split.Argument("key") ?? graph.Values.Null : graph.Values.Unknown;

    private static bool AreSidesOfOne(Value a, Value b) =>
        a.Kind == ValueKind.Part && !Equals(a.Tag, b.Tag) && a.Operands.SequenceEqual(b.Operands);
}
