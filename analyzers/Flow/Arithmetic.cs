using System.Collections.Immutable;

namespace MlReview.Analyzers.Flow;

/// <summary>Values computed from values: constants are folded, everything else keeps what it was computed from.</summary>
internal static class Arithmetic
{
    /// <summary>Sources kept when a value has grown too deep to be kept as it was computed.</summary>
    private const int SourcesKept = 16;

    public static Value Make(ValueFactory values, string operation, ImmutableArray<Value> operands)
    {
        if (operation == "unknown")
            return values.Unknown;
        if (operands.Length == 1 && operation.StartsWith("part", StringComparison.Ordinal) && operands[0].Kind == ValueKind.Tuple
            && int.TryParse(operation.Substring(4), out var part) && part < operands[0].Operands.Length)
        {
            return operands[0].Operands[part];
        }

        for (var i = 0; i < operands.Length; i++)
        {
            // A choice inside a computation stays a choice of computations: paths and seeds are judged case by case.
            if (operands[i].Kind == ValueKind.Alternatives && operands[i].Operands.Length * operands.Length <= 16)
            {
                // Too many cases to judge: what it is computed from is still known.
                var cases = CaseByCase(values, operation, operands, i);
                if (!cases.IsUnknown)
                    return cases;
                break;
            }
        }

        if (operands.Length == 2 && operands[0].Kind == ValueKind.Position && operands[1] is { Kind: ValueKind.Constant, Tag: int by } && operation is "Add" or "Subtract")
            return Positions.Moved(values, operands[0], operation == "Add" ? by : -by);
        if (operands.Length == 2 && operands[0].Kind == ValueKind.Constant && operands[1].Kind == ValueKind.Constant
            && Fold(operation, operands[0].Tag, operands[1].Tag) is { } folded)
        {
            return values.Constant(folded);
        }

        if (operation == "text" && operands.All(operand => operand.Kind == ValueKind.Constant))
            return values.Constant(string.Concat(operands.Select(operand => operand.Tag)));
        if (operands.All(operand => operand.Depth < Limits.ValueDepth) && operands.Length <= Limits.ValueWidth)
            return values.Bounded(ValueKind.Computed, operation, operands);
        var sources = new HashSet<Value>();
        foreach (var operand in operands)
            Sources.Collect(operand, sources, SourcesKept);
        return values.Bounded(ValueKind.Computed, "…", sources.OrderBy(source => source.GetHashCode()).ToImmutableArray());
    }

    private static Value CaseByCase(ValueFactory values, string operation, ImmutableArray<Value> operands, int at) =>
        values.Map(operands[at], each => Make(values, operation, operands.SetItem(at, each)));

    private static object? Fold(string operation, object? left, object? right)
    {
        if (operation == "Add" && left is string or null && right is string or null)
            return (string?)left + (string?)right;
        if (Number(left) is not { } a || Number(right) is not { } b)
            return null;
        double? result = operation switch
        {
            "Add" => a + b,
            "Subtract" => a - b,
            "Multiply" => a * b,
            "Divide" when b != 0 && left is double or float || right is double or float => a / b,
            _ => null,
        };
        return result is { } number && left is int && right is int && Math.Abs(number) < int.MaxValue ? (object)(int)number : result;
    }

    /// <summary>The number a constant holds, if it holds one.</summary>
    public static double? Number(object? constant) => constant switch
    {
        int number => number,
        long number => number,
        double number => number,
        float number => (double)(decimal)number,
        uint number => number,
        short number => number,
        byte number => number,
        _ => null,
    };

    public static double? Number(Value value) => value.Kind == ValueKind.Constant ? Number(value.Tag) : null;
}
