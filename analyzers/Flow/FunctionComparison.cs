using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Whether two row functions surely give different rows. Both are run on made-up rows, as far as they only calculate: what is
/// written in two ways but is the same number is no difference.
/// </summary>
internal sealed class FunctionComparison
{
    /// <summary>Rows that are made up.</summary>
    private const int Trials = 3;

    private readonly IMethodSymbol _function;
    private readonly Value _closure;
    private readonly int _trial;

    /// <summary>Calls of which only the arguments are known, by their text: both functions must make the same ones.</summary>
    private readonly SortedSet<string> _calls = new(StringComparer.Ordinal);

    /// <summary>A value may occur many times in another: each is run once.</summary>
    private readonly Dictionary<Value, object?> _results = new();

    private FunctionComparison(IMethodSymbol function, Value closure, int trial)
    {
        _function = function;
        _closure = closure;
        _trial = trial;
    }

    /// <summary>A member of the output row on which two functions surely differ, and whether the second fills all that the first does; null when none is known.</summary>
    public static (ISymbol Member, bool FillsAll)? Difference(FlowEngine engine, Value first, Value second)
    {
        if (Written(engine, first) is not { } a || Written(engine, second) is not { } b || SymbolEqualityComparer.Default.Equals(a.Function, b.Function))
            return null;
        foreach (var member in a.Values.Keys.Union(b.Values.Keys, SymbolEqualityComparer.Default).OrderBy(member => member!.Name, StringComparer.Ordinal))
        {
            if (!a.All.Contains(member!) || !b.All.Contains(member!))
                return (member!, a.All.IsSubsetOf(b.All));
            if (a.Values.TryGetValue(member!, out var x) && b.Values.TryGetValue(member!, out var y) && Differ(a.Function, first, x, b.Function, second, y))
                return (member!, a.All.IsSubsetOf(b.All));
        }

        return null;
    }

    /// <summary>What a function writes to the members of its second parameter, and which it writes at all; null when that row goes where it cannot be followed.</summary>
    private static (IMethodSymbol Function, Dictionary<ISymbol, Value> Values, HashSet<ISymbol> All)? Written(FlowEngine engine, Value closure)
    {
        if (closure is not { Kind: ValueKind.Closure, Tag: ClosureTarget { Method: { Parameters.Length: >= 2 } function } } || engine.SummaryOf(function) is not { IsComplete: true } summary)
            return null;
        var output = engine.Values.Parameter(function.OriginalDefinition.Parameters[1]);
        bool Mentions(Value value) => Sources.Within(value).Contains(output);
        if (summary.Events.Any(recorded => recorded.Kind is EventKind.Escapes or EventKind.CallsLater && (Mentions(recorded.Receiver) || recorded.Arguments.Any(argument => Mentions(argument.Value)))))
            return null;
        var values = new Dictionary<ISymbol, Value>(SymbolEqualityComparer.Default);
        foreach (var (receiver, field, value) in summary.Stores.Where(store => store.Receiver == output))
            values[field] = value;
        var all = new HashSet<ISymbol>(values.Keys, SymbolEqualityComparer.Default);
        all.UnionWith(summary.Events.Where(recorded => recorded.Kind == EventKind.WritesField && recorded.Receiver == output).Select(recorded => recorded.Symbol!));
        return (function, values, all);
    }

    private static bool Differ(IMethodSymbol functionA, Value closureA, Value a, IMethodSymbol functionB, Value closureB, Value b)
    {
        for (var trial = 0; trial < Trials; trial++)
        {
            var first = new FunctionComparison(functionA, closureA, trial);
            var second = new FunctionComparison(functionB, closureB, trial);
            if (first.Run(a) is not { } x || second.Run(b) is not { } y || !first._calls.SetEquals(second._calls))
                return false;
            if (x is double or bool && y is double or bool ? !AreClose(Number(x), Number(y)) : !Equals(x, y))
                return true;
        }

        return false;
    }

    private static bool AreClose(double x, double y) => double.IsNaN(x) || double.IsNaN(y) || Math.Abs(x - y) <= 1e-4 * Math.Max(1e-6, Math.Max(Math.Abs(x), Math.Abs(y)));

    private static double Number(object value) => value is bool truth ? (truth ? 1 : 0) : value is double number ? number : double.NaN;

    /// <summary>The value for a made-up row: a number, a truth value or a text; null when it cannot be told. Values are not deep.</summary>
    private object? Run(Value value)
    {
        if (!_results.TryGetValue(value, out var result))
            _results[value] = result = Evaluate(value);
        return result;
    }

    private object? Evaluate(Value value)
    {
        switch (value)
        {
            case { Kind: ValueKind.Constant }:
                return value.Tag switch
                {
                    string or bool => value.Tag,
                    IConvertible number => number is char letter ? (double)letter : number.ToDouble(null),
                    _ => null,
                };
            case { Kind: ValueKind.Field, Tag: ISymbol member, First: { Kind: ValueKind.Parameter, Tag: IParameterSymbol { Ordinal: 0 } row } }
                when SymbolEqualityComparer.Default.Equals(row.ContainingSymbol.OriginalDefinition, _function.OriginalDefinition):
                return MadeUp(member);
            case { Kind: ValueKind.Captured, Tag: ISymbol variable }:
                return Captured(variable);
            case { Kind: ValueKind.Computed, Tag: string operation }:
                var operands = new object[value.Operands.Length];
                for (var i = 0; i < operands.Length; i++)
                {
                    if (Run(value.Operands[i]) is not { } operand)
                        return null;
                    operands[i] = operand;
                }

                return Compute(operation, operands);
            default:
                return null;
        }
    }

    private object? Captured(ISymbol variable)
    {
        var names = ((ClosureTarget)_closure.Tag!).Captured;
        for (var i = 0; i < names.Length; i++)
        {
            // What a variable holds may itself be a variable of further out: only constants are told.
            if (SymbolEqualityComparer.Default.Equals(names[i], variable) && _closure.Operands[i + 1] is { Kind: ValueKind.Constant } known)
                return Run(known);
        }

        return null;
    }

    private object? Compute(string operation, object[] operands)
    {
        switch (operation, operands.Length)
        {
            case ("Add", 2) when operands[0] is string || operands[1] is string:
            case ("text", _):
                return string.Concat(operands.Select(Text));
            case ("Equals", 2):
                return Equals(operands[0], operands[1]);
            case ("NotEquals", 2):
                return !Equals(operands[0], operands[1]);
            case ("Not", 1):
                return operands[0] is bool truth ? !truth : null;
            case (_, 2) when operands[0] is double x && operands[1] is double y:
                switch (operation)
                {
                    case "Add":
                        return x + y;
                    case "Subtract":
                        return x - y;
                    case "Multiply":
                        return x * y;
                    case "Divide":
                        return x / y;
                    case "LessThan":
                        return x < y;
                    case "LessThanOrEqual":
                        return x <= y;
                    case "GreaterThan":
                        return x > y;
                    case "GreaterThanOrEqual":
                        return x >= y;
                }

                break;
            case ("Minus", 1) when operands[0] is double z:
                return -z;
        }

        var call = operation + "(" + string.Join(", ", operands.Select(Text)) + ")";
        _calls.Add(call);
        return 1 + (Hash(call) % 9973 / 997d);
    }

    private static string Text(object value) => FormattableString.Invariant($"{value}");

    private object? MadeUp(ISymbol member) => (member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type).SpecialType switch
    {
        SpecialType.System_String => member.Name + "#" + _trial,
        SpecialType.System_Boolean => (Hash(member.Name) + (uint)_trial) % 2 == 0,
        >= SpecialType.System_SByte and <= SpecialType.System_UInt64 => (double)(2 + (Hash(member.Name + _trial) % 89)),
        SpecialType.System_Single or SpecialType.System_Double => 1.5 + (Hash(member.Name + _trial) % 8191 / 64d),
        _ => null,
    };

    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = unchecked((hash ^ letter) * 16777619u);
        return hash >> 3;
    }
}
