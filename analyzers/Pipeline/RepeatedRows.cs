using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Finds rows that occur more than once: drawn with replacement, joined with themselves, or added to a list again.</summary>
internal sealed class RepeatedRows
{
    private readonly PipelineGraph _graph;

    /// <summary>What is added to collections, by the rows that they hold.</summary>
    private readonly ILookup<Value, FlowEvent> _additions;

    public RepeatedRows(PipelineGraph graph)
    {
        _graph = graph;
        _additions = graph.Operations(Role.AddsRows).ToLookup(
            added => RowAlgebra.AsData(graph.Values, added.Receiver) is { Kind: ValueKind.Data } into ? into.First : graph.Values.Unknown);
    }

    /// <summary>Where the rows of a pair were duplicated before they were cut into training and evaluation rows; null when they were not.</summary>
    public Place? Before(ModelPair pair)
    {
        var inBoth = new HashSet<Value>(Rows.Nodes(pair.TrainData.First));
        foreach (var node in Rows.Nodes(pair.EvaluationData.First).Where(inBoth.Contains))
        {
            if (node is { Kind: ValueKind.Filtered, Tag: "distinct" })
                return null;
            var repeats = node.Kind == ValueKind.Duplicated || (node.Kind == ValueKind.Bootstrap && node.Operands[2].Tag is not true);
            if (repeats && node.Site is { } site)
                return new Place(site.Node, site.Member);
            if (node.Kind == ValueKind.Union && Rows.RepeatsRows(node) && _graph.Origins.PlaceOf(node) is { } joined)
                return joined;
            foreach (var added in AdditionsTo(node))
            {
                if (RepeatsRows(added, node))
                    return new Place(added.Site.Node, added.Site.Member);
            }
        }

        return null;
    }

    /// <summary>What is added to the collection that holds some rows.</summary>
    private IEnumerable<FlowEvent> AdditionsTo(Value rows) => _additions[rows];

    /// <summary>Whether rows are added to a collection that it has already, or the same ones again and again.</summary>
    private bool RepeatsRows(FlowEvent added, Value rows)
    {
        if (RowsOf(added) is { } more)
        {
            return Rows.Share(Rows.Relate(more, rows)) || AdditionsTo(rows).Any(other => other != added && other.Guard.AgreesWith(added.Guard)
                && RowsOf(other) is { } others && Rows.Share(Rows.Relate(more, others)))
                || Rows.Nodes(more.First).Any(node => AdditionsTo(node).Any(inner => inner.Argument("element") is not null && RepeatsRows(inner, node)));
        }

        return added.Argument("element") is { Kind: ValueKind.Element, First: { Kind: ValueKind.Data } of } element
            && (Rows.Share(Rows.Relate(of, rows)) || IsDrawnAgain(added, element) || AdditionsTo(rows).Any(other => IsCopyOf(element, other, added)));
    }

    /// <summary>The rows that are added as a whole, from another collection.</summary>
    private Value? RowsOf(FlowEvent added) =>
        added.Argument("data") is { } more && RowAlgebra.AsData(_graph.Values, more) is { Kind: ValueKind.Data } rows ? rows : null;

    /// <summary>Whether an addition adds an object made of a row that another one adds as it is.</summary>
    private bool IsCopyOf(Value row, FlowEvent other, FlowEvent added)
    {
        if (other.Argument("element") is not { Kind: ValueKind.Object } copy || !other.Guard.AgreesWith(added.Guard))
            return false;
        var sources = new HashSet<Value>();
        foreach (var held in _graph.Reach.HeldBy(copy))
            Sources.Collect(held, sources, 32);
        return sources.Contains(row);
    }

    /// <summary>
    /// Whether a row is drawn at random in a loop, so that some come twice: nothing is taken out of the rows it is drawn from, and nothing
    /// else depends on the draw, such as a list of what was drawn before.
    /// </summary>
    private bool IsDrawnAgain(FlowEvent added, Value element)
    {
        var draw = element.Operands.Skip(1).SelectMany(Sources.Within).FirstOrDefault(value => value.Kind == ValueKind.Event && value.Site!.Role == Role.DrawsRandom);
        return draw is not null
            && new Place(added.Site.Node, added.Site.Member).IsInLoop
            && _graph.Events.All(other => other == added || other.Site == draw.Site
                || !(other.Kind == EventKind.Escapes && RowAlgebra.AsData(_graph.Values, other.Receiver).Operands.FirstOrDefault() == element.First.First)
                    && !other.Arguments.Select(argument => argument.Value).Append(other.Receiver).Any(value => Sources.Within(value).Contains(draw)));
    }
}
