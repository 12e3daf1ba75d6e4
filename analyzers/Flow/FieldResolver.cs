using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// What fields and auto-properties hold, from all their writes in the compilation. They count as known when all writes
/// agree; a field that others may write is unknown.
/// </summary>
internal sealed class FieldResolver
{
    private const string Read = "field read in ";

    private readonly FlowEngine _engine;
    private readonly Dictionary<ISymbol, List<Value>> _writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<Value, Value> _resolved = new();
    private readonly Dictionary<ISymbol, Value> _fields = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _running = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CallSite, Value> _contextSeeds = new();
    private ISymbol? _root;

    public FieldResolver(FlowEngine engine, IEnumerable<FlowEvent> events)
    {
        _engine = engine;
        foreach (var recorded in events)
        {
            if (recorded.Role == Role.CreatesContext && recorded.Argument("seed") is { } seed)
                _contextSeeds[recorded.Site] = seed;
            if (recorded is not { Kind: EventKind.WritesField, Symbol: { } field })
                continue;
            if (!_writes.TryGetValue(field, out var values))
                _writes[field] = values = new List<Value>();
            if (recorded.Argument("value") is { IsNull: false } value && !values.Contains(value))
                values.Add(value);
        }
    }

    /// <summary>The value with the fields inside it replaced by what they hold.</summary>
    public Value Resolve(Value value)
    {
        if (!value.IsSymbolic)
            return value;
        if (_resolved.TryGetValue(value, out var resolved))
            return resolved;
        resolved = value.Kind == ValueKind.Field
            ? ValueOf((ISymbol)value.Tag!) is { IsUnknown: false } known ? known : ReadHere(value)
            : SeedOf(_engine.Values.Make(value.Kind, value.Tag, ImmutableArray.CreateRange(value.Operands, Resolve)));
        _engine.Values.KeepNames(value, resolved);
        if (_running.Count == 0)
            _resolved[value] = resolved;
        return resolved;
    }

    /// <summary>From here on values belong to another root: a field that anyone may write is the same only within one.</summary>
    public void Enter(ISymbol root)
    {
        _root = root;
        _resolved.Clear();
    }

    /// <summary>The field behind a value that was read from it where its writes do not agree.</summary>
    public static ISymbol? ReadFrom(Value value) =>
        value is { Kind: ValueKind.Computed, Tag: string tag, First: { Kind: ValueKind.Field, Tag: ISymbol field } } && tag.StartsWith(Read, StringComparison.Ordinal) ? field : null;

    /// <summary>Whose field it is may be known where its value is not: the price of a row of rows that are.</summary>
    private Value ReadHere(Value field) => _engine.Values.Make(
        ValueKind.Computed,
        Read + _root?.ToDisplayString(),
        _engine.Values.Make(field.Kind, field.Tag, ImmutableArray.CreateRange(field.Operands, Resolve)));

    /// <summary>The seed of a context that is known; splits of all unseeded contexts use one default seed.</summary>
    private Value SeedOf(Value value) =>
        value is { Kind: ValueKind.Computed, Tag: "seedOf", First.Site: { } context } && _contextSeeds.TryGetValue(context, out var seed)
            ? seed.IsNull ? _engine.Values.Constant("default") : seed
            : value;

    private Value ValueOf(ISymbol field)
    {
        if (_fields.TryGetValue(field, out var value))
            return value;
        if (IsOpen(field) || WritesOf(field) is not { } writes || !_running.Add(field))
            return _engine.Values.Unknown;
        value = writes.Count == 0 ? _engine.Values.Null : Agreed(writes.Select(Resolve).Distinct().ToList());
        _running.Remove(field);
        if (_running.Count == 0)
            _fields[field] = value;
        return value;
    }

    /// <summary>
    /// What is written to a field, null apart. Files that name nothing of machine learning are read only where a constant member
    /// of theirs is used.
    /// </summary>
    private List<Value>? WritesOf(ISymbol field)
    {
        if (_writes.TryGetValue(field, out var writes))
            return writes;
        var isFixed = field is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null };
        var constructors = field.IsStatic ? field.ContainingType.StaticConstructors : field.ContainingType.InstanceConstructors;
        return isFixed && constructors.All(constructor => constructor.IsImplicitlyDeclared) && _engine.InitializerOf(field) is { } initializer
            ? initializer.Stores.Where(store => SymbolEqualityComparer.Default.Equals(store.Field, field)).Select(store => store.Value).ToList()
            : null;
    }

    /// <summary>One value, or the same operation reached through several calls.</summary>
    private Value Agreed(List<Value> values)
    {
        if (values.Count == 1)
            return values[0];
        var first = Origin(values.FirstOrDefault());
        return first is not null && values.All(value => Origin(value) == first)
            ? _engine.Values.Alternatives(values.Select(_ => Guard.Always).ToImmutableArray(), values.ToImmutableArray())
            : _engine.Values.Unknown;
    }

    private static SyntaxNode? Origin(Value? value)
    {
        for (; value is not null; value = value.Operands.IsEmpty ? null : value.First)
        {
            if (value.Site is { } site)
                return site.Node;
        }

        return null;
    }

    /// <summary>Whether code outside the compilation, or code that is not followed, may write it.</summary>
    private static bool IsOpen(ISymbol member) => member switch
    {
        IFieldSymbol field => !field.IsReadOnly && field.DeclaredAccessibility == Accessibility.Public,
        IPropertySymbol property => property.SetMethod is { DeclaredAccessibility: not Accessibility.Private },
        _ => false,
    };
}
