using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Places in a sequence that a <c>for</c> loop counts: <c>i</c>, <c>i - 3</c>. What number the counter holds is not known, but how far
/// apart two places are is. Only counters that the body of their loop leaves alone.
/// </summary>
internal sealed class Positions
{
    private readonly Frame _frame;
    private Dictionary<ILocalSymbol, IForLoopOperation>? _loops;

    public Positions(Frame frame) => _frame = frame;

    /// <summary>The place that an index names; null when it is not counted by a loop.</summary>
    public Value? Of(IOperation? index)
    {
        if (Counted(index) is not { } counted)
            return null;
        var (counter, distance) = counted;

        // A counter that runs up to a place near an outer counter goes that far at most.
        if (Loops[counter].Condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual } condition
            && Counted(condition.LeftOperand) is { Distance: 0 } inner && SymbolEqualityComparer.Default.Equals(inner.Counter, counter)
            && Counted(condition.RightOperand) is { } outer && !SymbolEqualityComparer.Default.Equals(outer.Counter, counter))
        {
            (counter, distance) = (outer.Counter, distance + outer.Distance - (condition.OperatorKind == BinaryOperatorKind.LessThan ? 1 : 0));
        }

        return At(_frame.Values, counter, distance);
    }

    /// <summary>The place that is so many places away from a variable.</summary>
    public static Value At(ValueFactory values, ISymbol variable, int distance) => values.Make(ValueKind.Position, variable, values.Constant(distance));

    /// <summary>A place so many places further on.</summary>
    public static Value Moved(ValueFactory values, Value position, int by) => At(values, (ISymbol)position.Tag!, (int)position.First.Tag! + by);

    /// <summary>Whether a value is a row at a counted place: one row beside another, nothing that was learned from many.</summary>
    public static bool IsCounted(Value value) => value is { Kind: ValueKind.Element, Operands: { Length: 2 } operands } && operands[1].Kind == ValueKind.Position;

    /// <summary>Whether an operation stands in the loop that counts a row's place.</summary>
    public bool IsCountedAround(Value value, SyntaxNode node) =>
        IsCounted(value) && value.Operands[1].Tag is ILocalSymbol counter && Loops.TryGetValue(counter, out var loop) && loop.Syntax.Span.Contains(node.Span);

    private Dictionary<ILocalSymbol, IForLoopOperation> Loops
    {
        get
        {
            if (_loops is not null)
                return _loops;
            _loops = new Dictionary<ILocalSymbol, IForLoopOperation>(SymbolEqualityComparer.Default);
            foreach (var loop in _frame.Body.Graph.OriginalOperation.DescendantsAndSelf().OfType<IForLoopOperation>())
            {
                foreach (var counter in loop.Locals.Where(local => local.Type.SpecialType == SpecialType.System_Int32 && !IsWritten(local, loop.Body)))
                    _loops[counter] = loop;
            }

            return _loops;
        }
    }

    private (ILocalSymbol Counter, int Distance)? Counted(IOperation? index)
    {
        var distance = 0;
        while (true)
        {
            switch (index)
            {
                case IConversionOperation conversion:
                    index = conversion.Operand;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, RightOperand.ConstantValue: { HasValue: true, Value: int by } } sum:
                    distance += sum.OperatorKind == BinaryOperatorKind.Add ? by : -by;
                    index = sum.LeftOperand;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, LeftOperand.ConstantValue: { HasValue: true, Value: int by } } sum:
                    distance += by;
                    index = sum.RightOperand;
                    break;
                case IInvocationOperation { Arguments: { Length: 2 } bounds } call when _frame.Engine.Library.Find(call.TargetMethod)?.Has("bounds") == true:
                    index = bounds[0].Value.ConstantValue.HasValue ? bounds[1].Value : bounds[0].Value;
                    break;
                case ILocalReferenceOperation { Local: var local } when Loops.ContainsKey(local):
                    return (local, distance);
                default:
                    return null;
            }
        }
    }

    private static bool IsWritten(ILocalSymbol local, IOperation body) => body.DescendantsAndSelf().Any(operation => operation switch
    {
        IAssignmentOperation assignment => IsLocal(assignment.Target, local),
        IIncrementOrDecrementOperation step => IsLocal(step.Target, local),
        IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => IsLocal(argument.Value, local),
        _ => false,
    });

    private static bool IsLocal(IOperation target, ILocalSymbol local) =>
        target is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);
}
