using System.Globalization;
using System.Xml.Linq;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;
using MlReview.Cli.Pictures.Layout;

namespace MlReview.Cli.Reports.Pictures;

/// <summary>A picture as SVG. Looks are left to the classes in picture.css; text is text, so that it can be found, selected and read aloud.</summary>
internal sealed class PictureSvg(GuiltText guilt)
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private const double BadgeCharacter = 7.3;

    /// <param name="picture">With its findings marked.</param>
    /// <param name="id">Unique in the document.</param>
    /// <param name="linkOf">Where a node leads to; null for nowhere.</param>
    public XElement Draw(PipelinePicture picture, string id, Func<PictureNode, string>? linkOf = null)
    {
        var layout = PictureLayout.Of(picture);
        return new XElement(
            Svg + "svg",
            new XAttribute("class", "picture"),
            new XAttribute("viewBox", $"0 0 {Number(layout.Width)} {Number(layout.Height)}"),
            new XAttribute("width", Number(layout.Width)),
            new XAttribute("height", Number(layout.Height)),
            new XAttribute("role", linkOf is null ? "img" : "group"),
            new XAttribute("aria-labelledby", id + "-title"),
            new XElement(Svg + "title", new XAttribute("id", id + "-title"), $"Pipeline {picture.Title}"),
            new XElement(Svg + "defs", Markers(id)),
            new XElement(Svg + "g", new XAttribute("class", "edges"), layout.Edges.OrderBy(edge => edge.Edge.Guilt ?? (Severity)(-1)).Select(edge => Edge(edge, id))),
            new XElement(Svg + "g", new XAttribute("class", "labels"), layout.Edges.Where(edge => edge.Edge.Label.Length > 0).Select(Label)),
            layout.Cards.Select(card => Card(card, linkOf)));
    }

    public static string Number(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<XElement> Markers(string id) => new[] { "plain", "info", "minor", "major", "critical" }.Select(kind => new XElement(
        Svg + "marker",
        new XAttribute("id", $"{id}-arrow-{kind}"),
        new XAttribute("class", $"arrow {kind}"),
        new XAttribute("viewBox", "0 0 10 10"),
        new XAttribute("refX", "9"),
        new XAttribute("refY", "5"),
        new XAttribute("markerWidth", "9"),
        new XAttribute("markerHeight", "9"),
        new XAttribute("markerUnits", "userSpaceOnUse"),
        new XAttribute("orient", "auto"),
        new XElement(Svg + "path", new XAttribute("d", "M0 0.8 L10 5 L0 9.2 z"))));

    private static XElement Edge(PlacedEdge edge, string id) => new(
        Svg + "path",
        new XAttribute("class", $"edge {Word(edge.Edge.Kind)}{Guilt(edge.Edge.Guilt)}"),
        new XAttribute("d", Curve(edge)),
        new XAttribute("marker-end", $"url(#{id}-arrow-{(edge.Edge.Guilt is { } severity ? Word(severity) : "plain")})"));

    /// <summary>Leaves and arrives vertically.</summary>
    private static string Curve(PlacedEdge edge)
    {
        var path = $"M{Number(edge.Points[0].X)} {Number(edge.Points[0].Y)}";
        foreach (var (from, to) in edge.Points.Zip(edge.Points.Skip(1)))
        {
            var middle = Number((from.Y + to.Y) / 2);
            path += from.X == to.X
                ? $" L{Number(to.X)} {Number(to.Y)}"
                : $" C{Number(from.X)} {middle} {Number(to.X)} {middle} {Number(to.X)} {Number(to.Y)}";
        }

        return path;
    }

    private static XElement Label(PlacedEdge edge)
    {
        var width = PictureLayout.LabelWidth(edge.Edge.Label);
        return new XElement(
            Svg + "g",
            new XAttribute("class", "label" + Guilt(edge.Edge.Guilt)),
            Box(edge.Label.X - (width / 2), edge.Label.Y - (PictureLayout.LabelHeight / 2), width, PictureLayout.LabelHeight, 8),
            Text(edge.Label.X, edge.Label.Y + 4, edge.Edge.Label, null, "middle"));
    }

    private XElement Card(PlacedCard placed, Func<PictureNode, string>? linkOf)
    {
        var (card, x, y) = placed;
        var node = card.Node;
        var isOnPath = node.Guilt is null && node.Passes.Length > 0;
        var badge = guilt.Badge(node);
        var drawn = new XElement(
            Svg + "g",
            new XAttribute("class", $"node {Word(node.Kind)}{Guilt(node.Guilt)}{(isOnPath ? " on-path" : "")}"),
            new XElement(Svg + "title", $"{node.Title} {node.Name}, {card.Where}{(badge.Length > 0 ? $", found guilty by {string.Join(", ", guilt.RulesOf(node))}" : "")}\n{node.Line}"),
            Box(x, y, NodeCard.Width, card.Height, 8, "card"),
            new XElement(Svg + "path", new XAttribute("class", "stripe"), new XAttribute("d", $"M{Number(x + 8)} {Number(y)} H{Number(x + 5)} a5 5 0 0 0 -5 5 V{Number(y + card.Height - 5)} a5 5 0 0 0 5 5 H{Number(x + 8)} z")),
            Text(x + 16, y + 18, card.Head, "head"),
            Text(x + NodeCard.Width - 10, y + 18, card.Where, "where", "end"),
            card.Lines.Select((line, i) => Line(line, x, y + NodeCard.HeadHeight + (i * NodeCard.LineHeight))));
        if (badge.Length > 0)
        {
            var width = (badge.Length * BadgeCharacter) + 14;
            drawn.Add(new XElement(
                Svg + "g",
                new XAttribute("class", "badge"),
                Box(x + NodeCard.Width - width - 8, y - 12, width, 18, 9),
                Text(x + NodeCard.Width - 8 - (width / 2), y + 1, badge, null, "middle")));
        }

        return linkOf is null ? drawn : new XElement(Svg + "a", new XAttribute("href", linkOf(node)), drawn);
    }

    private static IEnumerable<XElement> Line(CardLine line, double x, double y)
    {
        var isStep = line.Kind is CardLineKind.Step or CardLineKind.LearnedStep or CardLineKind.Trainer;
        if (line.Guilt is { } guilty)
            yield return Box(x + 12, y + 1, NodeCard.Width - 22, NodeCard.LineHeight - 1, 4, "step-mark " + Word(guilty));
        if (isStep)
        {
            yield return new XElement(
                Svg + "circle",
                new XAttribute("class", $"dot {Word(line.Kind)}"),
                new XAttribute("cx", Number(x + 20)),
                new XAttribute("cy", Number(y + 9.5)),
                new XAttribute("r", "3.5"));
        }

        yield return Text(x + (isStep ? 30 : 16), y + 14, line.Text, Word(line.Kind) + (line.Guilt is { } severity ? " " + Word(severity) : ""));
    }

    private static XElement Box(double x, double y, double width, double height, double radius, string? style = null) => new(
        Svg + "rect",
        style is null ? null : new XAttribute("class", style),
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("width", Number(width)),
        new XAttribute("height", Number(height)),
        new XAttribute("rx", Number(radius)));

    private static XElement Text(double x, double y, string text, string? style, string? anchor = null) => new(
        Svg + "text",
        style is null ? null : new XAttribute("class", style),
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        anchor is null ? null : new XAttribute("text-anchor", anchor),
        text);

    private static string Guilt(Severity? severity) => severity is { } known ? " guilty " + Word(known) : "";

    private static string Word<T>(T value)
        where T : struct, Enum => JsonText.Word(value).ToLowerInvariant();
}
