using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Who gets what: which values anything reads, and which reach code that is not followed.</summary>
internal sealed class Reach
{
    private readonly PipelineGraph _graph;
    private HashSet<CallSite>? _inUse;
    private HashSet<Value>? _used;
    private HashSet<Value>? _escapedModels;
    private HashSet<Value>? _objects;
    private HashSet<Value>? _handedOut;
    private ILookup<Value, Value>? _held;

    public Reach(PipelineGraph graph) => _graph = graph;

    /// <summary>Whether rows take part in anything but the split that made them.</summary>
    public bool IsUsed(Value data) => (_used ??= Within(IsRead)).Contains(data.First);

    /// <summary>Whether a model is saved, served, returned or handed on.</summary>
    public bool GoesIntoUse(Fit model) => (_inUse ??= new HashSet<CallSite>(
        _graph.Saves.Concat(_graph.Engines).SelectMany(save => save.Models).SelectMany(each => ModelOrigins.Parts(each.Model)).Select(_graph.Models.FitOf).OfType<Fit>().Select(fit => fit.Site)))
        .Contains(model.Site) || Escapes(model);

    /// <summary>Whether a score that was computed at a place is printed, returned or handed on.</summary>
    public bool IsReported(CallSite judge) => IsHandedOut(_graph.Values.Event(judge));

    /// <summary>Whether a model is handed to code out of reach, which may do anything with it.</summary>
    public bool Escapes(Fit model) => (_escapedModels ??= Within(HandsOut, IsPlain)).Contains(_graph.Values.Event(model.Site));

    /// <summary>
    /// Whether an object itself is handed to code out of reach. Reading a number of it, or computing one from it, hands on the number.
    /// </summary>
    public bool IsHandedOut(CallSite made) =>
        (_objects ??= Within(HandsOut, value => value.Kind == ValueKind.Statistic || Sources.IsMetric(value))).Contains(_graph.Values.Event(made));

    /// <summary>Whether code out of reach gets a value, alone or in another one.</summary>
    public bool IsHandedOut(Value value) => HandedOut.Contains(value);

    /// <summary>Everything that code out of reach gets, alone or in another value.</summary>
    public HashSet<Value> HandedOut => _handedOut ??= Within(HandsOut);

    /// <summary>What whoever holds an object can read of it.</summary>
    public IEnumerable<Value> HeldBy(Value owner) => (_held ??= Held())[owner];

    /// <summary>Returned, given to unknown code, or stored where anyone may read it.</summary>
    private static bool HandsOut(FlowEvent recorded) => recorded.Kind is EventKind.Escapes or EventKind.CallsLater or EventKind.WritesElement
        || recorded.Role is Role.AddsRows or Role.SavesData
        || (recorded is { Kind: EventKind.WritesField, Symbol: { DeclaredAccessibility: Accessibility.Public, ContainingType: var type } }
            && !(recorded.Receiver.Kind == ValueKind.Object && IsInternal(type)))
        || (recorded.Kind == EventKind.WritesField && recorded.Argument("value")!.Kind == ValueKind.Object);

    /// <summary>Whether no other assembly can name a type: who holds an object of it is known, and with it who reads its members.</summary>
    private static bool IsInternal(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility != Accessibility.Public)
                return true;
        }

        return false;
    }

    /// <summary>A number or text that is read of an object.</summary>
    private static bool IsPlain(Value value) => value.Kind == ValueKind.Member && (value.Tag as ISymbol) switch
    {
        IPropertySymbol property => property.Type.SpecialType != SpecialType.None,
        IFieldSymbol field => field.Type.SpecialType != SpecialType.None,
        _ => false,
    };

    /// <summary>Everything but the making of rows, and the storing of a whole split: its sides are followed to where they are read.</summary>
    private static bool IsRead(FlowEvent recorded) => recorded.Kind is not (EventKind.MakesRows or EventKind.TypesRows or EventKind.HoldsElements or EventKind.StoresUnread or EventKind.DropsResult)
        && recorded.Role is not (Role.LoadsRows or Role.EnumeratesRows)
        && (recorded.Kind != EventKind.WritesField || HandsOut(recorded) || recorded.Argument("value")!.Kind != ValueKind.Split);

    /// <summary>All values inside the receivers and arguments of some events.</summary>
    private HashSet<Value> Within(Func<FlowEvent, bool> which, Func<Value, bool>? isOpaque = null)
    {
        var found = new HashSet<Value>();
        var open = new Stack<Value>();
        foreach (var recorded in _graph.Events.Where(which))
        {
            open.Push(recorded.Receiver);
            foreach (var argument in recorded.Arguments)
                open.Push(argument.Value);
        }

        while (open.Count > 0)
        {
            var next = open.Pop();
            if (isOpaque?.Invoke(next) == true || !found.Add(next))
                continue;
            foreach (var operand in next.Operands)
                open.Push(operand);

            // Who has an object has what is in it.
            foreach (var held in next.Kind == ValueKind.Object ? HeldBy(next) : Enumerable.Empty<Value>())
                open.Push(held);
        }

        return found;
    }

    private ILookup<Value, Value> Held() => _graph.Events
        .Where(recorded => recorded is { Kind: EventKind.WritesField, Symbol: { DeclaredAccessibility: not Accessibility.Private } })
        .SelectMany(recorded => ValueFactory.Expand(recorded.Receiver).Select(owner => (Owner: owner.Value, Value: recorded.Argument("value")!)))
        .Where(held => held.Owner.Kind == ValueKind.Object)
        .ToLookup(held => held.Owner, held => held.Value);
}
