using MlReview.Analyzers.Flow;

namespace MlReview.Analyzers.Pipeline;

/// <summary>How two sets of rows relate. Everything but <see cref="Unknown"/> is proven.</summary>
internal enum RowRelation
{
    Unknown,

    /// <summary>No row is in both.</summary>
    Disjoint,

    /// <summary>The same rows.</summary>
    Same,

    /// <summary>The first set holds the second, and more.</summary>
    Contains,

    /// <summary>The second set holds the first, and more.</summary>
    IsWithin,

    /// <summary>Some rows are in both.</summary>
    Overlaps,
}

/// <summary>Relates rows: the restrictions of two sets are compared from their common base outwards.</summary>
internal static class Rows
{
    public static bool Share(RowRelation relation) => relation is not (RowRelation.Unknown or RowRelation.Disjoint);

    /// <summary>How the rows of two data values relate.</summary>
    public static RowRelation Relate(Value a, Value b)
    {
        a = a.Kind == ValueKind.Data ? a.First : a;
        b = b.Kind == ValueKind.Data ? b.First : b;
        if (a != b && Nodes(b).Contains(a))
            return RowRelation.Contains;
        if (a != b && Nodes(a).Contains(b))
            return RowRelation.IsWithin;
        if (Unions(a) is { } partsA)
            return RelateUnion(partsA, b, firstIsUnion: true);
        if (Unions(b) is { } partsB)
            return RelateUnion(partsB, a, firstIsUnion: false);
        var x = Spine(a);
        var y = Spine(b);
        if (x[0] != y[0])
            return AreDifferentFiles(x[0], y[0]) ? RowRelation.Disjoint : RowRelation.Unknown;
        var i = 1;
        var redrawn = false;
        while (i < x.Count && i < y.Count && SameRestriction(x[i], y[i]))
        {
            redrawn |= x[i] is { Kind: ValueKind.Shuffled, Tag: true };
            i++;
        }

        var restA = x.GetRange(i, x.Count - i);
        var restB = y.GetRange(i, y.Count - i);
        TrimOrders(restA);
        TrimOrders(restB);
        if (restA.Count == 0 && restB.Count == 0)
            return redrawn && x.Skip(1).Any(node => node.Kind == ValueKind.Range) ? RowRelation.Overlaps : RowRelation.Same;
        if (restA.Count == 0)
            return RowRelation.Contains;
        if (restB.Count == 0)
            return RowRelation.IsWithin;
        return redrawn && restA[0].Kind == ValueKind.Range && restB[0].Kind == ValueKind.Range
            ? RowRelation.Overlaps
            : Diverged(restA, restB);
    }

    /// <summary>Whether the rows are a part that was cut off on purpose: a side of a split, a range, a filter.</summary>
    public static bool IsPart(Value data) => Spine(data.Kind == ValueKind.Data ? data.First : data)
        .Any(node => node.Kind is ValueKind.Part or ValueKind.Range or ValueKind.Filtered or ValueKind.Bootstrap && CopiedRows.ListOf(node) is null);

    /// <summary>Whether the rows are a fold of a cross-validation.</summary>
    public static bool IsFold(Value data) =>
        Spine(data.Kind == ValueKind.Data ? data.First : data).Any(node => node.Kind == ValueKind.Part && !node.Operands[4].IsNull);

    /// <summary>Every node of the rows, outermost first; of a union, the union alone.</summary>
    public static IEnumerable<Value> Nodes(Value rows)
    {
        for (var node = rows; ; node = node.First)
        {
            yield return node;
            if (node.Kind is ValueKind.AllRows or ValueKind.Union || node.Operands.IsEmpty)
                yield break;
        }
    }

    /// <summary>Whether parts of a union share rows.</summary>
    public static bool RepeatsRows(Value union)
    {
        for (var i = 0; i < union.Operands.Length; i++)
        {
            for (var j = i + 1; j < union.Operands.Length; j++)
            {
                if (Share(Relate(union.Operands[i], union.Operands[j])))
                    return true;
            }
        }

        return false;
    }

    /// <summary>From the base outwards: the base, then each restriction.</summary>
    public static List<Value> Spine(Value rows)
    {
        var spine = new List<Value>();
        for (var node = rows; ; node = node.First)
        {
            if (node.Kind != ValueKind.Duplicated)
                spine.Add(node);
            if (node.Kind is ValueKind.AllRows or ValueKind.Union || node.Operands.IsEmpty)
                break;
        }

        spine.Reverse();
        return spine;
    }

    private static RowRelation Diverged(List<Value> restA, List<Value> restB)
    {
        var a = restA[0];
        var b = restB[0];
        var bothEnd = restA.Count == 1 && restB.Count == 1;
        var relation = (a.Kind, b.Kind) switch
        {
            (ValueKind.Part, ValueKind.Part) => RelateParts(a, b),
            (ValueKind.Range, ValueKind.Range) => RelateIntervals(a.Operands[1], a.Operands[2], b.Operands[1], b.Operands[2]),
            (ValueKind.Filtered, ValueKind.Filtered) => RelateFilters(a, b),
            (ValueKind.Bootstrap, ValueKind.Bootstrap) => RelateDraws(a, b),
            (ValueKind.Shuffled, ValueKind.Shuffled) => AreDifferentDraws(a.Operands[1], b.Operands[1]) ? RowRelation.Overlaps : RowRelation.Unknown,
            (ValueKind.Shuffled, ValueKind.Range) => restA.Count > 1 ? RowRelation.Overlaps : RowRelation.Contains,
            (ValueKind.Range, ValueKind.Shuffled) => restB.Count > 1 ? RowRelation.Overlaps : RowRelation.IsWithin,
            _ => RowRelation.Unknown,
        };
        if (relation == RowRelation.Disjoint || bothEnd)
            return relation;

        // Orders drawn apart make the ranges behind them independent; anything finer is not proven.
        return a.Kind == ValueKind.Shuffled || b.Kind == ValueKind.Shuffled
            ? restA.Count <= 2 && restB.Count <= 2 && IsPositional(restA) && IsPositional(restB) ? relation : RowRelation.Unknown
            : relation == RowRelation.Contains && restA.Count == 1 ? RowRelation.Contains
            : relation == RowRelation.IsWithin && restB.Count == 1 ? RowRelation.IsWithin
            : RowRelation.Unknown;
    }

    private static bool IsPositional(List<Value> rest) => rest[rest.Count - 1].Kind is ValueKind.Range or ValueKind.Part or ValueKind.Shuffled;

    /// <summary>Sides of splits of one base. The test side is the lowest fraction of a random number per row, which the seed fixes.</summary>
    private static RowRelation RelateParts(Value a, Value b)
    {
        var sideA = (Side)a.Tag!;
        var sideB = (Side)b.Tag!;
        var (fractionA, fractionB) = (a.Operands[1], b.Operands[1]);
        if (a.Operands[3] != b.Operands[3])
            return RowRelation.Unknown;
        if (a.Operands[2] != b.Operands[2])
            return AreDifferentDraws(a.Operands[2], b.Operands[2]) ? RowRelation.Overlaps : RowRelation.Unknown;
        if (fractionA == fractionB)
        {
            if (a.Operands[4] == b.Operands[4])
                return RowRelation.Disjoint;
            if (a.Operands[4].Kind != ValueKind.Constant || b.Operands[4].Kind != ValueKind.Constant)
                return RowRelation.Unknown;
            return (sideA, sideB) switch
            {
                (Side.Test, Side.Test) => RowRelation.Disjoint,
                (Side.Train, Side.Test) => RowRelation.Contains,
                (Side.Test, Side.Train) => RowRelation.IsWithin,
                _ => RowRelation.Overlaps,
            };
        }

        if (Arithmetic.Number(fractionA) is not { } testA || Arithmetic.Number(fractionB) is not { } testB)
            return RowRelation.Unknown;
        return (sideA, sideB) switch
        {
            (Side.Test, Side.Test) => testA > testB ? RowRelation.Contains : RowRelation.IsWithin,
            (Side.Train, Side.Train) => testA < testB ? RowRelation.Contains : RowRelation.IsWithin,
            (Side.Train, Side.Test) => testB > testA ? RowRelation.Overlaps : RowRelation.Disjoint,
            _ => testA > testB ? RowRelation.Overlaps : RowRelation.Disjoint,
        };
    }

    private static RowRelation RelateIntervals(Value fromA, Value endA, Value fromB, Value endB)
    {
        if ((!endA.IsNull && endA == fromB) || (!endB.IsNull && endB == fromA))
            return RowRelation.Disjoint;
        if (Arithmetic.Number(fromA) is not { } a || Arithmetic.Number(fromB) is not { } b)
            return RowRelation.Unknown;
        var lastA = endA.IsNull ? double.PositiveInfinity : Arithmetic.Number(endA);
        var lastB = endB.IsNull ? double.PositiveInfinity : Arithmetic.Number(endB);
        if (lastA is not { } x || lastB is not { } y)
            return RowRelation.Unknown;
        if (x <= b || y <= a)
            return RowRelation.Disjoint;
        return a <= b && x >= y ? RowRelation.Contains : b <= a && y >= x ? RowRelation.IsWithin : RowRelation.Overlaps;
    }

    private static RowRelation RelateFilters(Value a, Value b)
    {
        if (a.Tag is "range" && b.Tag is "range" && a.Operands[1] == b.Operands[1] && !a.Operands[1].IsUnknown)
            return RelateIntervals(a.Operands[2], a.Operands[3], b.Operands[2], b.Operands[3]);
        return a.Tag is "by index" && b.Tag is "by index" && Relate(a.Operands[1], b.Operands[1]) == RowRelation.Disjoint
            ? RowRelation.Disjoint
            : RowRelation.Unknown;
    }

    private static RowRelation RelateDraws(Value a, Value b)
    {
        if (a.Operands[1] == b.Operands[1])
            return a.Operands[2] != b.Operands[2] ? RowRelation.Disjoint : RowRelation.Same;
        return AreDifferentDraws(a.Operands[1], b.Operands[1]) ? RowRelation.Overlaps : RowRelation.Unknown;
    }

    /// <summary>Whether two seeds surely give different random numbers: different constants, or draws at different places.</summary>
    private static bool AreDifferentDraws(Value a, Value b)
    {
        static bool IsDraw(Value seed) => seed.Kind is ValueKind.Event or ValueKind.Result;
        if (a.Kind == ValueKind.Constant && b.Kind == ValueKind.Constant)
            return a != b;
        return a != b && (IsDraw(a) || a.Kind == ValueKind.Constant) && (IsDraw(b) || b.Kind == ValueKind.Constant);
    }

    private static bool SameRestriction(Value a, Value b)
    {
        if (a.Kind != b.Kind || !Equals(a.Tag, b.Tag) || a.Operands.Length != b.Operands.Length)
            return false;
        for (var i = 1; i < a.Operands.Length; i++)
        {
            if (a.Operands[i] != b.Operands[i] || a.Operands[i].Kind is ValueKind.Unknown or ValueKind.Position)
                return false;
        }

        return a.Kind != ValueKind.Filtered || a.Operands.Length > 1 || a.Tag is not null;
    }

    /// <summary>An order that nothing counts from keeps the same rows.</summary>
    private static void TrimOrders(List<Value> rest)
    {
        while (rest.Count > 0 && rest[rest.Count - 1].Kind is ValueKind.Ordered or ValueKind.Shuffled)
            rest.RemoveAt(rest.Count - 1);
    }

    private static IReadOnlyList<Value>? Unions(Value rows)
    {
        var spine = Spine(rows);
        return spine[0].Kind == ValueKind.Union && spine.Skip(1).All(node => node.Kind is ValueKind.Ordered or ValueKind.Shuffled) ? spine[0].Operands : null;
    }

    private static RowRelation RelateUnion(IReadOnlyList<Value> parts, Value other, bool firstIsUnion)
    {
        var relations = parts.Select(part => Relate(part, other)).ToList();
        if (relations.All(relation => relation == RowRelation.Disjoint))
            return RowRelation.Disjoint;
        if (relations.Any(relation => relation is RowRelation.Same or RowRelation.Contains))
            return firstIsUnion ? RowRelation.Contains : RowRelation.IsWithin;
        return relations.Any(Share) ? RowRelation.Overlaps : RowRelation.Unknown;
    }

    private static bool AreDifferentFiles(Value a, Value b)
    {
        static Value? File(Value rows) => rows is { Kind: ValueKind.AllRows, First: { Kind: ValueKind.Computed, Tag: "file" } file } ? file.First : null;
        return File(a) is { } x && File(b) is { } y && x != y;
    }
}
