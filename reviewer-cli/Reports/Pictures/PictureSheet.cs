using System.Collections.Immutable;
using System.Xml.Linq;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Reports.Pictures;

/// <summary>All pictures of a review in one SVG file, one below the other, with looks of its own.</summary>
internal static class PictureSheet
{
    private const double TitleHeight = 44;
    private const double Gap = 16;
    private const double NarrowestSheet = 360;

    public static XElement Draw(ImmutableArray<PipelinePicture> marked, ImmutableArray<Finding> findings)
    {
        var painter = new PictureSvg(new GuiltText(findings));
        var drawn = marked.Select((picture, i) => (Picture: picture, Svg: painter.Draw(picture, "p" + (i + 1)))).ToList();
        var width = drawn.Select(each => Size(each.Svg, "width")).Append(NarrowestSheet).Max();
        var y = 0.0;
        var parts = new List<XElement>();
        foreach (var (picture, svg) in drawn)
        {
            parts.Add(Text(12, y + 26, picture.Project.Length > 0 ? $"{picture.Project}: {picture.Title}" : picture.Title, "name"));
            svg.SetAttributeValue("x", "0");
            svg.SetAttributeValue("y", PictureSvg.Number(y + TitleHeight));
            parts.Add(svg);
            y += TitleHeight + Size(svg, "height") + Gap;
        }

        if (parts.Count == 0)
        {
            parts.Add(Text(12, 26, "No pipeline was found.", "detail"));
            y = TitleHeight;
        }

        return new XElement(
            PictureSvg.Svg + "svg",
            new XAttribute("class", "picture sheet"),
            new XAttribute("viewBox", $"0 0 {PictureSvg.Number(width)} {PictureSvg.Number(y)}"),
            new XAttribute("width", PictureSvg.Number(width)),
            new XAttribute("height", PictureSvg.Number(y)),
            new XElement(PictureSvg.Svg + "style", Embedded.Text("picture.css")),
            new XElement(PictureSvg.Svg + "rect", new XAttribute("class", "paper"), new XAttribute("width", "100%"), new XAttribute("height", "100%")),
            parts);
    }

    private static XElement Text(double x, double y, string text, string style) => new(
        PictureSvg.Svg + "text", new XAttribute("class", style), new XAttribute("x", PictureSvg.Number(x)), new XAttribute("y", PictureSvg.Number(y)), text);

    private static double Size(XElement svg, string name) => (double)svg.Attribute(name)!;
}
