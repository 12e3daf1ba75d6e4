using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Creates values and keeps each only once. Its methods are smart constructors: they simplify what is known and leave a
/// symbolic term where an operand is not known yet; <see cref="Make"/> re-evaluates such a term once it is.
/// </summary>
internal sealed class ValueFactory
{
    private readonly Dictionary<Key, Value> _values = new();
    private readonly Dictionary<(CallSite?, SyntaxNode, OperationSpec?), CallSite> _sites = new();
    private readonly Dictionary<Value, ImmutableHashSet<string>> _names = new();

    public ValueFactory()
    {
        Unknown = Intern(ValueKind.Unknown, null);
        This = Intern(ValueKind.This, null);
        Null = Intern(ValueKind.Constant, null);
    }

    public Value Unknown { get; }

    public Value This { get; }

    public Value Null { get; }

    public int Count => _values.Count;

    public CallSite Site(CallSite? outer, SyntaxNode node, OperationSpec? spec, string member)
    {
        var key = (outer, node, spec);
        if (!_sites.TryGetValue(key, out var site))
            _sites[key] = site = new CallSite(outer, node, spec, member);
        return site;
    }

    /// <summary>Notes that a text was composed of a variable of this name. Names are no part of the value: equal texts are equal.</summary>
    public void Name(Value text, string name) => _names[text] = NamesOf(text).Add(name);

    /// <summary>Hands the names of a value on to what became of it.</summary>
    public void KeepNames(Value from, Value to)
    {
        if (from != to && !to.IsUnknown && _names.TryGetValue(from, out var names))
            _names[to] = NamesOf(to).Union(names);
    }

    /// <summary>The names of the variables that a text was composed of.</summary>
    public ImmutableHashSet<string> NamesOf(Value text) => _names.TryGetValue(text, out var names) ? names : ImmutableHashSet<string>.Empty;

    public Value Constant(object? value) => Intern(ValueKind.Constant, value);

    public Value Parameter(ISymbol symbol) => Intern(ValueKind.Parameter, symbol);

    public Value Captured(ISymbol symbol) => Intern(ValueKind.Captured, symbol);

    public Value Field(ISymbol symbol, Value receiver) => Make(ValueKind.Field, symbol, receiver);

    public Value Result(CallSite site) => Intern(ValueKind.Result, site);

    public Value Event(CallSite site) => Intern(ValueKind.Event, site);

    public Value Tuple(ImmutableArray<Value> members, object? names = null) => Make(ValueKind.Tuple, names, members);

    public Value Items(ImmutableArray<Value> members) => Make(ValueKind.Items, null, members);

    public Value Computed(string operation, params Value[] operands) => Make(ValueKind.Computed, operation, operands.ToImmutableArray());

    public Value Data(Value rows, params Value[] applied) => Make(ValueKind.Data, null, ImmutableArray.Create(rows).AddRange(applied));

    public Value Chain(params Value[] steps) => Make(ValueKind.Chain, null, steps.ToImmutableArray());

    public Value Make(ValueKind kind, object? tag, params Value[] operands) => Make(kind, tag, operands.ToImmutableArray());

    /// <summary>The value with this kind, tag and operands, simplified.</summary>
    public Value Make(ValueKind kind, object? tag, ImmutableArray<Value> operands)
    {
        if (_values.Count > Limits.Values)
            return Unknown;
        return kind switch
        {
            ValueKind.Alternatives => Alternatives((ImmutableArray<Guard>)tag!, operands),
            ValueKind.Chain => MakeChain(operands),
            ValueKind.Data => RowAlgebra.MakeData(this, operands),
            ValueKind.Member => MemberOf((ISymbol)tag!, operands[0]),
            ValueKind.Element => RowAlgebra.ElementOf(this, (CallSite)tag!, operands[0], operands.Length > 1 ? operands[1] : null),
            ValueKind.Computed => Arithmetic.Make(this, (string)tag!, operands),
            _ => Bounded(kind, tag, operands),
        };
    }

    /// <summary>A term as it stands, if it is not too large.</summary>
    public Value Bounded(ValueKind kind, object? tag, ImmutableArray<Value> operands)
    {
        if (operands.Length > Limits.ValueWidth)
            return Unknown;
        foreach (var operand in operands)
        {
            if (operand.Depth >= Limits.ValueDepth)
                return Unknown;
        }

        return Intern(kind, tag, operands);
    }

    /// <summary>Several values under guards: nested ones are flattened, equal ones merged; past the bound unknown.</summary>
    public Value Alternatives(ImmutableArray<Guard> guards, ImmutableArray<Value> values)
    {
        var distinct = ImmutableArray.CreateBuilder<Value>(values.Length);
        var under = ImmutableArray.CreateBuilder<Guard>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { Kind: ValueKind.Alternatives, Tag: ImmutableArray<Guard> inner } nested)
            {
                Add(values[i], guards[i]);
                continue;
            }

            for (var j = 0; j < inner.Length; j++)
                Add(nested.Operands[j], guards[i].And(inner[j]));
        }

        if (distinct.Count == 1)
            return distinct[0];
        if (distinct.Count > Limits.Alternatives)
            return Unknown;
        foreach (var guard in under)
        {
            if (guard.Decisions.Length > Limits.GuardDecisions)
                return Unknown;
        }

        return Bounded(ValueKind.Alternatives, under.ToImmutable(), distinct.ToImmutable());

        void Add(Value value, Guard guard)
        {
            var same = distinct.IndexOf(value);
            if (same < 0)
            {
                distinct.Add(value);
                under.Add(guard);
            }
            else if (!under[same].Equals(guard))
            {
                under[same] = Guard.Always;
            }
        }
    }

    /// <summary>The values that a value may be, each with its guard.</summary>
    public static IEnumerable<(Value Value, Guard Guard)> Expand(Value value) =>
        value is { Kind: ValueKind.Alternatives, Tag: ImmutableArray<Guard> guards }
            ? value.Operands.Select((operand, i) => (operand, guards[i]))
            : new[] { (value, Guard.Always) };

    /// <summary>Applies a function to each value that <paramref name="value"/> may be.</summary>
    public Value Map(Value value, Func<Value, Value> function)
    {
        if (value is not { Kind: ValueKind.Alternatives, Tag: ImmutableArray<Guard> guards })
            return function(value);
        var mapped = ImmutableArray.CreateBuilder<Value>(guards.Length);
        foreach (var each in value.Operands)
            mapped.Add(function(each));
        return Alternatives(guards, mapped.MoveToImmutable());
    }

    /// <summary>A property of a value, as far as the value is known.</summary>
    public Value MemberOf(ISymbol property, Value value) => value.Kind switch
    {
        ValueKind.Alternatives => Map(value, each => MemberOf(property, each)),
        ValueKind.Unknown => Unknown,
        ValueKind.Split when property.Name == "TrainSet" => value.Operands[0],
        ValueKind.Split when property.Name == "TestSet" => value.Operands[1],
        ValueKind.Chain when property.Name == "LastTransformer" && !value.Operands.IsEmpty => value.Operands[value.Operands.Length - 1],
        ValueKind.Tuple when value.Tag is ImmutableArray<string> names && names.IndexOf(property.Name) is >= 0 and var i => value.Operands[i],
        ValueKind.Tuple when TupleIndex(property) is { } i && i < value.Operands.Length => value.Operands[i],
        ValueKind.Data or ValueKind.Items when property.Name is "Count" or "Length" or "LongLength" => Computed("count", value),
        ValueKind.Data when property.Name == "Schema" => Make(ValueKind.Schema, null, value),
        _ => Bounded(ValueKind.Member, property, ImmutableArray.Create(value)),
    };

    private static int? TupleIndex(ISymbol property)
    {
        var name = property is IFieldSymbol { CorrespondingTupleField: { } field } ? field.Name : property.Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var index) ? index - 1 : null;
    }

    /// <summary>A chain: nested chains flattened, a step that is already in it (a loop) not added again.</summary>
    private Value MakeChain(ImmutableArray<Value> steps)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Kind != ValueKind.Alternatives)
                continue;
            var at = i;
            return Map(steps[i], each => MakeChain(steps.SetItem(at, each)));
        }

        if (!steps.Any(step => step.Kind == ValueKind.Chain))
            return steps.Length == 1 ? steps[0] : Bounded(ValueKind.Chain, null, steps);
        var flat = ImmutableArray.CreateBuilder<Value>();
        var seen = new HashSet<Value>();
        foreach (var step in steps.SelectMany(step => step.Kind == ValueKind.Chain ? step.Operands : ImmutableArray.Create(step)))
        {
            if (step.Kind == ValueKind.Unknown || seen.Add(step))
                flat.Add(step);
        }

        return flat.Count == 1 ? flat[0] : Bounded(ValueKind.Chain, null, flat.ToImmutable());
    }

    private Value Intern(ValueKind kind, object? tag, ImmutableArray<Value> operands = default)
    {
        var key = new Key(new Value(kind, tag, operands.IsDefault ? ImmutableArray<Value>.Empty : operands));
        if (_values.TryGetValue(key, out var value))
            return value;
        key.Value.Settle();
        _values.Add(key, key.Value);
        return key.Value;
    }

    /// <summary>Compares values by content, once, when they are interned; everywhere else identity is equality.</summary>
    private readonly struct Key : IEquatable<Key>
    {
        public Key(Value value) => Value = value;

        public Value Value { get; }

        public bool Equals(Key other) => Value.SameAs(other.Value);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => Value.GetHashCode();
    }
}
