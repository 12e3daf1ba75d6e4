using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlReview.Analyzers.Flow;

/// <summary>A member while it is interpreted: its variables, the state at the present point, the events of the present block.</summary>
internal sealed class Frame
{
    /// <summary>The variable that holds the value a member returns.</summary>
    public static readonly object ReturnVariable = "return";

    private readonly List<FlowEvent> _events = new();
    private readonly OperationEvaluator _evaluator;
    private int _eventCount;

    public Frame(FlowEngine engine, Body body)
    {
        Engine = engine;
        Body = body;
        Variables = new Variables(engine.Values);
        State = new FlowState(BranchPath.Entry);
        Positions = new Positions(this);
        Choices = new Choices(this);
        _evaluator = new OperationEvaluator(this);
    }

    public FlowEngine Engine { get; }

    public ValueFactory Values => Engine.Values;

    public Body Body { get; }

    public Variables Variables { get; }

    /// <summary>The places that its loops count.</summary>
    public Positions Positions { get; }

    public FlowState State { get; private set; }

    public bool IsComplete { get; set; } = true;

    public int Depth { get; set; }

    /// <summary>What the conditions of branches were computed from.</summary>
    public Dictionary<object, Value> Conditions { get; } = new();

    /// <summary>What is kept because numbers were compared.</summary>
    public Choices Choices { get; }

    public FlowState EntryState()
    {
        var state = new FlowState(BranchPath.Entry);
        foreach (var parameter in (Body.Member as IMethodSymbol)?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
            state[Variables.Slot(parameter)] = parameter.RefKind == RefKind.Out ? Values.Unknown : Values.Parameter(parameter);
        return state;
    }

    public void Enter(FlowState state)
    {
        State = state;
        _evaluator.EnterBlock();
    }

    public Value Evaluate(IOperation operation, bool isStatement) => _evaluator.Evaluate(operation, isStatement);

    public ImmutableArray<FlowEvent> TakeEvents()
    {
        var events = _events.ToImmutableArray();
        _events.Clear();
        return events;
    }

    public CallSite Site(SyntaxNode node, Libraries.OperationSpec? spec = null) => Values.Site(null, node, spec, Body.Member.Name);

    public void Record(
        EventKind kind, CallSite site, Value receiver, ISymbol? symbol = null, params (string Name, Value Value)[] arguments) =>
        Record(new FlowEvent(
            kind,
            site,
            receiver,
            arguments.Select(argument => new KeyValuePair<string, Value>(argument.Name, argument.Value)).ToImmutableArray(),
            State.Path.Guard,
            symbol));

    public void Record(FlowEvent recorded)
    {
        if (++_eventCount > Limits.SummaryEvents)
            IsComplete = false;
        else
            _events.Add(recorded);
    }

    /// <summary>Notes a comparison in which a metric takes part: it decides something.</summary>
    public void RecordComparison(IOperation comparison, Value left, Value right)
    {
        var compares = comparison is not IBinaryOperation { OperatorKind: var kind }
            || kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        if (compares && (Sources.Metrics(left).Any() || Sources.Metrics(right).Any()))
            Record(EventKind.Compares, Site(comparison.Syntax), left, null, ("value", right));
    }

    /// <summary>What a variable holds here.</summary>
    public Value Read(ISymbol variable)
    {
        if (Variables.IsKnown(variable) && State[Variables.Slot(variable)] is { } value)
            return value;
        if (Owns(variable))
            return Values.Unknown;
        return Values.Captured(variable);
    }

    public void Write(ISymbol variable, Value value) => State[Variables.Slot(variable)] = value;

    /// <summary>Whether a variable belongs to this member, not to one that encloses it.</summary>
    public bool Owns(ISymbol variable) => SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, Body.Member);

    /// <summary>What a field holds here: what was written on this path, else what it held on entry.</summary>
    public Value ReadField(ISymbol field, Value receiver) => Values.Map(receiver, each =>
    {
        var key = new StoreKey(each, field);
        return Variables.IsKnown(key) && State[Variables.Slot(key)] is { } value ? value : Values.Field(field, each);
    });

    public void WriteField(ISymbol field, Value receiver, Value value)
    {
        // Each iteration has another element: what was written into the last one says nothing of the next.
        if (receiver.Kind is not (ValueKind.Alternatives or ValueKind.Unknown or ValueKind.Element))
            State[Variables.Slot(new StoreKey(receiver, field))] = value;
    }

    /// <summary>The fields of an object that were written on this path.</summary>
    public IEnumerable<(ISymbol Field, Value Value)> FieldsOf(Value receiver)
    {
        // By index: what is done with a field may add another.
        var slots = Variables.FieldsOf(receiver);
        for (var i = 0; i < slots.Count; i++)
        {
            if (State[slots[i]] is { } value)
                yield return (((StoreKey)Variables.Key(slots[i])).Field, value);
        }
    }

    /// <summary>
    /// Arguments with the properties of options objects as further arguments: the table and the rules ask for columns and seeds, however
    /// they are given. What a path writes before it hands an object on is added where it is known.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, Value>> WithProperties(ImmutableArray<KeyValuePair<string, Value>> arguments)
    {
        var all = arguments;
        foreach (var argument in arguments)
        {
            var prefix = argument.Key + FlowEvent.Property;
            if (argument.Value.Kind is not (ValueKind.Object or ValueKind.Parameter) || Has(all, prefix))
                continue;
            foreach (var (field, value) in FieldsOf(argument.Value))
            {
                if (!Has(all, prefix + field.Name))
                    all = all.Add(new(prefix + field.Name, value));
            }

            if (argument.Value.Kind == ValueKind.Object)
                all = all.Add(new(prefix, argument.Value));
        }

        return all;
    }

    private static bool Has(ImmutableArray<KeyValuePair<string, Value>> arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.Key == name)
                return true;
        }

        return false;
    }

    /// <summary>A choice between constants says nothing but how it was chosen.</summary>
    private Value Chosen(Value value)
    {
        if (value.Kind != ValueKind.Alternatives || !value.Operands.All(each => each.Kind == ValueKind.Constant))
            return value;
        var conditions = ValueFactory.Expand(value).SelectMany(each => each.Guard.Decisions)
            .Select(decision => Conditions.TryGetValue(decision.Condition, out var condition) ? condition : Values.Unknown)
            .Where(condition => !condition.IsUnknown).Distinct().ToList();
        return conditions.Count == 0 ? value : Values.Computed("chosen", conditions.Prepend(value).ToArray());
    }

    public Summary Summarize(ImmutableArray<FlowEvent> events, FlowState? exit)
    {
        var stores = ImmutableArray.CreateBuilder<(Value, ISymbol, Value)>();
        var captured = ImmutableArray.CreateBuilder<(ISymbol, Value)>();
        var outputs = ImmutableArray.CreateBuilder<(ISymbol, Value)>();
        var result = Values.Unknown;
        for (var slot = 0; exit is not null && slot < Variables.Count; slot++)
        {
            if (exit[slot] is not { } value)
                continue;
            switch (Variables.Key(slot))
            {
                case StoreKey store:
                    stores.Add((store.Receiver, store.Field, value));
                    break;
                case IParameterSymbol parameter when Owns(parameter):
                    if (parameter.RefKind is RefKind.Ref or RefKind.Out)
                        outputs.Add((parameter, value));
                    break;
                case ISymbol variable when !Owns(variable):
                    captured.Add((variable, value));
                    break;
                case var key when key == ReturnVariable:
                    result = Chosen(value);
                    break;
            }
        }

        return new Summary(
            events.AddRange(_evaluator.UsesOfLocals()), result, outputs.ToImmutable(), stores.ToImmutable(), captured.ToImmutable(), Depth, IsComplete);
    }
}
