using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;
using MlReview.Cli.Pictures.Layout;

namespace MlReview.Cli.Tests.Pictures;

public sealed class PictureLayoutTests
{
    internal static PipelinePicture Graph(int nodes, IEnumerable<(int From, int To)> edges) => new(
        "App.csproj",
        "Main",
        [.. Enumerable.Range(1, nodes).Select(i => new PictureNode($"n{i}", NodeKind.Fit, "Train", "model" + i, "", new PicturePlace("/repo/A.cs", new SourceRange(i, 1, i, 9)), "Fit()"))],
        [.. edges.Where(edge => edge.From != edge.To).Distinct().Select(edge => new PictureEdge($"n{edge.From + 1}", $"n{edge.To + 1}", EdgeKind.Rows, edge.From % 3 == 0 ? "training rows" : ""))]);

    /// <summary>Graphs of any shape, cycles included.</summary>
    private static Arbitrary<PipelinePicture> Graphs() => Arb.From(
        from count in Gen.Choose(1, 14)
        from links in Gen.Choose(0, 24)
        from starts in Gen.Choose(0, count - 1).ArrayOf(links)
        from ends in Gen.Choose(0, count - 1).ArrayOf(links)
        select Graph(count, starts.Zip(ends)));

    [Fact]
    public void No_card_covers_another() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Graphs(), picture =>
    {
        var cards = PictureLayout.Of(picture).Cards;
        return cards.All(a => cards.All(b => a == b || a.X + NodeCard.Width <= b.X || b.X + NodeCard.Width <= a.X || a.Y + a.Card.Height <= b.Y || b.Y + b.Card.Height <= a.Y));
    }));

    [Fact]
    public void Everything_lies_on_the_sheet() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Graphs(), picture =>
    {
        var layout = PictureLayout.Of(picture);
        return layout.Cards.All(card => card.X >= 0 && card.Y >= 0 && card.X + NodeCard.Width <= layout.Width && card.Y + card.Card.Height <= layout.Height)
            && layout.Edges.SelectMany(edge => edge.Points).All(point => point.X >= 0 && point.Y >= 0 && point.X <= layout.Width && point.Y <= layout.Height);
    }));

    [Fact]
    public void Edges_start_and_end_at_their_cards() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Graphs(), picture =>
    {
        var layout = PictureLayout.Of(picture);
        var cards = layout.Cards.ToDictionary(card => card.Card.Node.Id);
        return layout.Edges.All(edge => Touches(cards[edge.Edge.From], edge.Points[0]) && Touches(cards[edge.Edge.To], edge.Points[^1]));
    }));

    [Fact]
    public void Without_cycles_all_edges_lead_down() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Graphs(), picture =>
    {
        var forward = picture with { Edges = [.. picture.Edges.Where(edge => int.Parse(edge.From[1..], null) < int.Parse(edge.To[1..], null))] };
        return PictureLayout.Of(forward).Edges.All(edge => edge.Points[0].Y < edge.Points[^1].Y);
    }));

    [Fact]
    public void A_picture_is_laid_out_the_same_every_time() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Graphs(), picture =>
        PictureLayout.Of(picture).Cards.SequenceEqual(PictureLayout.Of(picture).Cards, EqualPlaces.Instance)));

    [Fact]
    public void Edges_that_need_not_cross_do_not()
    {
        // Two parents over two children, drawn crosswise in the source.
        var nodes = Enumerable.Range(0, 4).Select(_ => new LayerNode(10, 10)).ToList();
        var layers = new Layers(nodes, [(0, 3), (1, 2)]);
        Assert.Equal(1, Crossings.Count(layers.Rows));
        Crossings.Reduce(layers.Rows);
        Assert.Equal(0, Crossings.Count(layers.Rows));
    }

    private static bool Touches(PlacedCard card, Point point) =>
        point.X >= card.X && point.X <= card.X + NodeCard.Width && (point.Y == card.Y || Math.Abs(point.Y - (card.Y + card.Card.Height)) < 0.01);

    private sealed class EqualPlaces : IEqualityComparer<PlacedCard>
    {
        public static readonly EqualPlaces Instance = new();

        public bool Equals(PlacedCard? a, PlacedCard? b) => (a?.X, a?.Y, a?.Card.Node.Id) == (b?.X, b?.Y, b?.Card.Node.Id);

        public int GetHashCode(PlacedCard card) => 0;
    }
}
