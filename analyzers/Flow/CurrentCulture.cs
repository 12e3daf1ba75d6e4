using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlReview.Analyzers.Flow;

/// <summary>Whether a conversion between text and a number or a time is left to the culture of whoever runs the program.</summary>
internal static class CurrentCulture
{
    /// <summary>Formats of numbers without a decimal mark.</summary>
    private static readonly ImmutableHashSet<string> s_plain = ImmutableHashSet.Create("F0", "f0", "0", "00", "000", "D", "d", "X", "x", "X2", "x2");

    /// <summary>Whether a library's conversion, called with these arguments, asks the culture.</summary>
    public static bool Decides(IMethodSymbol method, ImmutableArray<KeyValuePair<string, Value>> arguments, IInvocationOperation? call)
    {
        Value? Given(string name) => arguments.FirstOrDefault(argument => argument.Key == name).Value;
        var provider = method.Parameters.FirstOrDefault(parameter => parameter.Type.Name == nameof(IFormatProvider));
        if (provider is not null && Given(provider.Name) is not { IsNull: true })
            return false;
        if (!method.IsStatic)
            return IsSensitive(method.ContainingType) && !IsFixed(method.ContainingType, Given("format"));
        if (method.ContainingType.SpecialType == SpecialType.System_String)
            return method.TypeArguments.Any(IsSensitive) || (call is not null && call.Arguments.SelectMany(argument => Parts(argument.Value)).Any(part => IsSensitive(Unboxed(part))));
        if (method.ReturnType.SpecialType == SpecialType.System_String)
            return method.Parameters.Length > 0 && IsSensitive(method.Parameters[0].Type);
        return method.Parameters.Length > 0 && IsText(method.Parameters[0].Type) && !ReadsTheSame(arguments.FirstOrDefault().Value);
    }

    /// <summary>Whether a hole of an interpolated text asks the culture. A text that is not made yet is left to whoever makes it.</summary>
    public static bool Decides(IInterpolationOperation hole) =>
        hole.Parent is not IInterpolatedStringOperation { Parent: IConversionOperation { Type.SpecialType: not (SpecialType.System_String or SpecialType.System_Object) } }
        && IsSensitive(hole.Expression.Type)
        && !(hole.FormatString?.ConstantValue is { HasValue: true, Value: string format } && IsFixed(hole.Expression.Type!, format));

    /// <summary>Whether an operand that is added to a text asks the culture.</summary>
    public static bool Decides(IBinaryOperation sum, IOperation operand) =>
        sum is { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } && IsSensitive(Unboxed(operand));

    /// <summary>What a <c>params</c> argument holds. A span of arguments is newer than the Roslyn that is referenced: its kind is known by its number.</summary>
    private static IEnumerable<IOperation> Parts(IOperation argument) => argument switch
    {
        IArrayCreationOperation { Initializer: { } items } => items.ElementValues,
        _ when (int)argument.Kind == 127 => argument.ChildOperations,
        _ => new[] { argument },
    };

    private static ITypeSymbol? Unboxed(IOperation operation) => operation is IConversionOperation { Operand: var inner } ? inner.Type : operation.Type;

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || type is { Name: "ReadOnlySpan" };

    /// <summary>Numbers that have a decimal mark, and points in time.</summary>
    private static bool IsSensitive(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsSensitive(nullable.TypeArguments[0]),
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_DateTime } => true,
        _ => type is { Name: "DateTimeOffset" or "DateOnly", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };

    private static bool IsFixed(ITypeSymbol type, Value? format) => format is { Kind: ValueKind.Constant, Tag: string text } && IsFixed(type, text);

    /// <summary>Whether a format gives the same text everywhere, as far as it concerns data: no decimal mark, no separator, no name of a month.</summary>
    private static bool IsFixed(ITypeSymbol type, string format) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal
        ? s_plain.Contains(format)
        : format is "o" or "O" or "r" or "R" or "s" or "u" || (format.Length > 1 && format.IndexOfAny(new[] { '/', ':', 't' }) < 0 && !format.Contains("MMM") && !format.Contains("ddd"));

    /// <summary>Whether a text is read the same everywhere: it has no mark that cultures disagree on, or it is a date as ISO writes it.</summary>
    private static bool ReadsTheSame(Value? text) => text is { Kind: ValueKind.Constant, Tag: string constant }
        && (constant.IndexOfAny(new[] { '.', ',', '/' }) < 0 || (constant.Length >= 10 && constant[4] == '-' && constant[7] == '-'));
}
