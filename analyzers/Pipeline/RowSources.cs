using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>What differs from run to run (a random number, the time, a hash code) behind rows that are trained on or evaluated.</summary>
/// <param name="Source">What differs.</param>
/// <param name="IsChoice">Whether it decides which rows there are, or their order; else it is in their values.</param>
/// <param name="Consumer">The training or evaluation.</param>
/// <param name="Data">The rows.</param>
/// <param name="DataName">The user's name for the rows.</param>
internal sealed record RowSource(Value Source, bool IsChoice, FlowEvent Consumer, Value Data, string DataName)
{
    /// <summary>Whether it went into rows that were there before, when others were computed from them.</summary>
    public bool IsApplied => Data.Operands.IndexOf(Source) > 0;
}

/// <summary>
/// Finds what differs from run to run behind the rows that are trained on or evaluated: in what chose them, in their order, in their
/// values, in what was done to a collection before it became rows.
/// </summary>
internal sealed class RowSources
{
    private readonly PipelineGraph _graph;

    /// <summary>What changes a collection in place (adds to it, writes elements, reorders it), by the rows that it holds.</summary>
    private readonly Dictionary<Value, List<FlowEvent>> _changes = new();

    /// <summary>What filters and orders decided by, by the rows that came out.</summary>
    private readonly Dictionary<Value, List<Value>> _choices = new();

    /// <summary>What was written into objects.</summary>
    private readonly ILookup<Value, Value> _fields;

    /// <summary>The order of events: what changes a collection after it was used decides nothing.</summary>
    private readonly Dictionary<FlowEvent, int> _position = new();

    /// <summary>Conditions that were decided by chance, as guards name them.</summary>
    private readonly Dictionary<(CallSite?, object), Value> _chances = new();

    public RowSources(PipelineGraph graph)
    {
        _graph = graph;
        _fields = graph.Events.Where(recorded => recorded is { Kind: EventKind.WritesField, Receiver.Kind: ValueKind.Object })
            .ToLookup(recorded => recorded.Receiver, recorded => recorded.Argument("value")!);
        for (var i = 0; i < graph.Events.Length; i++)
        {
            var recorded = graph.Events[i];
            _position[recorded] = i;
            if (recorded.Kind == EventKind.BranchesByChance)
                _chances[(recorded.Site.Outer, recorded.Site.Node)] = recorded.Receiver;
            else if (recorded.Kind == EventKind.WritesElement || recorded.Role == Role.AddsRows)
                NoteChange(recorded.Receiver, recorded);
            else if (recorded.Role == Role.ReordersInPlace && recorded.Site.Spec!.Has("random"))
                NoteChange(recorded.Argument("data") ?? graph.Values.Unknown, recorded);
            else if (recorded.Kind == EventKind.MakesRows && recorded.Argument("by") is { IsUnknown: false } by)
                NoteChoice(recorded.Receiver, by);
        }
    }

    /// <summary>How a source gets into rows.</summary>
    private enum Way
    {
        /// <summary>It is in their values.</summary>
        Value,

        /// <summary>It decides which rows there are, or where they stand.</summary>
        Choice,

        /// <summary>Something is read at a place that it gives.</summary>
        Index,
    }

    public IEnumerable<RowSource> All()
    {
        var consumers = _graph.Fits.Select(fit => (fit.Event, fit.DataName, fit.Data))
            .Concat(_graph.CrossValidations.Select(validation => (validation.Event, validation.DataName, validation.Data)))
            .Concat(_graph.Evaluations.Select(evaluation => (evaluation.Event, evaluation.DataName, evaluation.Data)));
        foreach (var (consumer, name, rows) in consumers)
        {
            foreach (var (data, _) in rows)
            {
                foreach (var (source, isChoice) in Behind(data, _position[consumer]).Distinct())
                    yield return new RowSource(source, isChoice, consumer, data, name);
            }
        }
    }

    /// <summary>The hash codes in a value, and in what was put into the array or collection that it is.</summary>
    public IEnumerable<Value> HashCodesIn(Value value) => PutInto(value).SelectMany(Sources.HashCodes).Distinct();

    /// <summary>A value, and all that was put into the array or collection that it is.</summary>
    public IEnumerable<Value> PutInto(Value value) => ValueFactory.Expand(value)
        .SelectMany(each => _changes.TryGetValue(RowsOf(each.Value), out var changes) ? changes.SelectMany(DecidedBy).Select(part => part.Value) : Array.Empty<Value>())
        .Prepend(value);

    private static bool Differs(Value value) => Sources.IsDraw(value) || Sources.IsClock(value) || Sources.IsHashCode(value);

    private IEnumerable<(Value Source, bool IsChoice)> Behind(Value data, int until)
    {
        foreach (var applied in data.Operands.Skip(1).Where(Differs))
            yield return (applied, false);
        var seen = new HashSet<(Value, Way)>();
        var open = new Stack<(Value, Way)>();
        open.Push((data.First, Way.Value));
        while (open.Count > 0)
        {
            var (next, way) = open.Pop();
            if (!seen.Add((next, way)))
                continue;
            if (Differs(next) && !(way == Way.Index && Sources.IsHashCode(next)))
                yield return (next, way != Way.Value);
            if (_choices.TryGetValue(next, out var choices))
            {
                foreach (var code in choices.SelectMany(Sources.HashCodes))
                    yield return (code, true);
            }

            if (_changes.TryGetValue(RowsOf(next), out var changes))
            {
                foreach (var (value, how) in changes.Where(change => _position[change] < until).SelectMany(DecidedBy))
                    open.Push((value, how == Way.Value ? way : how));
            }

            foreach (var written in _fields[next])
                open.Push((written, way));
            foreach (var (operand, how) in Parts(next))
                open.Push((operand, how == Way.Value ? way : how));
        }
    }

    /// <summary>What rows are made of, except the seed of a split or shuffle: that is judged where it is given.</summary>
    private static IEnumerable<(Value Value, Way Way)> Parts(Value rows)
    {
        // A random name of a temporary file says nothing of what is in it.
        if (rows is { Kind: ValueKind.Computed, Tag: "path" or "file" })
            yield break;
        var restricts = rows.Kind is ValueKind.Part or ValueKind.Range or ValueKind.Shuffled or ValueKind.Ordered or ValueKind.Bootstrap;

        // What a filter decided by is noted apart; the variables that its lambda captures only make it another filter. Copies in a list are
        // made of what was put into the list.
        var picks = rows.Kind == ValueKind.Element || (rows.Kind == ValueKind.Filtered && CopiedRows.ListOf(rows) is null) || rows is { Kind: ValueKind.Computed, Tag: "element" };
        for (var i = 0; i < rows.Operands.Length; i++)
        {
            if ((rows.Kind == ValueKind.Part && i == 2) || (rows.Kind == ValueKind.Bootstrap && i == 1))
                continue;
            if (rows.Kind == ValueKind.Shuffled && i > 0 && !Sources.IsDraw(rows.Operands[i]))
                continue;
            yield return (rows.Operands[i], i == 0 ? Way.Value : picks ? Way.Index : restricts ? Way.Choice : Way.Value);
        }
    }

    /// <summary>What a change of a collection depends on: what is put where, and whether at all.</summary>
    private IEnumerable<(Value Value, Way Way)> DecidedBy(FlowEvent change)
    {
        foreach (var decision in change.Guard.Decisions)
        {
            if (_chances.TryGetValue((decision.Call, decision.Condition), out var chance))
            {
                foreach (var source in Sources.Draws(chance).Concat(Sources.HashCodes(chance)))
                    yield return (source, Way.Choice);
            }
        }

        if (change.Role == Role.ReordersInPlace)
        {
            yield return (_graph.Values.Event(change.Site), Way.Choice);
            yield break;
        }

        // What something is kept under in a dictionary decides nothing about it.
        foreach (var argument in change.Arguments.Where(argument => argument.Key != "key" && !argument.Value.IsUnknown))
        {
            var way = argument.Key == "index" ? Way.Choice : Way.Value;
            foreach (var value in argument.Value.Kind == ValueKind.Data ? argument.Value.Operands : ImmutableArray.Create(argument.Value))
                yield return (value, way);
        }
    }

    /// <summary>The rows that a collection holds.</summary>
    private Value RowsOf(Value collection) => collection.Kind is ValueKind.Event or ValueKind.Result or ValueKind.Object or ValueKind.Items
        ? _graph.Values.Make(ValueKind.AllRows, null, collection)
        : collection;

    private void NoteChange(Value collection, FlowEvent change)
    {
        foreach (var (each, _) in ValueFactory.Expand(collection))
        {
            var rows = RowAlgebra.AsData(_graph.Values, each);
            if (rows.Kind != ValueKind.Data)
                continue;
            if (!_changes.TryGetValue(rows.First, out var changes))
                _changes[rows.First] = changes = new List<FlowEvent>();
            changes.Add(change);
        }
    }

    private void NoteChoice(Value rows, Value by)
    {
        foreach (var (each, _) in ValueFactory.Expand(rows))
        {
            if (each.Kind != ValueKind.Data)
                continue;
            if (!_choices.TryGetValue(each.First, out var choices))
                _choices[each.First] = choices = new List<Value>();
            choices.Add(by);
        }
    }
}
