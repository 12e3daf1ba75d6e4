using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Where rows come from: the calls that split, cut, filtered or shuffled them out of others.</summary>
internal sealed class RowOrigins
{
    private readonly PipelineGraph _graph;
    private readonly Dictionary<Value, Place> _madeAt = new();
    private readonly Dictionary<Value, FlowEvent> _madeBy = new();
    private readonly Dictionary<Value, CallSite> _splitBy = new();

    public RowOrigins(PipelineGraph graph)
    {
        _graph = graph;
        foreach (var recorded in graph.Events.Where(recorded => recorded.Kind == EventKind.MakesRows))
            Note(recorded);
    }

    /// <summary>The call that made these rows out of others (split, range, filter, shuffle); null for rows as they were loaded.</summary>
    public Place? MadeAt(Value data)
    {
        for (var rows = data.Kind == ValueKind.Data ? data.First : data; !rows.Operands.IsEmpty && rows.Kind != ValueKind.AllRows; rows = rows.First)
        {
            if (_madeAt.TryGetValue(AnyFold(rows), out var place))
                return place;
        }

        return null;
    }

    /// <summary>The call that split rows into this side and the other; null when these rows are no side of a split.</summary>
    public FlowEvent? SplitThatMade(Value rows) => _splitBy.TryGetValue(AnyFold(rows), out var site) ? _graph.OperationAt(site) : null;

    /// <summary>Where rows were made that way; null for rows as they were loaded.</summary>
    public Place? PlaceOf(Value rows) => _madeAt.TryGetValue(AnyFold(rows), out var place) ? place : null;

    /// <summary>Whether rows were surely made before something else happens.</summary>
    public bool IsMadeBefore(Value rows, FlowEvent later) => _madeBy.TryGetValue(AnyFold(rows), out var made) && _graph.IsBefore(made, later);

    private void Note(FlowEvent recorded)
    {
        // Rows that were only copied into a list were made where the rows copied were made.
        var place = recorded.Argument("of") is { Kind: ValueKind.Data } original && _madeAt.TryGetValue(original.First, out var made)
            ? made
            : new Place(recorded.Site.Node, recorded.Site.Member);
        foreach (var (value, _) in ValueFactory.Expand(recorded.Receiver))
        {
            var split = value.Kind == ValueKind.Folds ? RowAlgebra.ElementOf(_graph.Values, recorded.Site, value) : value;
            foreach (var data in split.Kind == ValueKind.Split ? split.Operands.SelectMany(side => ValueFactory.Expand(side).Select(each => each.Value)) : new[] { split })
            {
                if (data.Kind != ValueKind.Data || _madeAt.ContainsKey(AnyFold(data.First)))
                    continue;
                _madeAt[AnyFold(data.First)] = place;
                _madeBy[AnyFold(data.First)] = recorded;
                if (recorded.Site.Role is Role.Splits or Role.SplitsIntoFolds)
                    _splitBy[AnyFold(data.First)] = recorded.Site;
            }
        }
    }

    /// <summary>A side of a fold, whichever fold it is.</summary>
    private Value AnyFold(Value rows) => rows.Kind == ValueKind.Part ? _graph.Values.Make(rows.Kind, rows.Tag, rows.Operands.SetItem(4, _graph.Values.Null)) : rows;
}
