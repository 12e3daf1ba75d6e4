using System.Collections.Immutable;

namespace MlReview.Cli.Pictures.Layout;

internal readonly record struct Point(double X, double Y);

/// <summary>A card with its upper left corner.</summary>
internal sealed record PlacedCard(NodeCard Card, double X, double Y);

/// <summary>An edge with the points it passes, and the middle of its label.</summary>
internal sealed record PlacedEdge(PictureEdge Edge, ImmutableArray<Point> Points, Point Label);

/// <summary>A picture with a place for everything, top down: sources above, what hangs on them below.</summary>
internal sealed record PictureLayout(double Width, double Height, ImmutableArray<PlacedCard> Cards, ImmutableArray<PlacedEdge> Edges)
{
    public const double LabelHeight = 16;
    private const double Margin = 12;
    private const double GapX = 28;
    private const double GapY = 58;
    private const double PortGap = 22;
    private const double LabelCharacter = 6.1;

    public static double LabelWidth(string label) => (label.Length * LabelCharacter) + 10;

    public static PictureLayout Of(PipelinePicture picture)
    {
        var cards = picture.Nodes.Select(NodeCard.Of).ToList();
        var index = picture.Nodes.Select((node, i) => (node.Id, i)).ToDictionary(each => each.Id, each => each.i, StringComparer.Ordinal);
        var nodes = cards.Select(card => new LayerNode(NodeCard.Width, card.Height)).ToList();
        var layers = new Layers(nodes, picture.Edges.Select(edge => (index[edge.From], index[edge.To])));
        Crossings.Reduce(layers.Rows);
        Coordinates.Assign(layers.Rows, GapX, GapY);
        foreach (var node in layers.Rows.SelectMany(row => row))
            (node.X, node.Y) = (node.X + Margin, node.Y + Margin);
        var edges = Routed(picture.Edges, layers.Routes);
        var placed = new PictureLayout(
            layers.Rows.SelectMany(row => row).Select(node => node.X + node.Width).DefaultIfEmpty(0).Max() + Margin,
            nodes.Select(node => node.Y + node.Height).DefaultIfEmpty(0).Max() + Margin,
            [.. cards.Zip(nodes, (card, node) => new PlacedCard(card, node.X, node.Y))],
            edges);
        return placed with { Edges = LabelPlaces.For(placed) };
    }

    private static ImmutableArray<PlacedEdge> Routed(ImmutableArray<PictureEdge> edges, IReadOnlyList<IReadOnlyList<LayerNode>> routes)
    {
        var points = routes.Select(route => route.Select(node => new Point(node.Centre, node.Y)).ToArray()).ToArray();

        // Edges that leave or reach one card spread over its side, in the order of where they lead.
        foreach (var side in routes.SelectMany((route, i) => new[] { (Node: route[0], Edge: i, At: 0, Next: 1), (Node: route[^1], Edge: i, At: route.Count - 1, Next: route.Count - 2) })
                     .GroupBy(end => (end.Node, IsBelow: routes[end.Edge][end.Next].Y > end.Node.Y)))
        {
            var ends = side.OrderBy(end => routes[end.Edge][end.Next].Centre).ThenBy(end => end.Edge).ToList();
            var gap = Math.Min(PortGap, (side.Key.Node.Width - 40) / Math.Max(1, ends.Count - 1));
            for (var i = 0; i < ends.Count; i++)
            {
                points[ends[i].Edge][ends[i].At] = new Point(
                    side.Key.Node.Centre + ((i - ((ends.Count - 1) / 2.0)) * gap),
                    side.Key.Node.Y + (side.Key.IsBelow ? side.Key.Node.Height : 0));
            }
        }

        return [.. edges.Select((edge, i) => new PlacedEdge(edge, [.. Straight(routes[i], points[i])], points[i][0]))];
    }

    /// <summary>A passing edge goes straight along the cards of a layer before it bends.</summary>
    private static IEnumerable<Point> Straight(IReadOnlyList<LayerNode> route, Point[] points)
    {
        for (var i = 0; i < points.Length; i++)
        {
            if (!route[i].IsBend)
            {
                yield return points[i];
                continue;
            }

            var leadsDown = route[i + 1].Y > route[i].Y;
            var height = Math.Max(0, route[leadsDown ? i + 1 : i - 1].Y - route[i].Y - GapY);
            var bottom = points[i] with { Y = points[i].Y + height };
            yield return leadsDown ? points[i] : bottom;
            yield return leadsDown ? bottom : points[i];
        }
    }
}
