using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>One of several models, or runs of one, is kept because its score is better than the others'.</summary>
/// <param name="Decision">Where the scores are compared.</param>
/// <param name="Judges">The evaluations and cross-validations whose scores are compared.</param>
/// <param name="Kept">What is kept: models, scores, or the picked element of a sequence of results.</param>
internal sealed record ModelSelection(Place Decision, ImmutableArray<CallSite> Judges, ImmutableArray<Value> Kept)
{
    /// <summary>Whether what was kept is picked from a sequence: then its elements are the results.</summary>
    public bool IsPicked { get; init; }

    /// <summary>
    /// Whether the choice has an effect here: a score that decided is printed or handed on, or the chosen model is saved or served. A model that is
    /// only returned may still be judged by others.
    /// </summary>
    public bool HasEffect(PipelineGraph graph) => IsPicked
        ? graph.Saves.Concat(graph.Engines).SelectMany(save => save.Models).Any(model => Picks(model.Model).Any())
            || graph.Events.Any(recorded => recorded.Kind == EventKind.Escapes && Picks(recorded.Receiver).Any(isModel => !isModel))
        : Judges.Any(graph.Reach.IsReported)
            || graph.Saves.Concat(graph.Engines).SelectMany(save => save.Models).Any(model => Judges.Any(judge => Concerns(graph, model.Model, judge)));

    /// <summary>All selections of a program: by a comparison, or by the order of results.</summary>
    public static IEnumerable<ModelSelection> In(PipelineGraph graph)
    {
        // The last of a row of comparisons knows all that were compared.
        var all = ByComparison(graph).Concat(ByOrder(graph)).ToList();
        return all.Where(each => !all.Exists(other => other.Judges.Length > each.Judges.Length && each.Judges.All(other.Judges.Contains)));
    }

    /// <summary>Whether a value is one of the judges, was scored by it, or is a part of what it gave.</summary>
    public static bool Concerns(PipelineGraph graph, Value value, CallSite judge)
    {
        var scored = graph.Judgement.EvaluationAt(judge)?.Data.SelectMany(data => graph.Models.AppliedFits(data.Data)).ToList() ?? new List<Fit>();
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(value);
        while (open.Count > 0)
        {
            var next = open.Pop();

            // A text in which a score stands is for the reader.
            if (!seen.Add(next) || next is { Kind: ValueKind.Computed, Tag: "text" })
                continue;
            if (next.Kind == ValueKind.Event && (next.Site == judge || (graph.Models.FitOf(next) is { } fit && scored.Contains(fit))))
                return true;
            foreach (var operand in next.Operands)
                open.Push(operand);
        }

        return false;
    }

    /// <summary>Where the kept model is saved, served, applied or handed on.</summary>
    public IEnumerable<FlowEvent> UsesOfModel(PipelineGraph graph)
    {
        var models = new HashSet<Value>(Kept.SelectMany(Sources.Within).Where(part => (part is { Kind: ValueKind.Member, Tag: ISymbol member } && IsTransformer(member))
            || (graph.Models.FitOf(part) is not null && Judges.Any(judge => Concerns(graph, part, judge)))));
        var results = new HashSet<Value>(Kept.SelectMany(Sources.Within).Where(part => part.Kind == ValueKind.Element && Judges.Any(judge => Concerns(graph, part, judge))));
        bool Holds(Value value) => IsPicked
            ? Picks(value).Any()
            : Sources.Within(value).Any(part => models.Contains(part) || (part is { Kind: ValueKind.Member, Tag: ISymbol member } && IsTransformer(member) && results.Contains(part.First)));
        return graph.Events.Where(recorded => recorded.Role switch
        {
            Role.SavesModel or Role.CreatesEngine => recorded.Argument("model") is { } model && Holds(model),
            Role.Transforms => Holds(recorded.Receiver),
            _ => recorded.Kind == EventKind.Escapes && (IsPicked ? Picks(recorded.Receiver).Any(isModel => isModel) : models.Contains(recorded.Receiver)),
        });
    }

    /// <summary>Where the picked element stands in a value; true where only its model does.</summary>
    private IEnumerable<bool> Picks(Value value)
    {
        var rows = Kept.SelectMany(RowsOf).ToList();
        var open = new Stack<Value>();
        var seen = new HashSet<Value>();
        open.Push(value);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            var isModel = next is { Kind: ValueKind.Member, Tag: ISymbol member } && IsTransformer(member);
            var holder = isModel ? next.First : next;
            if (Kept.Contains(holder) && holder.Kind == ValueKind.Statistic || (holder is { Kind: ValueKind.Element, First: { Kind: ValueKind.Data } from } && rows.Contains(from.First)))
            {
                yield return isModel;
                continue;
            }

            foreach (var operand in next.Operands)
                open.Push(operand);
        }
    }

    private static bool IsTransformer(ISymbol member) => member switch
    {
        IFieldSymbol { Type: var type } => type.Name == "ITransformer" || type.AllInterfaces.Any(each => each.Name == "ITransformer"),
        IPropertySymbol { Type: var type } => type.Name == "ITransformer" || type.AllInterfaces.Any(each => each.Name == "ITransformer"),
        _ => false,
    };

    private static IEnumerable<ModelSelection> ByComparison(PipelineGraph graph)
    {
        foreach (var choice in graph.Events.Where(recorded => recorded.Kind == EventKind.Chooses).GroupBy(recorded => recorded.Site))
        {
            var kept = choice.SelectMany(each => new[] { each.Argument("value")!, each.Argument("before")! }).Where(value => !value.IsNull).Distinct().ToImmutableArray();
            foreach (var (left, right) in choice.SelectMany(each => Comparisons.In(each.Receiver)).Distinct())
            {
                var (a, b) = (Judgements(left), Judgements(right));
                var judges = a.Concat(b).Select(each => each.Judge).Distinct().ToImmutableArray();

                // A score that is compared with itself is compared with what an earlier round left of it; so is one that goes into what it is compared with.
                var isRunning = a.Intersect(b).Any() || choice.Any(each => each.Argument("into") is { IsNull: false } into
                    && ((a.Count > 0 && Sources.Within(right).Contains(into)) || (b.Count > 0 && Sources.Within(left).Contains(into))));
                var isAmongSeveral = a.Count > 0 && b.Count > 0 && judges.Length > 1;
                if ((isRunning || isAmongSeveral) && judges.Count(judge => kept.Any(value => Concerns(graph, value, judge))) >= (isRunning ? 1 : 2))
                    yield return new ModelSelection(new Place(choice.Key.Node, choice.Key.Member), judges, kept);
            }
        }
    }

    private static IEnumerable<ModelSelection> ByOrder(PipelineGraph graph)
    {
        var picked = new HashSet<Value>(graph.Events.Where(recorded => recorded.Kind == EventKind.Picks).SelectMany(recorded => RowsOf(recorded.Receiver)));
        foreach (var ranking in graph.Events.Where(recorded => recorded.Kind == EventKind.Ranks))
        {
            if (!ValueFactory.Expand(ranking.Receiver).Any(each => each.Value.Kind == ValueKind.Statistic) && !RowsOf(ranking.Receiver).Any(picked.Contains))
                continue;
            var key = ranking.Argument("key")!;
            var scores = Judgements(key);
            if (scores.Count == 0)
                scores = new ResultSequences(graph).ElementsOf(ranking.Argument("of")!).SelectMany(element => Judgements(element(key))).ToList();
            var judges = scores.Select(each => each.Judge).Distinct().ToImmutableArray();
            if (!judges.IsEmpty)
                yield return new ModelSelection(new Place(ranking.Site.Node, ranking.Site.Member), judges, ImmutableArray.Create(ranking.Receiver)) { IsPicked = true };
        }
    }

    private static IEnumerable<Value> RowsOf(Value sequence) =>
        ValueFactory.Expand(sequence).Where(each => each.Value.Kind == ValueKind.Data).Select(each => each.Value.First);

    /// <summary>The scores that a number was computed from: who gave them, and which.</summary>
    private static List<(CallSite Judge, ISymbol Score)> Judgements(Value number) => Sources.Metrics(number)
        .SelectMany(metric => Sources.Within(metric).Where(value => value is { Kind: ValueKind.Event, Site.Role: Role.Evaluates or Role.CrossValidates })
            .Select(value => (value.Site!, (ISymbol)metric.Tag!)))
        .Distinct().ToList();
}
