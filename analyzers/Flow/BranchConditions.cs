using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Whether branches can be taken together. <c>if (x > 3) …; if (x &lt;= 3) …</c> looks like four ways through the code, of which two
/// do not exist.
/// </summary>
internal static class BranchConditions
{
    /// <summary>Whether all of some branches surely can be taken, one after the other, by some input.</summary>
    /// <param name="taken">Conditions, and which way each goes.</param>
    /// <param name="neverNull">Names of parameters that nobody passes null.</param>
    public static bool CanAllHold(IEnumerable<(IOperation Condition, bool Holds)> taken, ICollection<string> neverNull)
    {
        var tests = taken.Select(branch => Test.Of(branch.Condition, branch.Holds)).GroupBy(test => test.Subject).ToList();
        if (tests.SelectMany(group => group).Any(test => test.Kind == TestKind.Equals && test.Constant is null && neverNull.Contains(test.Subject)))
            return false;
        if (!tests.All(CanHold))
            return false;

        // Two conditions that are only known by their text may be two sides of one thing; so may those on a value and on a part of it.
        return tests.Count == 1
            || (tests.SelectMany(group => group).All(test => test.Kind != TestKind.Truth)
                && !tests.Any(a => tests.Any(b => a != b && b.Key.IndexOf(a.Key, StringComparison.Ordinal) >= 0)));
    }

    private static bool CanHold(IGrouping<string, Test> tests)
    {
        if (tests.Any(test => test.Kind == TestKind.Truth))
            return tests.Select(test => (test.Kind, test.Holds)).Distinct().Count() == 1;
        var equal = tests.Where(test => test is { Kind: TestKind.Equals, Holds: true }).Select(test => test.Constant).Distinct().ToList();
        var excluded = tests.Where(test => test is { Kind: TestKind.Equals, Holds: false }).Select(test => test.Constant).Distinct().ToList();
        if (equal.Count > 1 || equal.Any(excluded.Contains))
            return false;
        var type = tests.Select(test => test.Type).FirstOrDefault(found => found is not null);
        if (equal.Count == 0 && ValuesOf(type) is { } all && all.All(excluded.Contains))
            return false;
        return HasNumber(tests, equal, excluded, type);
    }

    /// <summary>Whether a number lies within all bounds.</summary>
    private static bool HasNumber(IEnumerable<Test> tests, List<object?> equal, List<object?> excluded, ITypeSymbol? type)
    {
        var (low, high, lowIsOut, highIsOut) = (double.NegativeInfinity, double.PositiveInfinity, false, false);
        foreach (var test in tests.Where(test => test.Kind is TestKind.Less or TestKind.LessOrEqual))
        {
            if (Number(test.Constant) is not { } bound)
                return false;
            if (test.Holds && (bound < high || (bound == high && test.Kind == TestKind.Less)))
                (high, highIsOut) = (bound, test.Kind == TestKind.Less);
            else if (!test.Holds && (bound > low || (bound == low && test.Kind == TestKind.LessOrEqual)))
                (low, lowIsOut) = (bound, test.Kind == TestKind.LessOrEqual);
        }

        if (type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64)
        {
            (low, lowIsOut) = (lowIsOut ? Math.Floor(low) + 1 : Math.Ceiling(low), false);
            (high, highIsOut) = (highIsOut ? Math.Ceiling(high) - 1 : Math.Floor(high), false);
        }

        bool IsWithin(double number) => number >= low && number <= high && !(lowIsOut && number == low) && !(highIsOut && number == high);
        if (equal.Count == 1 && Number(equal[0]) is { } only)
            return IsWithin(only);
        return low < high || (low == high && !lowIsOut && !highIsOut && !excluded.Any(value => Number(value) == low));
    }

    /// <summary>All values of an enumeration or of a truth value; null where they cannot be listed.</summary>
    private static List<object?>? ValuesOf(ITypeSymbol? type) => type switch
    {
        { TypeKind: TypeKind.Enum } => type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(field => field.ConstantValue).ToList(),
        { SpecialType: SpecialType.System_Boolean } => new List<object?> { true, false },
        _ => null,
    };

    private static double? Number(object? constant) => constant is IConvertible number and not (string or bool or null)
        ? number is char letter ? letter : number.ToDouble(null)
        : null;

    private enum TestKind
    {
        /// <summary>A condition of which only the text is known.</summary>
        Truth,
        Equals,
        Less,
        LessOrEqual,
    }

    /// <summary>A condition: what it asks of which text, and how it is answered.</summary>
    private sealed record Test(string Subject, TestKind Kind, object? Constant, bool Holds, ITypeSymbol? Type)
    {
        public static Test Of(IOperation condition, bool holds)
        {
            while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } or IConversionOperation or IParenthesizedOperation)
            {
                holds ^= condition is IUnaryOperation;
                condition = condition.ChildOperations.First();
            }

            switch (condition)
            {
                case IIsNullOperation isNull:
                    return new Test(TextOf(isNull.Operand), TestKind.Equals, null, holds, null);
                case IBinaryOperation { LeftOperand: var left, RightOperand: var right, OperatorKind: var kind }:
                    var (subject, constant, isTurned) = right.ConstantValue.HasValue ? (left, right.ConstantValue.Value, false)
                        : left.ConstantValue.HasValue ? (right, left.ConstantValue.Value, true) : (null, null, false);
                    if (subject is null)
                        break;
                    (TestKind Kind, bool Holds)? test = (kind, isTurned) switch
                    {
                        (BinaryOperatorKind.Equals, _) => (TestKind.Equals, holds),
                        (BinaryOperatorKind.NotEquals, _) => (TestKind.Equals, !holds),
                        (BinaryOperatorKind.LessThan, false) or (BinaryOperatorKind.GreaterThan, true) => (TestKind.Less, holds),
                        (BinaryOperatorKind.LessThanOrEqual, false) or (BinaryOperatorKind.GreaterThanOrEqual, true) => (TestKind.LessOrEqual, holds),
                        (BinaryOperatorKind.GreaterThan, false) or (BinaryOperatorKind.LessThan, true) => (TestKind.LessOrEqual, !holds),
                        (BinaryOperatorKind.GreaterThanOrEqual, false) or (BinaryOperatorKind.LessThanOrEqual, true) => (TestKind.Less, !holds),
                        _ => null,
                    };
                    if (test is { } known && (known.Kind == TestKind.Equals || Number(constant) is not null))
                        return new Test(TextOf(subject), known.Kind, constant, known.Holds, TypeOf(subject));
                    break;
                case IIsPatternOperation { Value: var value, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var matched } } }:
                    return new Test(TextOf(value), TestKind.Equals, matched, holds, TypeOf(value));
                case IIsPatternOperation { Value: var value, Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var matched } } } }:
                    return new Test(TextOf(value), TestKind.Equals, matched, !holds, TypeOf(value));
            }

            return new Test(TextOf(condition), TestKind.Truth, null, holds, null);
        }

        private static string TextOf(IOperation operation)
        {
            while (operation is IConversionOperation or IParenthesizedOperation)
                operation = operation.ChildOperations.First();
            return operation.Syntax.ToString();
        }

        private static ITypeSymbol? TypeOf(IOperation operation)
        {
            while (operation is IConversionOperation { IsImplicit: true } conversion)
                operation = conversion.Operand;
            return operation.Type;
        }
    }
}
