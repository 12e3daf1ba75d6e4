using System.Collections.Immutable;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>Operations on in-memory sequences that take a function: map, expand, aggregate, group.</summary>
internal sealed class SequenceFunctions
{
    private readonly Frame _frame;
    private readonly CallEvaluator _calls;

    public SequenceFunctions(Frame frame, CallEvaluator calls)
    {
        _frame = frame;
        _calls = calls;
    }

    private ValueFactory Values => _frame.Values;

    public Value Apply(CallSite site, Value sequence, Value function) => Values.Map(sequence, each => ApplyTo(site, each, function));

    /// <summary>Rows of two sequences side by side: what is made of them is not followed, how it is made is.</summary>
    public Value Zip(CallSite site, Value first, Value second, Value function)
    {
        if (function.Kind == ValueKind.Closure && !first.IsUnknown && !second.IsUnknown)
        {
            Value Element(Value sequence) => RowAlgebra.ElementOf(Values, site, RowAlgebra.AsData(Values, sequence));
            _calls.CallDelegate(site.Node, function, ImmutableArray.Create(Element(first), Element(second)));
        }

        _calls.Escape(new[] { first, second });
        return Values.Result(site);
    }

    private Value ApplyTo(CallSite site, Value sequence, Value function)
    {
        if (sequence.IsUnknown)
            return sequence;

        // Not rows but something computed from rows: groups, a table of means.
        var isComputed = sequence.Kind is ValueKind.Computed or ValueKind.Statistic;
        var data = isComputed ? sequence : RowAlgebra.AsData(Values, sequence);
        var element = RowAlgebra.ElementOf(Values, site, data);
        var result = function.Kind == ValueKind.Closure ? _calls.CallDelegate(site.Node, function, Elements(site, function, element)) : Values.Unknown;
        switch (site.Role)
        {
            case Role.Aggregates:
                var aggregate = Values.Make(ValueKind.Statistic, site, RowsUnder(data), result);
                if (site.Spec!.Has("picks") && function is { Tag: ClosureTarget { Method: var key } } && Comparisons.IsReal(key.ReturnType))
                    _frame.Record(EventKind.Ranks, site, aggregate, null, ("of", data), ("key", result));
                return aggregate;
            case Role.Groups:
                if (site.Spec!.Has("holds") && (function.IsNull || result == element))
                    _frame.Record(EventKind.HoldsElements, site, sequence);
                return result.IsUnknown || !Mentions(result, ValueKind.Statistic)
                    ? Values.Computed("groups", data)
                    : Values.Computed("table", result);
            case Role.ExpandsRows when isComputed:
                return Values.Result(site);
            case Role.ExpandsRows:
                return Expanded(site, data, element, result);
            default:
                return isComputed ? Values.Computed("mapped", data, result) : Mapped(site, data, element, result);
        }
    }

    /// <summary>Rows computed one by one: the same rows, plus what was learned elsewhere and went into them.</summary>
    private Value Mapped(CallSite site, Value data, Value element, Value result)
    {
        // Columns of a schema: only their names are still these columns.
        if (data.First is { Kind: ValueKind.AllRows, First.Kind: ValueKind.Schema } or { Kind: ValueKind.Filtered, First: { Kind: ValueKind.AllRows, First.Kind: ValueKind.Schema } })
            return result is { Kind: ValueKind.Member, Tag: Microsoft.CodeAnalysis.ISymbol { Name: "Name" } } && result.First == element ? data : Values.Result(site);

        // Elements of another sequence: rows looked up by an index.
        if (result is { Kind: ValueKind.Element } picked && picked.First != data && picked.First.Kind == ValueKind.Data)
        {
            // Rows drawn at random, one by one: some come twice.
            if (picked.Operands.Length > 1 && Sources.Within(picked.Operands[1]).Any(value => value.Kind == ValueKind.Event && value.Site!.Role == Role.DrawsRandom))
                return RowAlgebra.Restrict(Values, picked.First, rows => Values.Make(ValueKind.Duplicated, site, rows));
            return RowAlgebra.Restrict(Values, picked.First, rows => Values.Make(ValueKind.Filtered, "by index", rows, data));
        }

        // What was only computed from a row is no longer that row.
        var learned = Learned(result, element);
        var mapped = RowAlgebra.Apply(Values, data, Holds(result, element) ? learned : learned.Append(Values.Event(site)));
        if (result.Kind is ValueKind.Tuple or ValueKind.Object && result.Operands.Concat(_frame.FieldsOf(result).Select(field => field.Value)).Any(Sources.IsMetric))
            _frame.Record(EventKind.Yields, site, mapped, null, ("element", result));
        return mapped;
    }

    /// <summary>Whether a value is another one, or has it as a member.</summary>
    private bool Holds(Value value, Value held) => value == held || (value.Kind == ValueKind.Tuple && value.Operands.Contains(held)) || _frame.FieldsOf(value).Any(field => field.Value == held);

    private Value Expanded(CallSite site, Value data, Value element, Value result) => result switch
    {
        _ when result == element => data,
        { Kind: ValueKind.Data, First.Kind: ValueKind.Duplicated } or { Kind: ValueKind.Items, Operands.Length: > 1 } =>
            RowAlgebra.Restrict(Values, RowAlgebra.Apply(Values, data, Learned(result, element)), rows => Values.Make(ValueKind.Duplicated, site, rows)),
        { Kind: ValueKind.Items, Operands.Length: 1 } => RowAlgebra.Apply(Values, data, Learned(result, element)),
        _ => Values.Result(site),
    };

    /// <summary>What went into a row that does not come from that row itself.</summary>
    private IEnumerable<Value> Learned(Value result, Value element)
    {
        var sources = new HashSet<Value>();
        Sources.Collect(result, sources, 32);
        var parts = new[] { result }.Concat(result.Operands).Where(part => part.Kind is ValueKind.Object or ValueKind.Element).Append(element);
        foreach (var part in parts)
        {
            foreach (var (_, value) in _frame.FieldsOf(part))
                Sources.Collect(value, sources, 32);
        }

        // Of the numbers of a vector or the lines of a text; members of rows are followed one by one.
        foreach (var (conversion, _) in Sources.CultureConversions(result))
            sources.Add(conversion);
        return sources.Where(source => source.Kind is ValueKind.Statistic or ValueKind.Event
                || (source.Kind == ValueKind.Element && source.Site != element.Site && source.First.Kind == ValueKind.Data && !Positions.IsCounted(source)))
            .OrderBy(source => source.Site!.Node.SpanStart);
    }

    /// <summary>The rows that a value was computed from.</summary>
    private static Value RowsUnder(Value value) =>
        value.Kind == ValueKind.Data ? value : Sources.Within(value).FirstOrDefault(inner => inner.Kind == ValueKind.Data) ?? value;

    private static bool Mentions(Value value, ValueKind kind) => Sources.Within(value).Any(inner => inner.Kind == kind);

    /// <summary>The row, and its place where a second parameter asks for it.</summary>
    private ImmutableArray<Value> Elements(CallSite site, Value function, Value element) =>
        ImmutableArray.CreateRange(((ClosureTarget)function.Tag!).Method.Parameters, parameter => parameter.Ordinal switch
        {
            0 => element,
            1 when site.Role == Role.MapsRows && parameter.Type.SpecialType == Microsoft.CodeAnalysis.SpecialType.System_Int32 => Positions.At(Values, parameter, 0),
            _ => Values.Unknown,
        });
}
