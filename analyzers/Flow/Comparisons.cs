using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Flow;

/// <summary>Comparisons inside a condition, as far as metrics may take part in them.</summary>
internal static class Comparisons
{
    /// <summary>The two sides of each comparison that a condition was computed from.</summary>
    public static IEnumerable<(Value Left, Value Right)> In(Value condition)
    {
        foreach (var value in Parts(condition))
        {
            if (IsComparison(value))
                yield return (value.Operands[0], value.Operands[1]);
        }
    }

    private static bool IsComparison(Value value) =>
        value is { Kind: ValueKind.Computed, Tag: "GreaterThan" or "GreaterThanOrEqual" or "LessThan" or "LessThanOrEqual" or "CompareTo", Operands.Length: 2 };

    /// <summary>Whether a condition compares two numbers that may be metrics, here or where a caller says what they are.</summary>
    public static bool MayCompareMetrics(Value condition) => (condition.Traits & ValueTraits.ComparesMetrics) != 0;

    /// <summary>Whether a value is such a comparison itself.</summary>
    public static bool IsOfMetrics(Value value) => IsComparison(value)
        && (value.Operands[0].Traits & ValueTraits.PossibleMetric) != 0 && (value.Operands[1].Traits & ValueTraits.PossibleMetric) != 0;

    /// <summary>Whether a value that is no metric here may be one for a caller.</summary>
    public static bool MayBecomeMetric(Value value) => (value.Kind, value.Tag) switch
    {
        (ValueKind.Parameter, IParameterSymbol parameter) => IsReal(parameter.Type),

        // A number of a row, of which there are many comparisons in any code, is no metric.
        (ValueKind.Field or ValueKind.Member, _) when value.First.Kind == ValueKind.Element => false,
        (ValueKind.Field or ValueKind.Member, IFieldSymbol field) => IsReal(field.Type),
        (ValueKind.Field or ValueKind.Member, IPropertySymbol property) => IsReal(property.Type),
        (ValueKind.Captured, ILocalSymbol local) => IsReal(local.Type),
        (ValueKind.Captured, IParameterSymbol parameter) => IsReal(parameter.Type),
        _ => false,
    };

    public static bool IsReal(ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } inner } && IsReal(inner[0]);

    private static IEnumerable<Value> Parts(Value value)
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
            if (next.Kind is not (ValueKind.Computed or ValueKind.Alternatives))
                continue;
            foreach (var operand in next.Operands)
                open.Push(operand);
        }
    }
}
