using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A column of a row that is computed from rows further on in the sequence that the row stands in.</summary>
/// <param name="Column">The column that the member holds.</param>
/// <param name="Steps">How many rows further on; <see cref="int.MaxValue"/> for all of them.</param>
/// <param name="Place">What reads them.</param>
/// <param name="Write">What is written.</param>
internal sealed record LookAhead(string Column, int Steps, Place Place, Place Write);

/// <summary>
/// The members of rows that are computed from other rows of a sequence: written in place (<c>rows[i].Mean = …</c>) or while a row is made
/// (<c>new Row { Mean = … }</c>). A sequence that is turned around, shuffled or sorted in place says nothing of before and after.
/// </summary>
internal sealed class RowSequences
{
    /// <summary>Words in the name of a member that say the value is meant to be older than its row.</summary>
    private static readonly ImmutableArray<string> s_past = ImmutableArray.Create("prev", "lag", "last", "past", "yesterday", "before", "earlier", "ago", "old", "histor", "trailing");

    private readonly PipelineGraph _graph;
    private readonly HashSet<Value> _reordered;
    private readonly List<MemberWrite> _writes = new();

    public RowSequences(PipelineGraph graph)
    {
        _graph = graph;
        _reordered = new HashSet<Value>(graph.Operations(Role.ReordersInPlace).Select(sorted => Base(sorted.Argument("data")!)).OfType<Value>());
        foreach (var recorded in graph.Events.Where(recorded => recorded is { Kind: EventKind.WritesField, Symbol: { ContainingType: not null } }))
        {
            foreach (var (row, _) in ValueFactory.Expand(recorded.Receiver))
            {
                if (row.Kind is ValueKind.Object or ValueKind.Element)
                    Note(recorded, row);
            }
        }
    }

    /// <summary>Look-aheads in the rows that are trained on, beyond what the label looks ahead.</summary>
    /// <param name="data">The rows that are trained on.</param>
    /// <param name="label">The columns that the label is computed from.</param>
    public IEnumerable<LookAhead> In(Value data, ICollection<string> label)
    {
        foreach (var row in _writes.GroupBy(write => write.Row))
        {
            if (!_graph.SourceColumns.HoldsRowsOf(data, row.First().Class))
                continue;
            var labelled = row.Where(write => label.Contains(write.Column)).SelectMany(write => write.Reads).ToList();
            foreach (var write in row.Where(write => !label.Contains(write.Column)))
            {
                foreach (var read in write.Reads)
                {
                    // A row that is changed stands where it is, a new one where its label stands.
                    var answers = labelled.Where(each => write.IsInPlace || each.IsBeside(read)).Select(each => each.Distance).DefaultIfEmpty(int.MinValue).Max();
                    if (!write.IsInPlace && answers == int.MinValue)
                        continue;

                    // A row that starts a window holds what comes before its answer.
                    var now = write.IsInPlace && answers <= read.Distance ? 0 : Math.Max(answers, 0);
                    if (read.Distance > now)
                        yield return new LookAhead(write.Column, read.Distance == int.MaxValue ? int.MaxValue : read.Distance - now, read.Place ?? write.Place, write.Place);
                }
            }
        }
    }

    private void Note(FlowEvent recorded, Value row)
    {
        var at = row.Kind == ValueKind.Element ? ReadOf(row) : null;
        if (row.Kind == ValueKind.Element && at is null)
            return;
        var column = RowMembers.ColumnOf(recorded.Symbol!);
        var place = new Place(recorded.Site.Node, recorded.Site.Member);
        var reads = Reads(recorded.Argument("value")!)
            .Where(read => (at is null || read.IsBeside(at)) && IsForward(read.Base, column) && !IsFromLastRound(read, place))
            .Select(read => at is null || read.Distance == int.MaxValue ? read : read with { Distance = read.Distance - at.Distance })
            .ToList();
        if (reads.Count > 0)
            _writes.Add(new MemberWrite(at is null ? row : at.Base, recorded.Symbol!.ContainingType, column, at is not null, reads, place));
    }

    /// <summary>Rows that a value is computed from.</summary>
    private static IEnumerable<RowRead> Reads(Value value)
    {
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(value);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            if (next.Kind is ValueKind.Element or ValueKind.Statistic)
            {
                if (ReadOf(next) is { } read)
                    yield return read;
                continue;
            }

            foreach (var operand in next.Operands)
                open.Push(operand);
        }
    }

    /// <summary>Where a row, or the last row of a range of rows, stands in its sequence; null when that is not known.</summary>
    private static RowRead? ReadOf(Value read)
    {
        if (read.First.Kind is ValueKind.Alternatives or ValueKind.Unknown)
            return null;
        var rows = read.First.Kind == ValueKind.Data ? read.First.First : read.First;
        var (from, end) = rows.Kind == ValueKind.Range ? (rows.Operands[1], rows.Operands[2]) : (null, null);
        var sequence = Source(rows.Kind == ValueKind.Range ? rows.First : rows);
        var index = read.Operands.Length > 1 && read.Kind == ValueKind.Element ? read.Operands[1] : null;
        var place = new Place(read.Site!.Node, read.Site.Member);
        RowRead? At(Value position, int beyond = 0) => new RowRead(sequence, (ISymbol)position.Tag!, (int)position.First.Tag! + beyond, place);

        if (read.Kind == ValueKind.Statistic || read.Site.Spec?.Has("last") == true)
            return end is { Kind: ValueKind.Position } ? At(end, -1) : end is { IsNull: true } && from is { Kind: ValueKind.Position } ? new RowRead(sequence, (ISymbol)from.Tag!, int.MaxValue, place) : null;
        if (index is not null)
            return index.Kind == ValueKind.Position && from is null ? At(index) : null;
        if (from is { Kind: ValueKind.Position })
            return At(from);

        // The row that a function or loop is at; a first row by its own name is none of them.
        return read.Site.Role == Role.TakesElement ? null
            : from is null ? new RowRead(sequence, null, 0, null)
            : from is { Kind: ValueKind.Constant, Tag: int skipped } ? new RowRead(sequence, null, skipped, null)
            : null;
    }

    private static Value? Base(Value sequence) => sequence.Kind == ValueKind.Data ? Source(sequence.First) : sequence.IsUnknown ? null : sequence;

    /// <summary>A sequence is the same whether it is asked for a row or for a range of rows.</summary>
    private static Value Source(Value rows) => rows.Kind == ValueKind.AllRows ? rows.First : rows;

    /// <summary>Whether rows further on are later ones. Where no order is seen, a name that says "older" may be right about it.</summary>
    private bool IsForward(Value sequence, string column)
    {
        if (_reordered.Contains(sequence))
            return false;
        var orders = sequence.Kind is ValueKind.Ordered or ValueKind.Shuffled or ValueKind.Filtered or ValueKind.Range or ValueKind.Part
            ? Rows.Spine(sequence).Where(rows => rows.Kind is ValueKind.Ordered or ValueKind.Shuffled).ToList()
            : new List<Value>();
        if (orders.Any(order => order.Kind == ValueKind.Shuffled || ((string)order.Tag!).StartsWith(RowAlgebra.Backward, StringComparison.Ordinal)))
            return false;
        var name = column.ToLowerInvariant();
        return orders.Count > 0 || !s_past.Any(name.Contains);
    }

    /// <summary>Whether a row was read after it was used: in the round before, that is.</summary>
    private static bool IsFromLastRound(RowRead read, Place write) => read.Place is { } place && place.Tree == write.Tree && place.SharesMember(write) && place.Start > write.StatementEnd;

    /// <summary>A row that is read: in which sequence, counted by what (null: the row that a function is at), how far from it.</summary>
    private sealed record RowRead(Value Base, ISymbol? Counter, int Distance, Place? Place)
    {
        /// <summary>Whether the distance between two rows is known.</summary>
        public bool IsBeside(RowRead other) => Base == other.Base
            && (SymbolEqualityComparer.Default.Equals(Counter, other.Counter) || (Counter is null && other.Counter is IParameterSymbol) || (other.Counter is null && Counter is IParameterSymbol));
    }

    private sealed record MemberWrite(Value Row, INamedTypeSymbol Class, string Column, bool IsInPlace, List<RowRead> Reads, Place Place);
}
