using System.Collections.Immutable;

namespace MlReview.Cli.Pictures.Layout;

/// <summary>Puts the labels of edges where they cover neither a card nor each other, as far as there is such a place on their edge.</summary>
internal static class LabelPlaces
{
    private static readonly double[] s_tries = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];

    public static ImmutableArray<PlacedEdge> For(PictureLayout layout)
    {
        var taken = layout.Cards.Select(card => new Box(card.X, card.Y, NodeCard.Width, card.Card.Height)).ToList();
        var placed = ImmutableArray.CreateBuilder<PlacedEdge>(layout.Edges.Length);
        foreach (var edge in layout.Edges)
        {
            if (edge.Edge.Label.Length == 0)
            {
                placed.Add(edge);
                continue;
            }

            var width = PictureLayout.LabelWidth(edge.Edge.Label);
            var middles = s_tries.SelectMany(t => Segments(edge.Points).Select(segment => Between(segment.From, segment.To, t))).Select(at => Inside(at, width, layout.Width)).ToList();
            var best = middles.FirstOrDefault(at => !taken.Any(Around(at, width).Touches), middles[0]);
            taken.Add(Around(best, width));
            placed.Add(edge with { Label = best });
        }

        return placed.ToImmutable();
    }

    private static IEnumerable<(Point From, Point To)> Segments(ImmutableArray<Point> points) => points.Zip(points.Skip(1));

    /// <summary>A point of the curve that leaves and arrives vertically.</summary>
    private static Point Between(Point from, Point to, double t)
    {
        var (a, b, c, d) = ((1 - t) * (1 - t) * (1 - t), 3 * (1 - t) * (1 - t) * t, 3 * (1 - t) * t * t, t * t * t);
        var middle = (from.Y + to.Y) / 2;
        return new Point(((a + b) * from.X) + ((c + d) * to.X), (a * from.Y) + ((b + c) * middle) + (d * to.Y));
    }

    private static Point Inside(Point at, double width, double all) => at with { X = Math.Clamp(at.X, (width / 2) + 1, Math.Max((width / 2) + 1, all - (width / 2) - 1)) };

    private static Box Around(Point at, double width) => new(at.X - (width / 2), at.Y - (PictureLayout.LabelHeight / 2), width, PictureLayout.LabelHeight);

    private sealed record Box(double X, double Y, double Width, double Height)
    {
        public bool Touches(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}
