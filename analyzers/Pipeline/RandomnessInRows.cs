using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A generator (or a draw that has none) that decides about rows, where, and the user's name for them.</summary>
internal sealed record RandomUse(FlowEvent Source, Place Draw, Place Decides, string Name);

/// <summary>
/// Finds the random numbers behind the rows that are trained on or evaluated: their order, their choice, their values, and the
/// seeds of what else is random.
/// </summary>
internal sealed class RandomnessInRows
{
    private readonly PipelineGraph _graph;

    /// <summary>What changes a collection in place (adds to it, writes elements, reorders it), by the rows that it holds.</summary>
    private readonly Dictionary<Value, List<FlowEvent>> _changes = new();

    /// <summary>The order of events: what changes a collection after it was used decides nothing.</summary>
    private readonly Dictionary<FlowEvent, int> _position = new();

    /// <summary>Conditions that were decided by chance, as guards name them.</summary>
    private readonly Dictionary<(CallSite?, object), Value> _chances = new();

    public RandomnessInRows(PipelineGraph graph)
    {
        _graph = graph;
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
        }
    }

    public IEnumerable<RandomUse> Uses()
    {
        var consumers = _graph.Fits.Select(fit => (fit.Event, fit.DataName, fit.Data))
            .Concat(_graph.CrossValidations.Select(validation => (validation.Event, validation.DataName, validation.Data)))
            .Concat(_graph.Evaluations.Select(evaluation => (evaluation.Event, evaluation.DataName, evaluation.Data)));
        foreach (var (consumer, name, rows) in consumers)
        {
            foreach (var (data, _) in rows)
            {
                foreach (var (draw, source) in DrawsBehind(data, _position[consumer]).Distinct().SelectMany(draw => GeneratorsOf(draw).Select(source => (draw, source))))
                    yield return new RandomUse(source, PlaceOf(draw.Site!), PlaceOf(consumer.Site), name);
            }
        }

        foreach (var seeded in _graph.AllOperations.Where(recorded => recorded.Role != Role.CreatesRandom))
        {
            if (SeedOf(seeded) is not { } seed)
                continue;
            foreach (var draw in Sources.Draws(seed).Where(draw => !draw.Site!.Spec!.Has("unseedable")))
            {
                foreach (var source in GeneratorsOf(draw))
                    yield return new RandomUse(source, PlaceOf(draw.Site!), PlaceOf(seeded.Site), PlaceOf(seeded.Site).Text);
            }
        }
    }

    /// <summary>The seed that an operation is given, as an argument or in its options; null when it takes none.</summary>
    public static Value? SeedOf(FlowEvent recorded) => recorded.Role is Role.CreatesContext or Role.Splits or Role.SplitsIntoFolds or Role.CrossValidates
            or Role.Shuffles or Role.Bootstraps or Role.BuildsEstimator or Role.CreatesRandom
        ? recorded.Argument("seed") ?? recorded.Argument("options.Seed")
        : null;

    private static Place PlaceOf(CallSite site) => new(site.Node, site.Member);

    /// <summary>The draws that decide which rows a data value holds, in which order, with which values.</summary>
    private IEnumerable<Value> DrawsBehind(Value data, int until)
    {
        // A drawn name (a GUID) that only stands in a row is the row's identity, not a feature.
        foreach (var applied in data.Operands.Skip(1).Where(applied => Sources.IsDraw(applied) && !applied.Site!.Spec!.Has("names")))
            yield return applied;
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(data.First);
        while (open.Count > 0)
        {
            var rows = open.Pop();
            if (!seen.Add(rows))
                continue;
            if (Sources.IsDraw(rows))
                yield return rows;
            if (_changes.TryGetValue(rows, out var changes))
            {
                foreach (var value in changes.Where(change => _position[change] < until).SelectMany(DecidedBy))
                    open.Push(value);
            }

            foreach (var operand in WithoutSeed(rows))
                open.Push(operand);
        }
    }

    /// <summary>What rows are made of, except the seed of a split or shuffle: that is judged where it is given.</summary>
    private static IEnumerable<Value> WithoutSeed(Value rows) => rows.Kind switch
    {
        ValueKind.Part => rows.Operands.RemoveAt(2),
        ValueKind.Bootstrap => rows.Operands.RemoveAt(1),
        // A random name of a temporary file says nothing of what is in it.
        ValueKind.Computed when rows.Tag is "path" or "file" => ImmutableArray<Value>.Empty,
        ValueKind.Shuffled => rows.Operands.Where((operand, i) => i == 0 || Sources.IsDraw(operand)),
        _ => rows.Operands,
    };

    /// <summary>What a change of a collection depends on: what is put where, and whether at all.</summary>
    private IEnumerable<Value> DecidedBy(FlowEvent change)
    {
        foreach (var decision in change.Guard.Decisions)
        {
            if (_chances.TryGetValue((decision.Call, decision.Condition), out var chance))
            {
                foreach (var draw in Sources.Draws(chance))
                    yield return draw;
            }
        }

        if (change.Role == Role.ReordersInPlace)
        {
            yield return _graph.Values.Event(change.Site);
            yield break;
        }

        foreach (var argument in change.Arguments.Where(argument => !argument.Value.IsUnknown))
        {
            foreach (var value in argument.Value.Kind == ValueKind.Data ? argument.Value.Operands : ImmutableArray.Create(argument.Value))
                yield return value;
        }
    }

    /// <summary>Where a draw gets its numbers from, if that is known.</summary>
    private IEnumerable<FlowEvent> GeneratorsOf(Value draw)
    {
        var open = new Stack<Value>();
        var seen = new HashSet<Value>();
        open.Push(draw);
        while (open.Count > 0)
        {
            if (open.Pop() is var next && (!seen.Add(next) || _graph.OperationAt(next.Site) is not { } drawn))
                continue;
            if (drawn.Role == Role.CreatesRandom || drawn.Site.Spec!.Has("unseedable"))
                yield return drawn;
            else
                PushGenerators(drawn.Receiver);

            // A generator whose seed is drawn is as good as the generator behind that.
            if (drawn.Role == Role.CreatesRandom && SeedOf(drawn) is { } seed)
            {
                foreach (var inner in Sources.Draws(seed).Where(inner => !inner.Site!.Spec!.Has("unseedable")))
                    open.Push(inner);
            }
        }

        void PushGenerators(Value receiver)
        {
            foreach (var (each, _) in ValueFactory.Expand(receiver))
            {
                if (each is { Kind: ValueKind.Event, Site.Role: Role.CreatesRandom })
                    open.Push(each);
            }
        }
    }

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
}
