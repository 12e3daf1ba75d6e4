using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Flow;

/// <summary>A field of a known receiver, as a variable of the state.</summary>
internal sealed record StoreKey(Value Receiver, ISymbol Field);

/// <summary>
/// What each variable (local, parameter, captured value, field of a known receiver) holds at a point of a member. Variables
/// have numbers, and stand in pages that copies share until one of them is written to: most blocks of a branchy method change
/// little or nothing, and states are compared and joined page by page.
/// </summary>
internal sealed class FlowState
{
    public const int PageSize = 32;
    private Value?[]?[] _pages;

    /// <summary>The pages that no other state has; null when even the list of pages is shared.</summary>
    private bool[]? _own;

    public FlowState(BranchPath path)
        : this(path, Array.Empty<Value?[]?>())
    {
    }

    private FlowState(BranchPath path, Value?[]?[] pages)
    {
        Path = path;
        _pages = pages;
    }

    public BranchPath Path { get; }

    public Value? this[int slot]
    {
        get => slot / PageSize < _pages.Length ? _pages[slot / PageSize]?[slot % PageSize] : null;
        set
        {
            if (this[slot] != value)
                OwnPage(slot / PageSize)[slot % PageSize] = value;
        }
    }

    public FlowState Copy(BranchPath? path = null)
    {
        _own = null;
        return new FlowState(path ?? Path, _pages);
    }

    public bool SameAs(FlowState other)
    {
        if (Path != other.Path)
            return false;
        for (var page = 0; page < Math.Max(_pages.Length, other._pages.Length) && _pages != other._pages; page++)
        {
            for (var slot = page * PageSize; slot < (page + 1) * PageSize && !SharesPageWith(other, page); slot++)
            {
                if (this[slot] != other[slot])
                    return false;
            }
        }

        return true;
    }

    public bool SharesValuesWith(FlowState other) => _pages == other._pages;

    /// <summary>Whether all variables of a page are known to be the same in another state.</summary>
    public bool SharesPageWith(FlowState other, int page) => Page(page) == other.Page(page);

    private Value?[]? Page(int page) => page < _pages.Length ? _pages[page] : null;

    private Value?[] OwnPage(int page)
    {
        if (_own is null || page >= _own.Length)
        {
            var pages = new Value?[]?[Math.Max(_pages.Length, page + 1)];
            Array.Copy(_pages, pages, _pages.Length);
            var own = new bool[pages.Length];
            _own?.CopyTo(own, 0);
            (_pages, _own) = (pages, own);
        }

        if (!_own[page])
        {
            _pages[page] = (Value?[]?)_pages[page]?.Clone() ?? new Value?[PageSize];
            _own[page] = true;
        }

        return _pages[page]!;
    }
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
        for (var page = 0; page * FlowState.PageSize < Count; page++)
        {
            if ((widened is null || widened.SharesPageWith(states[0], page)) && others.TrueForAll(other => other.SharesPageWith(states[0], page)))
                continue;
            for (var slot = page * FlowState.PageSize; slot < Math.Min((page + 1) * FlowState.PageSize, Count); slot++)
                JoinVariable(joined, slot, states, guards, widened);
        }

        return joined;
    }

    private void JoinVariable(FlowState joined, int slot, List<FlowState> states, Guard?[] guards, FlowState? widened)
    {
        var value = states[0][slot];
        for (var i = 1; i < states.Count; i++)
        {
            if (states[i][slot] == value)
                continue;
            joined[slot] = value = Choice(states, slot, guards);
            break;
        }

        if (widened is not null && widened[slot] is { } before && before != value)
            joined[slot] = Widen(before, value);
    }

    private Value? Choice(List<FlowState> states, int slot, Guard?[] guards)
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
