using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Values that the code itself computes over rows and puts into rows: means, maxima, tables of groups.</summary>
internal sealed class LearnedByHand
{
    private readonly PipelineGraph _graph;
    private readonly List<(Value Rows, Value Learned, FlowEvent Write)> _written;
    private readonly ILookup<Value, Value> _added;

    public LearnedByHand(PipelineGraph graph)
    {
        _graph = graph;
        _written = WrittenInPlace();
        _added = AddedRows();
    }

    /// <summary>Values learned by hand that went into the rows: in a projection, in a mapping, or written into them in place.</summary>
    public IEnumerable<Value> In(Value data)
    {
        foreach (var applied in data.Operands.Skip(1).Where(IsLearned))
            yield return applied;
        foreach (var step in _graph.Models.AppliedFits(data).SelectMany(fit => fit.Steps))
        {
            foreach (var function in step.Event.Arguments.Where(argument => argument.Value.Kind == ValueKind.Closure))
            {
                foreach (var learned in Sources.Within(function.Value).Where(IsLearned))
                    yield return learned;
            }
        }

        foreach (var list in Rows.Nodes(data.First).Select(CopiedRows.ListOf).OfType<Value>())
        {
            foreach (var learned in _added[list])
                yield return learned;
        }

        foreach (var (rows, learned, write) in _written)
        {
            if (Rows.Share(Rows.Relate(rows, data)) && (write.Kind == EventKind.WritesField || IsOfSameFrame(rows, data, write)))
                yield return learned;
        }
    }

    private static bool IsLearned(Value value) =>
        value.Kind == ValueKind.Statistic || (value is { Kind: ValueKind.Element, First.Kind: ValueKind.Data } && !Positions.IsCounted(value));

    /// <summary>What was learned elsewhere and stands in the objects that were added to a list, by all rows of the list.</summary>
    private ILookup<Value, Value> AddedRows() => _graph.Operations(Role.AddsRows)
        .Where(added => added.Argument("element")?.Kind == ValueKind.Object)
        .SelectMany(added => _graph.Reach.HeldBy(added.Argument("element")!).SelectMany(Sources.Learned).Select(learned => (added.Receiver, Learned: learned)))
        .ToLookup(added => _graph.Values.Make(ValueKind.AllRows, null, added.Receiver), added => added.Learned);

    /// <summary>
    /// Whether data comes from a frame as it is after a write: not from another copy of the same rows, nor from rows that were copied out of
    /// it before.
    /// </summary>
    private bool IsOfSameFrame(Value frame, Value data, FlowEvent write)
    {
        if (!frame.Operands.Skip(1).All(applied => data.Operands.Contains(applied)))
            return false;
        return !Rows.Nodes(data.First).TakeWhile(node => node != frame.First)
            .Any(node => _graph.Origins.IsMadeBefore(node, write));
    }

    /// <summary>What was learned elsewhere and written into rows one by one, or into a column of a frame.</summary>
    private List<(Value Rows, Value Learned, FlowEvent Write)> WrittenInPlace()
    {
        var found = new List<(Value, Value, FlowEvent)>();
        foreach (var recorded in _graph.Events.Where(recorded => recorded.Kind == EventKind.WritesElement && recorded.Site.Spec is not null))
        {
            foreach (var (written, _) in ValueFactory.Expand(recorded.Receiver))
            {
                var rows = written is { Kind: ValueKind.Element } ? written.First : written;
                if (rows.Kind == ValueKind.Data)
                    found.AddRange(Sources.Learned(recorded.Argument("value")!).Select(learned => (rows, learned, recorded)));
            }
        }

        foreach (var recorded in _graph.Events.Where(recorded => recorded.Kind == EventKind.WritesField))
        {
            foreach (var (row, _) in ValueFactory.Expand(recorded.Receiver))
            {
                if (row is not { Kind: ValueKind.Element, First: { Kind: ValueKind.Data } rows })
                    continue;
                var sources = new HashSet<Value>();
                Sources.Collect(recorded.Argument("value")!, sources, 32);
                foreach (var learned in sources.Where(source => IsLearned(source) && source.Site != row.Site))
                    found.Add((rows, learned, recorded));
            }
        }

        return found;
    }
}
