using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Runs the row function that a pipeline step is given, once and on an unknown row, to see which members of the output row it
/// computes from which members of the input row. They become arguments of the step.
/// </summary>
internal sealed class RowMapping
{
    /// <summary>Stands before the column in the name of the argument.</summary>
    public const string Output = "maps.";

    private readonly Frame _frame;
    private readonly CallEvaluator _calls;

    public RowMapping(Frame frame, CallEvaluator calls)
    {
        _frame = frame;
        _calls = calls;
    }

    /// <summary>The members of the input row that a value was computed from; null stands for anything.</summary>
    public static IEnumerable<ISymbol?> Reads(Value value, CallSite step)
    {
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(value);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            if (next is { Kind: ValueKind.Field, Tag: ISymbol member } && IsInput(next.First, step))
            {
                yield return member;
                continue;
            }

            if (next.Kind is ValueKind.Unknown or ValueKind.Result || IsInput(next, step))
                yield return null;
            foreach (var operand in next.Operands)
                open.Push(operand);
        }
    }

    private static bool IsInput(Value value, CallSite step) => value.Kind == ValueKind.Element && value.Site == step && value.First.IsNull;

    /// <summary>What the function writes to each column of the output row; empty when the function is not known.</summary>
    public ImmutableArray<KeyValuePair<string, Value>> Run(CallSite step, ImmutableArray<KeyValuePair<string, Value>> arguments)
    {
        var values = _frame.Values;
        var function = arguments.Select(argument => argument.Value)
            .FirstOrDefault(value => value is { Kind: ValueKind.Closure, Tag: ClosureTarget { Method.Parameters.Length: >= 2 } });
        if (function is null)
            return ImmutableArray<KeyValuePair<string, Value>>.Empty;
        var input = values.Bounded(ValueKind.Element, step, ImmutableArray.Create(values.Null));
        var output = values.Make(ValueKind.Object, step);
        var parameters = ((ClosureTarget)function.Tag!).Method.Parameters;
        _calls.CallDelegate(
            step.Node, function, ImmutableArray.CreateRange(parameters, parameter => parameter.Ordinal switch { 0 => input, 1 => output, _ => values.Unknown }));
        var written = _frame.FieldsOf(output).ToList();
        return RowMembers.Of(parameters[1].Type)
            .Select(member => new KeyValuePair<string, Value>(
                Output + RowMembers.ColumnOf(member),
                written.FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.Field, member)).Value ?? values.Unknown))
            .ToImmutableArray();
    }
}
