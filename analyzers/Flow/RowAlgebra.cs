using System.Collections.Immutable;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>Builds values that stand for rows: a base, what restricts or reorders it, and what was applied to the rows.</summary>
internal static class RowAlgebra
{
    /// <summary>Stands before the text of an order that is not known to go forward.</summary>
    public const string Backward = "backward ";

    /// <summary>Computed from the call of an iterator: the sequence it returns.</summary>
    public const string Iterator = "iterator";

    /// <summary>The value as rows. A value that is not known yet becomes "all rows of that value".</summary>
    public static Value AsData(ValueFactory values, Value value) => value.Kind switch
    {
        ValueKind.Data or ValueKind.Unknown => value,
        ValueKind.Alternatives => values.Map(value, each => AsData(values, each)),
        _ => values.Data(values.Make(ValueKind.AllRows, null, value)),
    };

    /// <summary>The value as rows, unless it is a computed scalar (a task's result, a mean).</summary>
    public static Value AsDataUnlessScalar(ValueFactory values, Value value) => value.Kind switch
    {
        ValueKind.Constant or ValueKind.Computed or ValueKind.Statistic or ValueKind.Tuple or ValueKind.Items or ValueKind.Split or ValueKind.Folds
            or ValueKind.Chain or ValueKind.Event or ValueKind.Object or ValueKind.Closure or ValueKind.Element => value,
        _ => AsData(values, value),
    };

    /// <summary>Rows from <paramref name="from"/> up to <paramref name="end"/> (null: to the end); ranges of ranges are added up.</summary>
    public static Value Range(ValueFactory values, Value rows, Value from, Value end)
    {
        if (rows is not { Kind: ValueKind.Range, Operands: var outer } || IsFromEnd(outer[1]) || IsFromEnd(outer[2]) || IsFromEnd(from) || IsFromEnd(end))
            return values.Make(ValueKind.Range, null, rows, from, end);
        var first = values.Computed("Add", outer[1], from);
        if (end.IsNull)
            return values.Make(ValueKind.Range, null, outer[0], first, outer[2]);
        var last = values.Computed("Add", outer[1], end);
        if (outer[2].IsNull)
            return values.Make(ValueKind.Range, null, outer[0], first, last);
        return Arithmetic.Number(last) is { } a && Arithmetic.Number(outer[2]) is { } b
            ? values.Make(ValueKind.Range, null, outer[0], first, a < b ? last : outer[2])
            : values.Make(ValueKind.Range, null, rows, from, end);
    }

    /// <summary>The rows of both.</summary>
    public static Value Join(ValueFactory values, Value first, Value second) => values.Map(AsData(values, first), a => values.Map(AsData(values, second), b =>
        a.IsUnknown || b.IsUnknown
            ? values.Unknown
            : values.Make(
                ValueKind.Data,
                null,
                ImmutableArray.Create(values.Make(ValueKind.Union, null, a.First, b.First)).AddRange(a.Operands.Skip(1)).AddRange(b.Operands.Skip(1)))));

    /// <summary>Restricts or reorders rows: <paramref name="restriction"/> gets the rows and gives the new ones.</summary>
    public static Value Restrict(ValueFactory values, Value data, Func<Value, Value> restriction) =>
        values.Map(AsData(values, data), each => each.IsUnknown
            ? each
            : values.Make(ValueKind.Data, null, each.Operands.SetItem(0, restriction(each.First))));

    /// <summary>Adds what was applied to the rows: transformers, or learned values that went into them.</summary>
    public static Value Apply(ValueFactory values, Value data, IEnumerable<Value> applied)
    {
        var added = applied.ToImmutableArray();
        return added.IsEmpty
            ? AsData(values, data)
            : values.Map(AsData(values, data), each => each.IsUnknown ? each : values.Make(ValueKind.Data, null, each.Operands.AddRange(added)));
    }

    /// <summary>Fixes an order that each enumeration would draw anew; what it was drawn from stays with it. From here on nothing is deferred.</summary>
    public static Value Materialize(ValueFactory values, Value data, CallSite site) =>
        Apply(
            values,
            Restrict(values, data, rows => Rewrite(values, rows, node => node is { Kind: ValueKind.Shuffled, Tag: true }
                ? values.Make(ValueKind.Shuffled, false, node.Operands.Insert(1, values.Result(site)))
                : node)),
            new[] { values.Event(site) });

    /// <summary>The train and test side of a split of <paramref name="data"/>.</summary>
    public static Value Split(ValueFactory values, CallSite site, Value data, Value fraction, Value seed, Value key, Value fold)
    {
        Value Of(Side side) => Restrict(values, data, rows => values.Make(ValueKind.Part, side, rows, fraction, seed, key, fold));
        return values.Make(ValueKind.Split, site, Of(Side.Train), Of(Side.Test));
    }

    /// <summary>
    /// Data in normal form: its base is no data itself (what was applied to that moves up), a choice of rows becomes a
    /// choice of data, what was applied stands there once.
    /// </summary>
    public static Value MakeData(ValueFactory values, ImmutableArray<Value> operands)
    {
        var rows = operands[0];
        var inner = Bases(rows).FirstOrDefault(b => b.First.Kind is ValueKind.Data or ValueKind.Alternatives or ValueKind.Unknown || Grouped(b.First) is not null);
        if (inner is not null)
        {
            return values.Map(Grouped(inner.First) ?? inner.First, source =>
            {
                var data = AsData(values, source);
                if (data.IsUnknown)
                    return data;
                return values.Map(data, each =>
                {
                    var replaced = Rewrite(values, rows, node => node == inner ? each.First : node);
                    return values.Make(
                        ValueKind.Data, null, ImmutableArray.Create(replaced).AddRange(each.Operands.RemoveAt(0)).AddRange(operands.RemoveAt(0)));
                });
            });
        }

        for (var i = 1; i < operands.Length; i++)
        {
            if (operands[i].Kind != ValueKind.Alternatives)
                continue;
            var at = i;
            return values.Map(operands[i], each => MakeData(values, operands.SetItem(at, each)));
        }

        var seen = new HashSet<Value>();
        var flat = ImmutableArray.CreateBuilder<Value>(operands.Length);
        flat.Add(rows);
        foreach (var applied in operands.Skip(1).SelectMany(value => value.Kind == ValueKind.Chain ? value.Operands : ImmutableArray.Create(value)))
        {
            if (seen.Add(applied))
                flat.Add(applied);
        }

        return values.Bounded(ValueKind.Data, null, flat.ToImmutable());
    }

    /// <summary>One element of a sequence, at a place of iteration.</summary>
    public static Value ElementOf(ValueFactory values, CallSite site, Value sequence, Value? index = null) => sequence.Kind switch
    {
        ValueKind.Alternatives => values.Map(sequence, each => ElementOf(values, site, each, index)),
        ValueKind.Unknown => sequence,
        ValueKind.Folds => Split(
            values,
            sequence.Site!,
            sequence.Operands[0],
            values.Computed("folds", sequence.Operands[1]),
            sequence.Operands[2],
            sequence.Operands[3],
            index ?? values.Bounded(ValueKind.Element, site, ImmutableArray.Create(sequence))),
        ValueKind.Items when index is { Kind: ValueKind.Constant, Tag: int i } && i >= 0 && i < sequence.Operands.Length => sequence.Operands[i],
        ValueKind.Items when !sequence.Operands.IsEmpty => values.Alternatives(
            ImmutableArray.CreateRange(sequence.Operands, _ => Guard.Always), sequence.Operands),
        ValueKind.Statistic => sequence,
        ValueKind.Event when index is null && sequence.Site!.Role == Role.CreatesCollection => ElementOf(values, site, AsData(values, sequence)),
        ValueKind.Computed => values.Computed("element", index is null ? new[] { sequence } : new[] { sequence, index }),
        _ => values.Bounded(ValueKind.Element, site, index is null ? ImmutableArray.Create(sequence) : ImmutableArray.Create(sequence, index)),
    };

    /// <summary>The "all rows of …" terms under rows.</summary>
    public static IEnumerable<Value> Bases(Value rows)
    {
        var open = new Stack<Value>();
        open.Push(rows);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (next.Kind == ValueKind.AllRows)
                yield return next;
            else if (next.Kind == ValueKind.Union)
            {
                foreach (var part in next.Operands)
                    open.Push(part);
            }
            else if (!next.Operands.IsEmpty)
            {
                open.Push(next.First);
            }
        }
    }

    /// <summary>Rebuilds rows from the base up; <paramref name="change"/> sees each node with its rebuilt base.</summary>
    public static Value Rewrite(ValueFactory values, Value rows, Func<Value, Value> change)
    {
        if (rows.Kind == ValueKind.AllRows)
            return change(rows);
        if (rows.Kind == ValueKind.Union)
            return change(values.Make(ValueKind.Union, null, ImmutableArray.CreateRange(rows.Operands, part => Rewrite(values, part, change))));
        var first = Rewrite(values, rows.First, change);
        return change(first == rows.First ? rows : values.Make(rows.Kind, rows.Tag, rows.Operands.SetItem(0, first)));
    }

    /// <summary>The rows that were grouped; groups taken together are those rows.</summary>
    private static Value? Grouped(Value value)
    {
        while (value is { Kind: ValueKind.Computed, Tag: "element" or "groups" or "mapped" })
        {
            if (value is { Tag: "groups", First.Kind: ValueKind.Data })
                return value.First;
            value = value.First;
        }

        return null;
    }

    private static bool IsFromEnd(Value value) => value is { Kind: ValueKind.Computed, Tag: "fromEnd" };
}
