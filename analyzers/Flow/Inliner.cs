using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Instantiates a summary at a call site: parameters become the arguments, call sites get the call as prefix, fields become
/// what the caller knows of them, calls that were left to the caller are made if they can be.
/// </summary>
internal sealed class Inliner
{
    private readonly Frame _frame;
    private readonly CallSite _call;
    private readonly Guard _guard;
    private readonly Dictionary<Value, Value> _rewritten = new();
    private readonly Dictionary<CallSite, CallSite> _sites = new();
    private IMethodSymbol _target = null!;
    private Value _receiver = null!;
    private ImmutableArray<Value> _arguments;
    private Value? _closure;

    public Inliner(Frame frame, CallSite call, Guard? guard = null)
    {
        _frame = frame;
        _call = call;
        _guard = guard ?? frame.State.Path.Guard;
    }

    /// <summary>What <c>ref</c> and <c>out</c> parameters hold after the call, by position.</summary>
    public IReadOnlyDictionary<int, Value> Outputs { get; private set; } = ImmutableDictionary<int, Value>.Empty;

    /// <summary>The value the call returns; null when the target cannot be followed.</summary>
    public Value? Inline(IMethodSymbol target, Value receiver, ImmutableArray<Value> arguments, Value? closure)
    {
        _target = (target.PartialImplementationPart ?? target).OriginalDefinition;
        if (_frame.Engine.SummaryFor(_target) is not { } summary || summary.Depth >= Limits.CallDepth || _call.Depth >= Limits.CallDepth)
            return null;
        _receiver = receiver;
        _arguments = arguments;
        _closure = closure;
        _frame.Depth = Math.Max(_frame.Depth, summary.Depth + 1);
        _frame.IsComplete &= summary.IsComplete;
        foreach (var recorded in summary.Events)
        {
            if (recorded.Kind == EventKind.CallsLater)
                CallNow(recorded);
            else
                Record(recorded);
        }

        var stores = summary.Stores.Select(store => (Receiver: Rewrite(store.Receiver), store.Field, Value: Rewrite(store.Value))).ToList();
        var captured = summary.CapturedWrites.Select(write => (write.Variable, Value: Rewrite(write.Value))).ToList();
        var result = Rewrite(summary.Result);
        Outputs = summary.Outputs.ToDictionary(output => ((IParameterSymbol)output.Parameter).Ordinal, output => Rewrite(output.Value));
        foreach (var (owner, field, value) in stores)
            _frame.WriteField(field, owner, value);
        foreach (var (variable, value) in captured)
        {
            if (_frame.Variables.IsKnown(variable) || !_frame.Owns(variable))
                _frame.Write(variable, value);
        }

        return result;
    }

    private void Record(FlowEvent recorded)
    {
        var here = recorded.With(Prefix(recorded.Site), Rewrite, Under(recorded.Guard));
        _frame.Record(here.Kind == EventKind.Operation ? here.With(_frame.WithProperties(here.Arguments)) : here);
    }

    private void CallNow(FlowEvent later)
    {
        var receiver = Rewrite(later.Receiver);
        var site = Prefix(later.Site);
        var arguments = later.Arguments.Select(argument => Rewrite(argument.Value)).ToImmutableArray();
        Value? result = null;
        if (later.Symbol is null && receiver is { Kind: ValueKind.Closure, Tag: ClosureTarget closure })
            result = new Inliner(_frame, site, Under(later.Guard)).Inline(closure.Method, receiver.First, arguments, receiver);
        else if (later.Symbol is IMethodSymbol method && _frame.Engine.ImplementationFor(method, receiver) is { } implementation)
            result = new Inliner(_frame, site, Under(later.Guard)).Inline(implementation, receiver, arguments, null);
        if (result is not null)
            _rewritten[_frame.Values.Result(later.Site)] = result;
        else
            _frame.Record(later.With(site, Rewrite, Under(later.Guard)));
    }

    private Value Rewrite(Value value)
    {
        if (!value.IsSymbolic)
            return value;
        if (_rewritten.TryGetValue(value, out var known))
            return known;
        var rewritten = _rewritten[value] = Instantiate(value);
        _frame.Values.KeepNames(value, rewritten);
        return rewritten;
    }

    private Value Instantiate(Value value)
    {
        var values = _frame.Values;
        switch (value.Kind)
        {
            case ValueKind.Parameter:
                var parameter = (IParameterSymbol)value.Tag!;
                return SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, _target) && parameter.Ordinal < _arguments.Length
                    ? _arguments[parameter.Ordinal]
                    : value;
            case ValueKind.This:
                return _receiver;
            case ValueKind.Captured:
                return Captured((ISymbol)value.Tag!);
            case ValueKind.Field:
                return _frame.ReadField((ISymbol)value.Tag!, Rewrite(value.First));
            case ValueKind.Alternatives:
                return values.Alternatives(
                    ImmutableArray.CreateRange((ImmutableArray<Guard>)value.Tag!, Relative), ImmutableArray.CreateRange(value.Operands, Rewrite));
            default:
                return values.Make(
                    value.Kind, value.Tag is CallSite site ? Prefix(site) : value.Tag, ImmutableArray.CreateRange(value.Operands, Rewrite));
        }
    }

    /// <summary>A captured variable: as it is now, where its owner is being interpreted, else as it was when the delegate was made.</summary>
    private Value Captured(ISymbol variable)
    {
        if (_frame.Owns(variable))
            return _frame.Read(variable);
        if (_closure is { Tag: ClosureTarget { Captured: var names } })
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (SymbolEqualityComparer.Default.Equals(names[i], variable))
                    return _closure.Operands[i + 1];
            }
        }

        return _frame.Read(variable);
    }

    private CallSite Prefix(CallSite site)
    {
        if (_sites.TryGetValue(site, out var known))
            return known;
        return _sites[site] = _frame.Values.Site(site.Outer is null ? _call : Prefix(site.Outer), site.Node, site.Spec, site.Member);
    }

    private Guard Under(Guard guard) => _guard.And(Relative(guard));

    private Guard Relative(Guard guard) =>
        guard.Select(decision => decision with { Call = decision.Call is null ? _call : Prefix(decision.Call) });
}
