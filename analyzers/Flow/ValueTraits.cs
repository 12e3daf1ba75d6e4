using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// What stands somewhere inside a value. It is told once, from the operands, when a value is made: every branch of a member asks it of a
/// condition, and a condition late in a long member is computed from nearly all that comes before it.
/// </summary>
[Flags]
internal enum ValueTraits
{
    None = 0,

    /// <summary>A random number, or an order drawn outside a context.</summary>
    Draw = 1,

    /// <summary>A hash code that is another number in every process.</summary>
    HashCode = 2,

    /// <summary>A number read from the result of an evaluation.</summary>
    Metric = 4,

    /// <summary>Computed from a number that may be a metric, here or where a caller says what it is.</summary>
    PossibleMetric = 8,

    /// <summary>Computed from a comparison of two numbers that may be metrics.</summary>
    ComparesMetrics = 16,
}

/// <summary>Tells the traits of a value that is being made.</summary>
internal static class Traits
{
    /// <summary>Traits that only what is computed, or chosen, hands on.</summary>
    private const ValueTraits OfNumbers = ValueTraits.PossibleMetric | ValueTraits.ComparesMetrics;

    public static ValueTraits Of(Value value)
    {
        var traits = ValueTraits.None;
        foreach (var operand in value.Operands)
            traits |= operand.Traits;
        if (value.Kind is not (ValueKind.Computed or ValueKind.Alternatives))
            traits &= ~OfNumbers;
        return traits | OwnOf(value);
    }

    private static ValueTraits OwnOf(Value value) => value.Kind switch
    {
        ValueKind.Event => (Sources.IsDraw(value) ? ValueTraits.Draw : 0) | (Sources.IsHashCode(value) ? ValueTraits.HashCode : 0),
        ValueKind.Computed => Comparisons.IsOfMetrics(value) ? ValueTraits.ComparesMetrics : 0,
        ValueKind.Member or ValueKind.Field or ValueKind.Parameter or ValueKind.Captured =>
            Sources.IsMetric(value) ? ValueTraits.Metric | ValueTraits.PossibleMetric
            : Comparisons.MayBecomeMetric(value) ? ValueTraits.PossibleMetric
            : ValueTraits.None,
        _ => ValueTraits.None,
    };
}
