using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>What happened at a call site.</summary>
internal enum EventKind
{
    /// <summary>A library operation with a role. symbol: the overload that was called, as far as it is bound.</summary>
    Operation,

    /// <summary>A field or auto-property was written. symbol: which; receiver: whose; argument "value".</summary>
    WritesField,

    /// <summary>An element of a sequence was written. receiver: the sequence; arguments "index" ("key" of a dictionary), "value".</summary>
    WritesElement,

    /// <summary>Rows were split, restricted, reordered or joined. receiver: the resulting rows, or both sides; argument "by": what a filter or an order decided by.</summary>
    MakesRows,

    /// <summary>Elements were kept while further ones were taken: in a list, or sorted. receiver: the sequence.</summary>
    HoldsElements,

    /// <summary>A value was handed to code that is not known. argument "value".</summary>
    Escapes,

    /// <summary>A metric was read. symbol: which; receiver: the metrics.</summary>
    ReadsMetric,

    /// <summary>The result of an operation was thrown away. receiver: the result.</summary>
    DropsResult,

    /// <summary>A result was stored in a variable that is never read. receiver: the result; symbol: the variable.</summary>
    StoresUnread,

    /// <summary>A branch was decided by chance: a random number, or a hash code of this process. site: the condition, as guards name it; receiver: the condition.</summary>
    BranchesByChance,

    /// <summary>A variable that an operation wrote through <c>out</c> is read. symbol: the variable.</summary>
    ReadsOutput,

    /// <summary>Metrics or numbers were compared. receiver: left; argument "value": right.</summary>
    Compares,

    /// <summary>
    /// Rows of a class were loaded, or a loader for them was made. receiver: the rows, or the loader; symbol: the class, null when
    /// it is not known; argument "columns": their definition where no class gives it; argument "loader": what loaded them.
    /// </summary>
    TypesRows,

    /// <summary>
    /// A value was kept because numbers were compared. site: the condition; receiver: its value; arguments "value", "before" (what was kept in
    /// the same place), "into" (the field).
    /// </summary>
    Chooses,

    /// <summary>A number was shifted by a literal and divided by another. receiver: the result; arguments "shift", "scale".</summary>
    Scales,

    /// <summary>A sequence was ordered by a number, or its element with the best number picked. receiver: the result; arguments "of", "key".</summary>
    Ranks,

    /// <summary>One element of an ordered sequence was picked. receiver: the sequence.</summary>
    Picks,

    /// <summary>Elements were computed from those of another sequence. receiver: the result; argument "element".</summary>
    Yields,

    /// <summary>A call whose target is decided by the receiver or by a delegate that a caller supplies. symbol: the declared target.</summary>
    CallsLater,
}

/// <summary>An event of a member, or of the members inlined into it.</summary>
internal sealed class FlowEvent
{
    /// <summary>Stands between an options object and its property; behind it nothing: all that was set of the object is known.</summary>
    public const string Property = ".";

    /// <summary>Stands for the arguments of a call that does not compile: any parameter may have one.</summary>
    public const string Unbound = "?";

    public FlowEvent(
        EventKind kind, CallSite site, Value receiver, ImmutableArray<KeyValuePair<string, Value>> arguments, Guard guard, ISymbol? symbol = null)
    {
        Kind = kind;
        Site = site;
        Receiver = receiver;
        Arguments = arguments;
        Guard = guard;
        Symbol = symbol;
    }

    public EventKind Kind { get; }

    public CallSite Site { get; }

    /// <summary>Instance of the call, or the first argument of an extension method.</summary>
    public Value Receiver { get; }

    /// <summary>Arguments by parameter name, defaults included; options objects as <c>options.Property</c>.</summary>
    public ImmutableArray<KeyValuePair<string, Value>> Arguments { get; }

    public Guard Guard { get; }

    public ISymbol? Symbol { get; }

    public Role Role => Kind == EventKind.Operation ? Site.Role : Role.None;

    /// <summary>The argument that plays a part in the operation's table line; null when the overload has none.</summary>
    public Value? Argument(string part)
    {
        var name = Site.Spec?.Parameter(part) ?? part;
        if (name == "this")
            return Receiver;
        foreach (var argument in Arguments)
        {
            if (OperationSpec.IsNamed(name, argument.Key))
                return argument.Value;
        }

        return null;
    }

    /// <summary>Whether what the table or a rule does not find in the options was left at its default.</summary>
    public bool KnowsOptions(string options) => Argument(Unbound) is null
        && (Argument(options) is null or { Kind: ValueKind.Constant } || Argument((Site.Spec?.Parameter(options) ?? options) + Property) is not null);

    public FlowEvent With(ImmutableArray<KeyValuePair<string, Value>> arguments) =>
        arguments == Arguments ? this : new(Kind, Site, Receiver, arguments, Guard, Symbol);

    public FlowEvent With(CallSite site, Func<Value, Value> rewrite, Guard guard) => new(
        Kind,
        site,
        rewrite(Receiver),
        ImmutableArray.CreateRange(Arguments, argument => new KeyValuePair<string, Value>(argument.Key, rewrite(argument.Value))),
        guard,
        Symbol);
}
