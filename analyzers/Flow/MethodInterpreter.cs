using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Interprets one member over its control flow graph, to a fixed point, with symbolic parameters. Blocks wait in a list
/// ordered by their number (nearly always: predecessors first), so that code without loops is seen once.
/// </summary>
internal sealed class MethodInterpreter
{
    private readonly Frame _frame;
    private readonly ControlFlowGraph _graph;
    private readonly FlowState?[] _entry;
    private readonly List<(int From, FlowState State)>[] _arrivals;
    private readonly ImmutableArray<FlowEvent>[] _events;
    private readonly int[] _visits;
    private readonly SortedSet<int> _waiting = new();
    private readonly HashSet<int> _loopExits;

    public MethodInterpreter(FlowEngine engine, Body body)
    {
        _frame = new Frame(engine, body);
        _graph = body.Graph;
        var count = _graph.Blocks.Length;
        _entry = new FlowState?[count];
        _arrivals = new List<(int, FlowState)>[count];
        _events = new ImmutableArray<FlowEvent>[count];
        _visits = new int[count];
        _loopExits = LoopExits(_graph);
    }

    public Summary Run()
    {
        foreach (var localFunction in _graph.LocalFunctions)
            _frame.Engine.Bodies.AddNested(_graph, localFunction);
        Arrive(-1, 0, _frame.EntryState());
        while (_waiting.Count > 0)
        {
            var ordinal = _waiting.Min;
            _waiting.Remove(ordinal);
            Visit(_graph.Blocks[ordinal]);
        }

        return _frame.Summarize(
            _events.Where(events => !events.IsDefault).SelectMany(events => events).ToImmutableArray(),
            _entry[_graph.Blocks.Length - 1]);
    }

    /// <summary>
    /// Conditions that decide whether a loop goes on. That the last iteration ended says nothing about the earlier ones: such
    /// a condition is no decision that could contradict another.
    /// </summary>
    private static HashSet<int> LoopExits(ControlFlowGraph graph)
    {
        var loops = (from block in graph.Blocks
                     from branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor }
                     where branch?.Destination is { } target && target.Ordinal <= block.Ordinal
                     group block.Ordinal by branch.Destination!.Ordinal into jumpsBack
                     select (Head: jumpsBack.Key, Last: jumpsBack.Max())).ToList();
        var exits = new HashSet<int>();
        foreach (var (head, last) in loops)
        {
            bool Leaves(ControlFlowBranch? branch) => branch?.Destination is not { } target || target.Ordinal < head || target.Ordinal > last;
            for (var ordinal = head; ordinal <= last; ordinal++)
            {
                var block = graph.Blocks[ordinal];
                if (block.ConditionalSuccessor is { } conditional && Leaves(conditional) != Leaves(block.FallThroughSuccessor))
                    exits.Add(ordinal);
            }
        }

        return exits;
    }

    private void Visit(BasicBlock block)
    {
        _frame.Engine.Cancellation.ThrowIfCancellationRequested();
        var visits = ++_visits[block.Ordinal];
        var before = _entry[block.Ordinal];
        var state = _frame.Variables.Join(_arrivals[block.Ordinal].ConvertAll(arrival => arrival.State), visits > Limits.BlockVisits ? before : null);
        if (before is not null && before.SameAs(state))
            return;
        if (visits > 2 * Limits.BlockVisits)
        {
            _frame.IsComplete = false;
            return;
        }

        _entry[block.Ordinal] = state;
        _frame.Enter(state.Copy());
        foreach (var operation in block.Operations)
            _frame.Evaluate(operation, isStatement: true);
        var condition = block.BranchValue is { } value ? _frame.Evaluate(value, isStatement: false) : null;
        if (block.ConditionalSuccessor is not null && condition is not null)
        {
            _frame.Conditions[block.BranchValue!.Syntax] = condition;
            _frame.Choices.Note(block.BranchValue.Syntax, condition);
        }

        if (condition is not null && block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return)
            _frame.Choices.Keep(block.BranchValue!.Syntax, condition);
        if (condition is not null && block.ConditionalSuccessor is not null && (Sources.Draws(condition).Any() || Sources.HashCodes(condition).Any()))
            _frame.Record(EventKind.BranchesByChance, _frame.Site(block.BranchValue!.Syntax), condition);
        _events[block.Ordinal] = _frame.TakeEvents();
        var after = _frame.State;

        if (block.ConditionalSuccessor is { } conditional)
        {
            var whenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Follow(block, conditional, after, whenTrue, condition);
            Follow(block, block.FallThroughSuccessor, after, !whenTrue, condition);
        }
        else
        {
            Follow(block, block.FallThroughSuccessor, after, null, condition);
        }

        // The regions of a lambda go on into the member that holds it: its blocks are not of this graph.
        for (var region = block.EnclosingRegion; region is not null && region != _graph.Root; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
                ArriveAtHandlers(block, region.EnclosingRegion!, after);
        }
    }

    private void Follow(BasicBlock block, ControlFlowBranch? branch, FlowState after, bool? taken, Value? value)
    {
        if (branch is null)
            return;
        var path = taken is { } way && block.BranchValue is { } condition && !_loopExits.Contains(block.Ordinal)
            ? after.Path.Take(condition.Syntax, way)
            : after.Path;
        var state = after.Copy(path);
        if (branch.Semantics == ControlFlowBranchSemantics.Return && value is not null)
            state[_frame.Variables.Slot(Frame.ReturnVariable)] = value;
        foreach (var finallyRegion in branch.FinallyRegions)
            Arrive(block.Ordinal, finallyRegion.FirstBlockOrdinal, state);
        if (branch.Destination is { } destination)
            Arrive(taken == true ? block.Ordinal : ~block.Ordinal - 1, destination.Ordinal, state);
    }

    /// <summary>A handler may be entered from anywhere in its try block.</summary>
    private void ArriveAtHandlers(BasicBlock block, ControlFlowRegion tryAndHandlers, FlowState after)
    {
        foreach (var handler in tryAndHandlers.NestedRegions)
        {
            if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter or ControlFlowRegionKind.FilterAndHandler)
                Arrive(block.Ordinal, handler.FirstBlockOrdinal, after);
        }
    }

    private void Arrive(int from, int to, FlowState state)
    {
        var arrivals = _arrivals[to] ??= new List<(int, FlowState)>();
        var known = arrivals.FindIndex(arrival => arrival.From == from);
        if (known < 0)
            arrivals.Add((from, state));
        else if (arrivals[known].State.SameAs(state))
            return;
        else
            arrivals[known] = (from, state);
        _waiting.Add(to);
    }
}
