using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>What a value was computed from: learned statistics, random draws, clocks, rows.</summary>
internal static class Sources
{
    /// <summary>Collects the sources inside a value, at most <paramref name="limit"/>.</summary>
    public static void Collect(Value value, HashSet<Value> found, int limit)
    {
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(value);
        while (open.Count > 0 && found.Count < limit)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            if (IsSource(next))
                found.Add(next);
            if (next.Kind is ValueKind.Statistic or ValueKind.Element or ValueKind.Data)
                continue;

            // A file's name says nothing of what is in it: a random one for a temporary file draws no rows.
            if (next is { Kind: ValueKind.Computed, Tag: "path" or "file" })
                continue;
            foreach (var operand in next.Operands)
                open.Push(operand);
        }
    }

    /// <summary>The statistics that a value was computed from, those that went into its rows included.</summary>
    public static IEnumerable<Value> Learned(Value value)
    {
        var sources = new HashSet<Value>();
        Collect(value, sources, 32);
        return sources.SelectMany(source => source.Kind == ValueKind.Data ? source.Operands.Skip(1) : new[] { source })
            .Where(source => source.Kind == ValueKind.Statistic).Distinct().OrderBy(source => source.Site!.Node.SpanStart);
    }

    /// <summary>All values inside a value, itself included, down to the leaves.</summary>
    public static IEnumerable<Value> Within(Value value)
    {
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(value);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            yield return next;
            foreach (var operand in next.Operands)
                open.Push(operand);
        }
    }

    /// <summary>The random numbers that a value was computed from; rows are not looked into.</summary>
    public static IEnumerable<Value> Draws(Value value)
    {
        if ((value.Traits & ValueTraits.Draw) == 0)
            return Enumerable.Empty<Value>();
        var sources = new HashSet<Value>();
        Collect(value, sources, 64);
        return sources.Where(IsDraw).OrderBy(draw => draw.Site!.Node.SpanStart);
    }

    /// <summary>Whether a value is a random number, or an order that is drawn outside a context.</summary>
    public static bool IsDraw(Value value) => value is { Kind: ValueKind.Event, Site: { Spec: { } spec } } && spec.Role switch
    {
        Role.DrawsRandom => true,
        Role.Shuffles => spec.Has("unseedable"),
        Role.ReordersInPlace => spec.Has("random"),
        _ => false,
    };

    /// <summary>
    /// The hash codes of this process that a value was computed from; rows are not looked into. Whether two of them are equal, and
    /// what is looked up by one, is the same in every process.
    /// </summary>
    public static IEnumerable<Value> HashCodes(Value value)
    {
        if ((value.Traits & ValueTraits.HashCode) == 0)
            yield break;
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(value);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            if (IsHashCode(next))
                yield return next;
            foreach (var applied in AppliedTo(next))
            {
                if (IsHashCode(applied))
                    yield return applied;
                else if (applied.Kind == ValueKind.Computed)
                    open.Push(applied);
            }

            if (EndsWalk(next) || (next is { Kind: ValueKind.Computed, Tag: "Equals" or "NotEquals" } && next.Operands.All(operand => Within(operand).Any(IsHashCode))))
            {
                continue;
            }

            foreach (var operand in next is { Kind: ValueKind.Computed, Tag: "element" } ? next.Operands.RemoveRange(1, next.Operands.Length - 1) : next.Operands)
                open.Push(operand);
        }
    }

    /// <summary>
    /// The conversions between text and numbers or times that are left to the current culture, behind a value; each with the value that
    /// it gives. Rows are not looked into.
    /// </summary>
    public static IEnumerable<(Value Conversion, Value Result)> CultureConversions(Value value)
    {
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(value);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            foreach (var operand in EndsWalk(next) ? AppliedTo(next) : next.Operands)
            {
                if (IsCultureConversion(operand))
                    yield return (operand, next);
                else if (next.Kind != ValueKind.Data || operand.Kind == ValueKind.Computed)
                    open.Push(operand);
            }
        }
    }

    /// <summary>Whether a value is a conversion between text and numbers or times that is left to the current culture.</summary>
    public static bool IsCultureConversion(Value value) => value is { Kind: ValueKind.Event, Site.Spec: { } spec } && spec.Has("culture");

    /// <summary>What went into the elements of a sequence when they were computed; a sequence that was itself computed, of the parts of a text, with it.</summary>
    private static IEnumerable<Value> AppliedTo(Value value) => value.Kind != ValueKind.Data ? Enumerable.Empty<Value>()
        : value.First is { Kind: ValueKind.AllRows, First: { Kind: ValueKind.Computed, Tag: not "file" } made } ? value.Operands.Skip(1).Append(made)
        : value.Operands.Skip(1);

    /// <summary>Rows, what was learned from them, functions, and names of files: what is in them says nothing of the value.</summary>
    private static bool EndsWalk(Value value) => value.Kind is ValueKind.Statistic or ValueKind.Element or ValueKind.Data or ValueKind.Closure
        || value is { Kind: ValueKind.Computed, Tag: "path" or "file" };

    /// <summary>Whether a value is a hash code that is another number in every process.</summary>
    public static bool IsHashCode(Value value) => value is { Kind: ValueKind.Event, Site.Spec: { } spec } && spec.Has("perProcess");

    /// <summary>Whether a value is the time that a clock shows.</summary>
    public static bool IsClock(Value value) => value is { Kind: ValueKind.Event, Site: { Role: Role.ReadsClock, Spec: { } spec } } && !spec.Has("process");

    /// <summary>The clock readings that a value was computed from; rows are not looked into.</summary>
    public static IEnumerable<Value> Clocks(Value value)
    {
        var sources = new HashSet<Value>();
        Collect(value, sources, 64);
        return sources.Where(IsClock).OrderBy(clock => clock.Site!.Node.SpanStart);
    }

    /// <summary>The metrics that a number was computed from.</summary>
    public static IEnumerable<Value> Metrics(Value value)
    {
        if ((value.Traits & ValueTraits.Metric) == 0)
            yield break;
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(value);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            if (IsMetric(next))
                yield return next;
            if (next.Kind is not (ValueKind.Computed or ValueKind.Alternatives or ValueKind.Statistic))
                continue;

            // Of a mean over folds, what was read of each fold.
            foreach (var operand in next.Kind == ValueKind.Statistic ? next.Operands.Skip(1) : next.Operands)
                open.Push(operand);
        }
    }

    /// <summary>Whether a value is a number read from the result of an evaluation.</summary>
    public static bool IsMetric(Value value) =>
        value is { Kind: ValueKind.Member, Tag: ISymbol { ContainingType.Name: var type } } && type.EndsWith("Metrics", StringComparison.Ordinal);

    private static bool IsSource(Value value) => value.Kind switch
    {
        ValueKind.Statistic or ValueKind.Element or ValueKind.Data or ValueKind.Parameter or ValueKind.Captured or ValueKind.Field => true,
        ValueKind.Event => value.Site!.Role is Role.CreatesRandom or Role.DrawsRandom or Role.ReadsClock or Role.ReadsMetric || IsHashCode(value),
        _ => false,
    };
}
