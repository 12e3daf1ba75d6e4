using System.Globalization;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Cli.Pictures;

/// <summary>Draws where rows come from: back from whoever reads them over splits, filters and orders to where they were loaded.</summary>
/// <param name="nodeOf">The node that a transformer comes from.</param>
internal sealed class RowPainter(PipelineGraph graph, PictureDraft draft, Func<Value, NodeDraft?> nodeOf)
{
    private readonly Dictionary<Value, FlowEvent> _loads = [];
    private readonly HashSet<(Value, NodeDraft, string)> _drawn = [];
    private bool _isIndexed;

    /// <summary>Rows, and what was applied to them, into a node.</summary>
    public void Flow(Value data, NodeDraft consumer, string label = "")
    {
        if (data.Kind != ValueKind.Data || !_drawn.Add((data, consumer, label)))
            return;
        Rows(data.First, consumer, label);
        var before = SplitBehind(data) is { } split ? graph.DataOf(split).SelectMany(each => each.Data.Operands.Skip(1)).ToHashSet() : [];
        var applied = data.Operands.Skip(1).Where(value => !before.Contains(value)).ToList();
        var model = consumer.Kind == NodeKind.Evaluation ? applied.LastOrDefault(value => nodeOf(value) is not null) : null;
        foreach (var value in applied)
        {
            if (nodeOf(value) is { } made)
                draft.Edge(made, consumer, EdgeKind.Model, value == model ? "model" : "transforms the rows");
        }

        foreach (var learned in graph.AppliedStatistics(data))
            Learned(learned, consumer);
    }

    /// <summary>A value that was learned by hand, and the rows that it was learned from.</summary>
    public void Learned(Value learned, NodeDraft consumer)
    {
        if (learned.Site is not { } site)
            return;
        var node = draft.Node(NodeKind.Statistic, new Place(site.Node, site.Member), "Learn by hand", PictureBuilder.NameOf(site));
        draft.Edge(node, consumer, EdgeKind.Rows, "goes into the rows");
        if (learned.Operands is [{ Kind: ValueKind.Data } seen, ..])
            Flow(seen, node);
    }

    public NodeDraft SplitNode(FlowEvent split)
    {
        var node = draft.Node(NodeKind.Split, new Place(split.Site.Node, split.Site.Member), split.Role == Role.SplitsIntoFolds ? "Cut into folds" : "Split", PictureBuilder.NameOf(split.Site));
        if (node.IsConnected)
            return node;
        node.IsConnected = true;
        if (split.Argument("fraction") is { } fraction && Arithmetic.Number(fraction) is { } share and > 0 and < 1)
            node.Detail(string.Create(CultureInfo.InvariantCulture, $"{share:P0} held out").Replace(" %", " %", StringComparison.Ordinal));
        if (split.Argument("folds") is { } folds && Arithmetic.Number(folds) is { } count)
            node.Detail(string.Create(CultureInfo.InvariantCulture, $"{count:0} folds"));
        if (split.Argument("key") is { Kind: ValueKind.Constant, Tag: string key })
            node.Detail("grouped by " + key);
        foreach (var (rows, _) in graph.DataOf(split))
            Flow(rows, node);
        return node;
    }

    private void Rows(Value rows, NodeDraft consumer, string label)
    {
        switch (rows.Kind)
        {
            case ValueKind.AllRows:
                if (Source(rows) is { } source)
                    draft.Edge(source, consumer, EdgeKind.Rows, label);
                return;
            case ValueKind.Union:
                foreach (var part in rows.Operands)
                    Rows(part, consumer, label);
                return;
            case ValueKind.Part when graph.Origins.SplitThatMade(rows) is { } split:
                draft.Edge(SplitNode(split), consumer, EdgeKind.Rows, label.Length > 0 ? label : rows.Tag is Side.Test ? "held-out rows" : "training rows");
                return;
        }

        if (rows.Operands.IsEmpty)
            return;
        if (IsShown(rows) && PlaceOf(rows) is { } place)
        {
            var (title, name) = (TitleOf(rows), place.ResultName);
            var node = draft.Node(NodeKind.Rows, place, title, name);
            draft.Edge(node, consumer, EdgeKind.Rows, label);
            if (_drawn.Add((rows, node, "")))
                Rows(rows.First, node, "");
        }
        else
        {
            Rows(rows.First, consumer, label);
        }
    }

    private Place? PlaceOf(Value rows) => rows is { Kind: ValueKind.Duplicated, Site: { } site } ? new Place(site.Node, site.Member) : graph.Origins.PlaceOf(rows);

    /// <summary>Not the header line of a file that is read by hand.</summary>
    private static bool IsShown(Value rows) =>
        !(rows is { Kind: ValueKind.Range, First.Kind: ValueKind.AllRows } && rows.Operands[2].IsNull && Arithmetic.Number(rows.Operands[1]) is <= 1);

    private static string TitleOf(Value rows) => rows.Kind switch
    {
        ValueKind.Range => rows.Operands[2].IsNull ? "Skip rows" : Arithmetic.Number(rows.Operands[1]) is 0 ? "Take rows" : "Take a range",
        ValueKind.Filtered => "Filter",
        ValueKind.Shuffled => "Shuffle",
        ValueKind.Ordered => "Order",
        ValueKind.Bootstrap => "Sample with replacement",
        ValueKind.Duplicated => "Repeat rows",
        _ => "Rows",
    };

    /// <summary>The split nearest to whoever reads the rows.</summary>
    private FlowEvent? SplitBehind(Value data) => MlReview.Analyzers.Pipeline.Rows.Nodes(data.First).Select(graph.Origins.SplitThatMade).FirstOrDefault(split => split is not null);

    private NodeDraft? Source(Value rows)
    {
        Index();
        if (_loads.TryGetValue(rows, out var load))
            return LoadNode(load);
        var from = rows.First;
        if (from.Site is { } site)
            return draft.Node(NodeKind.Data, new Place(site.Node, site.Member), "Data", PictureBuilder.NameOf(site));
        if (from.Tag is not ISymbol { DeclaringSyntaxReferences: [var declared, ..] } symbol || from.Kind is not (ValueKind.Parameter or ValueKind.Field or ValueKind.Captured))
            return null;
        var node = draft.Node(NodeKind.Data, new Place(declared.GetSyntax(), symbol.ContainingSymbol?.Name ?? ""), "Data", symbol.Name);
        node.Detail(from.Kind == ValueKind.Field ? "held in a member" : "given by the caller");
        return node;
    }

    private NodeDraft LoadNode(FlowEvent load)
    {
        var place = new Place(load.Site.Node, load.Site.Member);
        var node = draft.Node(NodeKind.Data, place, "Data", PictureBuilder.NameOf(load.Site));
        if (node.IsConnected)
            return node;
        node.IsConnected = true;
        if (load.Role == Role.LoadsData && ModelPath.Of(graph, load) is { } path)
        {
            node.Detail(path.Text() ?? path.Spelling.Text);
            node.Cover(path.Place);
        }
        else if (load.Role == Role.LoadsRows)
        {
            node.Detail(place.Argument(load, "data").Text);
        }

        return node;
    }

    /// <summary>The loads by the rows that come out of them.</summary>
    private void Index()
    {
        if (_isIndexed)
            return;
        _isIndexed = true;
        foreach (var load in graph.Operations(Role.LoadsData))
        {
            if (load.Argument("path") is { } path)
            {
                var file = path.Kind == ValueKind.Items && path.Operands.Length == 1 ? path.Operands[0] : path;
                Add(graph.Values.Make(ValueKind.AllRows, null, Paths.IsConstant(file) ? graph.Values.Computed("file", file) : graph.Values.Event(load.Site)), load);
            }

            Add(graph.Values.Make(ValueKind.AllRows, null, graph.Values.Event(load.Site)), load);
        }

        foreach (var load in graph.Operations(Role.LoadsRows))
        {
            foreach (var (rows, _) in graph.DataOf(load).Where(each => each.Data.First.Kind == ValueKind.AllRows))
                Add(rows.First, load);
        }
    }

    private void Add(Value rows, FlowEvent load) => _loads.TryAdd(rows, load);
}
