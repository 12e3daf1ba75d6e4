using System.Globalization;
using MlReview.Cli.Pictures;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Llm.Slices;

/// <summary>What flows into and out of training, evaluation and saving, in sentences, for the lines where they stand.</summary>
internal static class PictureFacts
{
    private const int MostEdges = 4;

    public static IEnumerable<LineFact> Of(IEnumerable<PipelinePicture> pictures) =>
        from picture in pictures
        from node in picture.Nodes
        where node.Kind is NodeKind.Fit or NodeKind.CrossValidation or NodeKind.Evaluation or NodeKind.Gate or NodeKind.Save or NodeKind.Predict
        let flow = Flow(picture, node)
        where flow.Length > 0
        select new LineFact(node.Place.Path, node.Place.Range.StartLine, node.Place.Range.EndLine, $"{Name(node)} {flow}");

    private static string Flow(PipelinePicture picture, PictureNode node)
    {
        var sources = picture.Edges.Where(edge => edge.To == node.Id).Take(MostEdges).Select(edge => $"{What(edge)} from {Other(picture, edge.From, node)}").ToList();
        var targets = picture.Edges.Where(edge => edge.From == node.Id).Take(MostEdges).Select(edge => $"{What(edge)} to {Other(picture, edge.To, node)}").ToList();
        return string.Join("; ", new[] { sources.Count > 0 ? "gets " + string.Join(", ", sources) : "", targets.Count > 0 ? "gives " + string.Join(", ", targets) : "" }.Where(part => part.Length > 0));
    }

    private static string What(PictureEdge edge) => edge.Label.Length > 0 ? $"{edge.Kind.ToString().ToLowerInvariant()} ({edge.Label})" : edge.Kind.ToString().ToLowerInvariant();

    private static string Other(PipelinePicture picture, string id, PictureNode seenFrom)
    {
        var node = picture.Nodes.FirstOrDefault(each => each.Id == id);
        if (node is null)
            return "elsewhere";
        var file = PathRules.Comparer.Equals(node.Place.Path, seenFrom.Place.Path) ? "line " : Path.GetFileName(node.Place.Path) + ":";
        return string.Create(CultureInfo.InvariantCulture, $"{Name(node)} at {file}{node.Place.Range.StartLine}");
    }

    private static string Name(PictureNode node) => node.Name.Length > 0 ? $"{node.Title} '{node.Name}'" : node.Title;
}
