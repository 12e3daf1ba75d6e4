using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Collections of results (a model with its score): what was put into them, and what a function of an element is for each.</summary>
internal sealed class ResultSequences
{
    private readonly PipelineGraph _graph;

    public ResultSequences(PipelineGraph graph) => _graph = graph;

    /// <summary>For each element that a sequence may have: what a value computed from "an element" is for it.</summary>
    public IEnumerable<Func<Value, Value>> ElementsOf(Value sequence)
    {
        foreach (var (data, _) in ValueFactory.Expand(sequence))
        {
            if (data.Kind != ValueKind.Data)
                continue;
            var bases = RowAlgebra.Bases(data.First).Select(rows => rows.First).ToList();
            foreach (var element in bases.Where(source => source.Kind == ValueKind.Items).SelectMany(source => source.Operands).Concat(Added(bases)).Concat(Yielded(data)))
                yield return value => Of(value, element);
        }
    }

    private IEnumerable<Value> Added(List<Value> collections) =>
        from recorded in _graph.Events
        where recorded.Kind == EventKind.WritesElement || recorded.Role == Role.AddsRows
        where ValueFactory.Expand(recorded.Receiver).Any(each => collections.Contains(each.Value) || (each.Value.Kind == ValueKind.Data && collections.Contains(each.Value.First.First)))
        let added = recorded.Argument("element") ?? recorded.Argument("value")
        where added is not null
        from each in ValueFactory.Expand(added)
        select each.Value;

    private IEnumerable<Value> Yielded(Value data) =>
        from recorded in _graph.Events
        where recorded.Kind == EventKind.Yields && data.Operands.Contains(_graph.Values.Event(recorded.Site))
        select recorded.Argument("element")!;

    /// <summary>A member of an element, for one element.</summary>
    private Value Of(Value value, Value element) => value.Kind switch
    {
        ValueKind.Element => element,
        ValueKind.Member => _graph.Values.MemberOf((ISymbol)value.Tag!, Of(value.First, element)),
        ValueKind.Field => FieldOf((ISymbol)value.Tag!, Of(value.First, element)),
        ValueKind.Computed => _graph.Values.Make(value.Kind, value.Tag, ImmutableArray.CreateRange(value.Operands, operand => Of(operand, element))),
        _ => value,
    };

    private Value FieldOf(ISymbol field, Value owner) =>
        _graph.Events.FirstOrDefault(recorded => recorded.Kind == EventKind.WritesField && recorded.Receiver == owner && SymbolEqualityComparer.Default.Equals(recorded.Symbol, field))
            ?.Argument("value") ?? _graph.Values.Unknown;
}
