using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// What a member does, over symbolic parameters: computed once, whoever calls it, and instantiated at each call site.
/// </summary>
internal sealed class Summary
{
    public Summary(
        ImmutableArray<FlowEvent> events,
        Value result,
        ImmutableArray<(ISymbol Parameter, Value Value)> outputs,
        ImmutableArray<(Value Receiver, ISymbol Field, Value Value)> stores,
        ImmutableArray<(ISymbol Variable, Value Value)> capturedWrites,
        int depth,
        bool isComplete)
    {
        Events = events;
        Result = result;
        Outputs = outputs;
        Stores = stores;
        CapturedWrites = capturedWrites;
        Depth = depth;
        IsComplete = isComplete;
    }

    public ImmutableArray<FlowEvent> Events { get; }

    public Value Result { get; }

    /// <summary>What <c>ref</c> and <c>out</c> parameters hold at the end.</summary>
    public ImmutableArray<(ISymbol Parameter, Value Value)> Outputs { get; }

    /// <summary>What fields hold at the end, where the member wrote them.</summary>
    public ImmutableArray<(Value Receiver, ISymbol Field, Value Value)> Stores { get; }

    /// <summary>What variables of the enclosing member hold at the end, where a lambda or local function wrote them.</summary>
    public ImmutableArray<(ISymbol Variable, Value Value)> CapturedWrites { get; }

    /// <summary>Height of the calls inlined into it.</summary>
    public int Depth { get; }

    /// <summary>False when a bound cut it short: rules that need to have seen everything stay silent.</summary>
    public bool IsComplete { get; }
}
