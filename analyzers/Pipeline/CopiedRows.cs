using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// Lists that are filled one by one with objects made of the rows of another sequence: what they hold are those rows, changed, and
/// perhaps not all of them.
/// </summary>
internal sealed class CopiedRows
{
    private const string Copied = "copied";

    private readonly ValueFactory _values;

    /// <summary>All rows of a list, with the rows that they were made of.</summary>
    private readonly Dictionary<Value, Value> _sources = new();
    private readonly Dictionary<Value, Value> _rewritten = new();

    public CopiedRows(ValueFactory values, IReadOnlyCollection<FlowEvent> events)
    {
        _values = values;
        var additions = events.Where(recorded => recorded.Role == Role.AddsRows && recorded.Receiver is { Kind: ValueKind.Event, Site.Role: Role.CreatesCollection }).ToList();
        if (additions.Count == 0)
            return;
        var members = events.Where(recorded => recorded is { Kind: EventKind.WritesField, Receiver.Kind: ValueKind.Object })
            .ToLookup(recorded => recorded.Receiver, recorded => recorded.Argument("value")!);
        var escaped = new HashSet<Value>(events.Where(recorded => recorded.Kind == EventKind.Escapes).Select(recorded => recorded.Receiver));
        foreach (var list in additions.GroupBy(added => added.Receiver))
        {
            var sources = list.Select(added => added.Argument("element") is { Kind: ValueKind.Object } row ? SourceOf(members[row]) : null).Distinct().ToList();
            if (sources.Count == 1 && sources[0] is { } rows && !escaped.Contains(list.Key))
                _sources[values.Make(ValueKind.AllRows, null, list.Key)] = rows;
        }
    }

    public bool Any => _sources.Count > 0;

    /// <summary>The list behind rows that were copied into it.</summary>
    public static Value? ListOf(Value rows) => rows is { Kind: ValueKind.Filtered, Tag: Copied } ? rows.Operands[1] : null;

    /// <summary>The value with the lists inside it replaced by the rows that they were made of.</summary>
    public Value Rewrite(Value value)
    {
        if (!value.IsSymbolic)
            return value;
        if (_rewritten.TryGetValue(value, out var known))
            return known;

        // A list may have been filled from itself.
        _rewritten[value] = value;
        return _rewritten[value] = _sources.TryGetValue(value, out var rows)
            ? _values.Make(ValueKind.AllRows, null, RowAlgebra.Restrict(_values, Rewrite(rows), source => _values.Make(ValueKind.Filtered, Copied, source, value)))
            : _values.Make(value.Kind, value.Tag, ImmutableArray.CreateRange(value.Operands, Rewrite));
    }

    /// <summary>The one sequence whose elements went into the members of a row.</summary>
    private static Value? SourceOf(IEnumerable<Value> members)
    {
        var sources = new HashSet<Value>();
        foreach (var member in members)
            Sources.Collect(member, sources, 32);
        var sequences = sources.Where(source => source is { Kind: ValueKind.Element, First.Kind: ValueKind.Data }).Select(element => element.First).Distinct().ToList();
        return sequences.Count == 1 ? sequences[0] : null;
    }
}
