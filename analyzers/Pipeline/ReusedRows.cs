using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Rows that are read through one object, filled again for each row, and are kept beyond the next row.</summary>
/// <param name="Enumeration">The call that reads the rows.</param>
/// <param name="Kept">Where they are kept.</param>
/// <param name="IsDeferred">Only the sequence is stored: whoever reads it may still look at one row at a time.</param>
/// <param name="Reuse">Where it is said that one object is enough: in the call, then what callers of its member hand on.</param>
internal sealed record ReusedRows(Place Enumeration, Place Kept, bool IsDeferred, ImmutableArray<Place> Reuse)
{
    public static IEnumerable<ReusedRows> In(PipelineGraph graph)
    {
        foreach (var recorded in graph.Events)
        {
            foreach (var (rows, isDeferred) in KeptBy(recorded).SelectMany(kept => ValueFactory.Expand(kept.Rows).Select(each => (each.Value, kept.IsDeferred))))
            {
                if (rows.Kind == ValueKind.Data && !IsSingle(rows) && Enumerates(graph, rows) is { } enumeration)
                    yield return new ReusedRows(PlaceOf(enumeration), PlaceOf(recorded), isDeferred, PlaceOf(enumeration).Argument(enumeration, "reuse").HandedOn(enumeration.Site).ToImmutableArray());
            }
        }
    }

    /// <summary>The sequences whose row objects an event keeps; an iterator that yields a row does not keep it.</summary>
    private static IEnumerable<(Value Rows, bool IsDeferred)> KeptBy(FlowEvent recorded)
    {
        switch (recorded)
        {
            case { Kind: EventKind.HoldsElements }:
                yield return (recorded.Receiver, false);
                break;
            case { Kind: EventKind.WritesField, Symbol: IFieldSymbol or IPropertySymbol }:
                yield return (recorded.Argument("value")!, true);
                break;
            case { Kind: EventKind.WritesElement } when recorded.Argument("index")?.Kind != ValueKind.Constant:
            case { Kind: EventKind.Operation, Role: Role.AddsRows or Role.CreatesCollection } when recorded.Site.Node is not YieldStatementSyntax:
                foreach (var argument in recorded.Arguments)
                {
                    if (argument.Value.Kind == ValueKind.Data && recorded.Kind == EventKind.Operation)
                        yield return (argument.Value, false);
                    foreach (var element in RowsIn(argument.Value).Where(element => IsKeptAcrossRows(recorded, element)))
                        yield return (element.First, false);
                }

                break;
        }
    }

    /// <summary>The row objects that a value is or has as members.</summary>
    private static IEnumerable<Value> RowsIn(Value value) => ValueFactory.Expand(value)
        .SelectMany(each => each.Value.Kind == ValueKind.Tuple ? each.Value.Operands : ImmutableArray.Create(each.Value))
        .Where(each => each is { Kind: ValueKind.Element, First.Kind: ValueKind.Data, Site.Role: not Role.TakesElement });

    /// <summary>Whether the collection is older than the row: one that is made for each row holds that row alone.</summary>
    private static bool IsKeptAcrossRows(FlowEvent recorded, Value row) =>
        recorded.Receiver.Site is not { } made || Loop(row.Site!) is not { } loop || made.Node.SyntaxTree != loop.SyntaxTree || !loop.Span.Contains(made.Node.Span);

    private static SyntaxNode? Loop(CallSite row) =>
        row.Node.AncestorsAndSelf().FirstOrDefault(node => node is CommonForEachStatementSyntax);

    private static bool IsSingle(Value rows) => rows.First is { Kind: ValueKind.Range } range
        && Arithmetic.Number(range.Operands[2]) is { } end && Arithmetic.Number(range.Operands[1]) is { } first && end - first <= 1;

    /// <summary>The call that reads the rows through one object; null when each row is an object of its own, or was computed from one.</summary>
    private static FlowEvent? Enumerates(PipelineGraph graph, Value rows)
    {
        for (var i = rows.Operands.Length - 1; i > 0; i--)
        {
            switch (rows.Operands[i].Site?.Role)
            {
                case Role.MapsRows:
                    return null;
                case Role.EnumeratesRows:
                    return graph.OperationAt(rows.Operands[i].Site) is { } read && read.Argument("reuse") is { Kind: ValueKind.Constant, Tag: true } ? read : null;
            }
        }

        return null;
    }

    private static Place PlaceOf(FlowEvent recorded) => new(recorded.Site.Node, recorded.Site.Member);
}
