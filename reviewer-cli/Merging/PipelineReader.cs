using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Merging;

/// <summary>Reads the pictures of pipelines and what projects do right, as <see cref="Reports.JsonReport"/> writes them.</summary>
/// <param name="placeOf">The file and range that an element names.</param>
internal sealed class PipelineReader(Func<ReportNode, PicturePlace> placeOf)
{
    public PipelinePicture Picture(ReportNode picture) =>
        new(picture["project"].Raw, picture["title"].Text, [.. picture["nodes"].Items.Select(Node)], [.. picture["edges"].Items.Select(Edge)])
        {
            Omitted = picture.NumberOf("omittedNodes"),
            IsMarked = true,
        };

    public PositivePattern Pattern(ReportNode pattern) =>
        new(pattern["id"].Text, pattern["title"].Text, pattern["proof"].Text, pattern["project"].Raw, placeOf(pattern));

    private PictureNode Node(ReportNode node)
    {
        var place = placeOf(node);
        return new PictureNode(node["id"].Text, node["kind"].Word<NodeKind>(), node["title"].Text, node["name"].Text, node.TextOf("detail"), place, node.TextOf("code"))
        {
            Steps = [.. node.ItemsOf("steps").Select(step => Step(step, place))],
            Guilt = Guilt(node),
            Findings = [.. node.ItemsOf("findings").Select(f => f.Text)],
            Passes = [.. node.ItemsOf("passes").Select(f => f.Text)],
        };
    }

    private static PictureStep Step(ReportNode step, PicturePlace node)
    {
        var line = step["line"].Number;
        return new PictureStep(step["name"].Text, step["learns"].Flag, step["trains"].Flag, node with { Range = new SourceRange(line, 1, line, 1) }) { Guilt = Guilt(step) };
    }

    private static PictureEdge Edge(ReportNode edge) =>
        new(edge["from"].Text, edge["to"].Text, edge["kind"].Word<EdgeKind>(), edge.TextOf("label"))
        {
            Guilt = Guilt(edge),
            Findings = [.. edge.ItemsOf("findings").Select(f => f.Text)],
        };

    private static Severity? Guilt(ReportNode marked) => marked.Find("guilt") is { } guilt ? guilt.Word<Severity>() : null;
}
