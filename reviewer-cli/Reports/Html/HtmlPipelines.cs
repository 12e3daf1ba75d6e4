using System.Xml.Linq;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;
using MlReview.Cli.Pictures.Layout;
using MlReview.Cli.Reports.Pictures;
using static MlReview.Cli.Reports.Html.Html;

namespace MlReview.Cli.Reports.Html;

/// <summary>The pipelines: each as a drawing whose nodes lead to the code, and as the list of these places.</summary>
internal sealed class HtmlPipelines(ReviewResult result, Anchors anchors, GuiltText guilt)
{
    private const int MostOpen = 6;

    public static string NodeId(int picture, PictureNode node) => $"p{picture + 1}-{node.Id}";

    public XElement? Write(IReadOnlyList<PipelinePicture> pictures, int all) => pictures.Count == 0 ? null : Tag(
        "section",
        Id("pipelines"),
        Is("aria-label", "Pipelines"),
        Is("tabindex", "-1"),
        Tag("h2", pictures.Count == 1 ? "The pipeline" : "The pipelines"),
        all > pictures.Count ? Tag("p", Class("note"), $"{pictures.Count} of {all} are drawn, guilty ones first.") : null,
        pictures.Select((picture, i) => Tag(
            "details",
            Class("pipeline"),
            i < MostOpen ? Is("open", "open") : null,
            Tag("summary", Tag("span", Class("title"), picture.Title), " ", Tag("span", Class("project"), Printable.Text(picture.Project)), " ", Mark(picture)),
            Tag(
                "div",
                Class("drawing"),
                Tag("div", Class("paper"), Is("tabindex", "0"), Is("role", "region"), Is("aria-label", $"Drawing of {picture.Title}"), new PictureSvg(guilt).Draw(picture, "p" + (i + 1), node => "#" + NodeId(i, node))),
                Tag("ol", Class("steps"), InFlow(picture).Select(node => Step(node, i)))),
            picture.Omitted > 0 ? Tag("p", Class("note"), $"{picture.Omitted} more places of this pipeline are not drawn.") : null)),
        Legend());

    /// <summary>As the drawing shows them, from the top.</summary>
    private static IEnumerable<PictureNode> InFlow(PipelinePicture picture) =>
        PictureLayout.Of(picture).Cards.OrderBy(card => card.Y).ThenBy(card => card.X).Select(card => card.Card.Node);

    private static XElement Mark(PipelinePicture picture)
    {
        var worst = picture.Nodes.Select(node => node.Guilt).Concat(picture.Edges.Select(edge => edge.Guilt)).Max();
        return worst is { } severity ? Tag("span", Class("severity " + HtmlReport.Word(severity)), severity.ToString()) : Tag("span", Class("severity good"), "Clean");
    }

    private XElement Step(PictureNode node, int picture) => Tag(
        "li",
        Id(NodeId(picture, node)),
        Class(node.Guilt is { } severity ? "guilty " + HtmlReport.Word(severity) : node.Passes.Length > 0 ? "on-path" : ""),
        Is("tabindex", "-1"),
        Tag("b", node.Title),
        " ",
        Tag("span", Class("place"), Printable.Text($"{result.Relative(node.Place.Path)}:{node.Place.Range.StartLine}")),
        Tag("code", node.Line),
        guilt.Of(node).Select(finding => anchors.OfFingerprint(finding.Fingerprint) is { } at
            ? Tag("a", Class("to " + HtmlReport.Word(finding.Severity)), Is("href", "#" + at), $"{finding.Rule.Id} {Printable.Text(finding.Rule.Title)}")
            : null));

    private static XElement Legend() => Tag(
        "ul",
        Class("legend"),
        Tag("li", Tag("span", Class("key rows"), ""), "rows"),
        Tag("li", Tag("span", Class("key model"), ""), "model"),
        Tag("li", Tag("span", Class("key metrics"), ""), "metrics"),
        Tag("li", Tag("span", Class("key guilty"), ""), "guilty flow"),
        Tag("li", Tag("span", Class("key learns"), ""), "learns from the rows"));
}
