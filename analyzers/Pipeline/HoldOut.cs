using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// Rows that nothing splits, and that can be split for a model which is judged by what it was trained on: what the training is given ("train") and
/// what is scored for each evaluation ("test"), in one function or one type; and the call that splits them all the same ("split"). Nothing where the rows are a part already, where a random choice of
/// them would be the next defect (series, rankings, rows that belong together, that were prepared or repeated), or where more than
/// evaluations rest on the scored rows.
/// </summary>
internal static class HoldOut
{
    private static readonly ImmutableArray<(string, Place)> s_nothing = ImmutableArray<(string, Place)>.Empty;

    /// <param name="graph">The pipeline graph.</param>
    /// <param name="pairs">A model with all evaluations of it.</param>
    public static ImmutableArray<(string, Place)> Of(PipelineGraph graph, IReadOnlyList<ModelPair> pairs)
    {
        var model = pairs[0].Model;
        if (model.IsSearch || model.Data.Length != 1 || model.Estimators.Length != 1 || !model.Validation.IsEmpty
            || !graph.IsOnlyFitAt(model.Site.Node)
            || pairs.Any(pair => pair.Relation != RowRelation.Same || pair.Evaluation.Data.Length != 1) || !MayBeChosenAtRandom(graph, pairs[0]) || !AreOnlyJudged(graph, pairs[0]))
        {
            return s_nothing;
        }

        var scored = pairs.SelectMany(pair => ScoringsOf(graph, pair)).Distinct().ToList();
        var places = Places(model, scored, (train, test) => test.Sees(train)) ?? Places(model, scored, (train, test) => train.SharesType(test)) ?? s_nothing;
        var splits = graph.Splits.Where(split => split.Data.Length == 1 && split.Data[0].Data == pairs[0].TrainData).ToList();
        return places.IsEmpty || splits.Count != 1 ? places : places.Add(("split", splits[0].Place));
    }

    private static ImmutableArray<(string, Place)>? Places(Fit model, IReadOnlyList<FlowEvent> scored, Func<Place, Place, bool> isNear)
    {
        foreach (var train in model.DataPlace.HandedOn(model.Site).Where(place => !place.IsInLoop))
        {
            var tests = scored.Select(scoring => PlaceOf(scoring).Argument(scoring, "data").HandedOn(scoring.Site).FirstOrDefault(test => isNear(train, test))).ToList();
            if (tests.Count > 0 && !tests.Contains(null!))
                return tests.GroupBy(test => test.Location).Select(same => ("test", same.First())).Prepend(("train", train)).ToImmutableArray();
        }

        return null;
    }

    /// <summary>Whether sides of a random split would be fair: no row in one of them tells of one in the other.</summary>
    private static bool MayBeChosenAtRandom(PipelineGraph graph, ModelPair pair)
    {
        var columns = graph.SourceColumns.Of(pair.TrainData);
        var groups = graph.Options.Words(pair.Model.Place.Tree, RuleOptions.GroupColumns);
        return pair.TrainData.Operands.Skip(1).All(IsNoTransformer)
            && Rows.Nodes(pair.TrainData.First).All(rows => rows.Kind switch
            {
                ValueKind.Part or ValueKind.Bootstrap or ValueKind.Duplicated => false,
                ValueKind.Shuffled => rows.Tag is not true,

                // All but the first lines are the rows of a file with a header.
                ValueKind.Range => rows.Operands[2].IsNull,
                _ => true,
            })
            && pair.Estimator.Steps.All(step => step.Traits?.ReadsInOrder != true)
            && pair.Estimator.Trainer is { Task: not (LearningTask.Ranking or LearningTask.Forecasting or LearningTask.Anomaly) } trainer
            && (trainer.Traits?.LearnsFromIdentifiers == true || columns.All(column => !ColumnRoles.IsTime(column.Key, column.Value) && !ColumnRoles.IsGroup(column.Key, groups)))
            && !graph.AppliedStatistics(pair.TrainData).Any(learned => Rows.Share(Rows.Relate(learned.First, pair.TrainData))) && graph.DuplicatedBefore(pair) is null;
    }

    /// <summary>Whether what was applied to rows was computed from each, or only keeps them as they are.</summary>
    private static bool IsNoTransformer(Value applied) => applied.Kind switch
    {
        ValueKind.Event => applied.Site!.Role is not (Role.Fits or Role.RunsSearch or Role.LoadsModel or Role.AdjustsModel),
        ValueKind.Constant or ValueKind.Computed or ValueKind.Element or ValueKind.Statistic or ValueKind.Data or ValueKind.Closure or ValueKind.Object => true,
        _ => false,
    };

    /// <summary>Whether nobody but evaluations and previews reads what the model makes of the rows; its schema stays as it is.</summary>
    private static bool AreOnlyJudged(PipelineGraph graph, ModelPair pair)
    {
        var model = graph.Values.Event(pair.Model.Site);
        var (seen, open) = (new HashSet<Value>(), new Stack<Value>());
        bool HoldsScored(FlowEvent recorded)
        {
            seen.Clear();
            open.Push(recorded.Receiver);
            foreach (var argument in recorded.Arguments)
                open.Push(argument.Value);
            var found = false;
            while (open.Count > 0)
            {
                var next = open.Pop();
                if (next.Kind == ValueKind.Schema || !seen.Add(next))
                    continue;
                found |= next.Kind == ValueKind.Data && next.First == pair.EvaluationData.First && next.Operands.Contains(model);
                foreach (var operand in next.Operands)
                    open.Push(operand);
            }

            return found;
        }

        return graph.Events.All(recorded => recorded.Role is Role.Evaluates or Role.Previews
            || recorded.Kind is EventKind.StoresUnread or EventKind.DropsResult or EventKind.TypesRows or EventKind.ReadsMetric or EventKind.ReadsOutput || !HoldsScored(recorded));
    }

    /// <summary>The calls that score the rows for an evaluation: in it, or in the member that it stands in, or anywhere.</summary>
    private static IEnumerable<FlowEvent> ScoringsOf(PipelineGraph graph, ModelPair pair)
    {
        var model = graph.Values.Event(pair.Model.Site);
        var scorings = graph.Operations(Role.Transforms).Where(
            scoring => ValueFactory.Expand(scoring.Receiver).Any(each => ModelOrigins.Parts(each.Value).Contains(model))
                && graph.DataOf(scoring) is { Length: 1 } rows && rows[0].Data == pair.TrainData).ToList();
        var near = scorings.Where(scoring => scoring.Site.Outer == pair.Evaluation.Site.Outer && PlaceOf(scoring).SharesMember(pair.Evaluation.Place)).ToList();
        var inside = near.Where(scoring => pair.Evaluation.Place.Contains(PlaceOf(scoring))).ToList();
        return inside.Count > 0 ? inside : near.Count > 0 ? near : scorings;
    }

    private static Place PlaceOf(FlowEvent recorded) => new(recorded.Site.Node, recorded.Site.Member);
}
