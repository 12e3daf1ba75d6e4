using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Flow;

/// <summary>A field of a known receiver, as a variable of the state.</summary>
internal sealed record StoreKey(Value Receiver, ISymbol Field);

/// <summary>
/// What each variable (local, parameter, captured value, field of a known receiver) holds at a point of a member. Variables
/// have numbers, so that joining states costs one pass over an array; copies share it until one of them is written to, for
/// most blocks of a branchy method change little or nothing.
/// </summary>
internal sealed class FlowState
{
    private const int Growth = 32;
    private Value?[] _values;
    private bool _isShared;

    public FlowState(BranchPath path)
        : this(path, Array.Empty<Value?>())
    {
    }

    private FlowState(BranchPath path, Value?[] values)
    {
        Path = path;
        _values = values;
        _isShared = true;
    }

    public BranchPath Path { get; }

    public Value? this[int slot]
    {
        get => slot < _values.Length ? _values[slot] : null;
        set
        {
            if (this[slot] == value)
                return;
            if (slot >= _values.Length)
                Array.Resize(ref _values, slot + Growth);
            else if (_isShared)
                _values = (Value?[])_values.Clone();
            _isShared = false;
            _values[slot] = value;
        }
    }

    public FlowState Copy(BranchPath? path = null)
    {
        _isShared = true;
        return new FlowState(path ?? Path, _values);
    }

    public bool SameAs(FlowState other, int slots)
    {
        if (Path != other.Path)
            return false;
        for (var i = 0; i < slots && !SharesValuesWith(other); i++)
        {
            if (this[i] != other[i])
                return false;
        }

        return true;
    }

    public bool SharesValuesWith(FlowState other) => _values == other._values;
}

/// <summary>Numbers the variables of a member, and joins states.</summary>
internal sealed class Variables
{
    private readonly ValueFactory _values;
    private readonly Dictionary<object, int> _slots = new();
    private readonly List<object> _keys = new();
    private readonly Dictionary<Value, List<int>> _fields = new();

    public Variables(ValueFactory values) => _values = values;

    public int Count => _keys.Count;

    public object Key(int slot) => _keys[slot];

    public int Slot(object variable)
    {
        if (!_slots.TryGetValue(variable, out var slot))
        {
            _slots[variable] = slot = _keys.Count;
            _keys.Add(variable);
            if (variable is StoreKey store)
            {
                if (!_fields.TryGetValue(store.Receiver, out var fields))
                    _fields[store.Receiver] = fields = new List<int>();
                fields.Add(slot);
            }
        }

        return slot;
    }

    public bool IsKnown(object variable) => _slots.ContainsKey(variable);

    /// <summary>The slots of the fields of a receiver.</summary>
    public IReadOnlyList<int> FieldsOf(Value receiver) => _fields.TryGetValue(receiver, out var fields) ? fields : Array.Empty<int>();

    /// <summary>
    /// The state after several paths meet. A variable that differs becomes alternatives, each under the decisions of its path
    /// since the paths parted. When <paramref name="widened"/> is given (the block was visited often), what still changes is unknown.
    /// </summary>
    public FlowState Join(List<FlowState> states, FlowState? widened)
    {
        if (states.Count == 1 && widened is null)
            return states[0];
        var path = states[0].Path;
        foreach (var state in states)
            path = BranchPath.CommonPrefix(path, state.Path);
        var guards = new Guard?[states.Count];
        for (var i = 0; i < states.Count; i++)
            guards[i] = states[i].Path.Since(path, Limits.GuardDecisions);
        var joined = states[0].Copy(path);
        var others = states.FindAll(state => !state.SharesValuesWith(states[0]));
        if (widened is null && others.Count == 0)
            return joined;
        for (var slot = 0; slot < Count; slot++)
        {
            var value = states[0][slot];
            var differs = false;
            for (var i = 0; i < others.Count && !differs; i++)
                differs = others[i][slot] != value;
            if (differs)
                joined[slot] = value = JoinVariable(states, slot, guards);
            if (widened is not null && widened[slot] is { } before && before != value)
                joined[slot] = Widen(before, value);
        }

        return joined;
    }

    private Value? JoinVariable(List<FlowState> states, int slot, Guard?[] guards)
    {
        var key = _keys[slot];
        var values = ImmutableArray.CreateBuilder<Value>(states.Count);
        var under = ImmutableArray.CreateBuilder<Guard>(states.Count);
        for (var i = 0; i < states.Count; i++)
        {
            // A field not written on a path still holds what it held on entry; a local not assigned there is not read after.
            var value = states[i][slot] ?? (key is StoreKey store ? _values.Field(store.Field, store.Receiver) : null);
            if (value is null)
                continue;
            if (guards[i] is not { } guard)
                return _values.Unknown;
            values.Add(value);
            under.Add(guard);
        }

        return values.Count == 0 ? null : _values.Alternatives(under.ToImmutable(), values.ToImmutable());
    }

    /// <summary>What is left of a variable that keeps changing in a loop: the sources it is computed from.</summary>
    private Value Widen(Value before, Value? after)
    {
        if (after is null)
            return before;
        var sources = new HashSet<Value>();
        foreach (var value in new[] { before, after })
        {
            if (ValueFactory.Expand(value).Any(each => each.Value.Kind is not (ValueKind.Computed or ValueKind.Constant or ValueKind.Element)))
                return _values.Unknown;
            Sources.Collect(value, sources, 16);
        }

        return sources.Count == 0
            ? _values.Unknown
            : _values.Bounded(ValueKind.Computed, "…", sources.OrderBy(source => source.Depth).ThenBy(source => source.GetHashCode()).ToImmutableArray());
    }
}
