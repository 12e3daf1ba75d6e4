using System.Collections.Immutable;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Llm.Trust;
using MlReview.Cli.Pictures;
using MlReview.Cli.Reports.Pictures;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>The pipelines that hold a finding, as Mermaid charts with the guilty edges marked; the worst is open.</summary>
internal static class PipelineCharts
{
    private const int MostCharts = 3;

    /// <summary>What is larger, nobody takes in on a page; and GitHub draws no chart of more than 50,000.</summary>
    private const int LargestChart = 6_000;

    /// <summary>For what the comment says after the charts: half a chart is none.</summary>
    private const int Rest = 8_000;

    public static void Write(ReviewResult result, CommentPage page)
    {
        var guilty = GuiltMarks.On(result.Pictures, result.Findings).Where(picture => picture.IsGuilty)
            .OrderByDescending(Worst).ThenByDescending(picture => picture.Nodes.Count(node => node.Guilt is not null))
            .Select(WithoutSecrets).ToList();
        var guilt = new GuiltText(result.Findings);
        var room = BodyLimit.Longest - page.Length - Rest;
        var drawn = guilty.Select(picture => (Picture: picture, Chart: Draw(picture, guilt))).Where(each => each.Chart.Length <= LargestChart && (room -= each.Chart.Length) > 0).Take(MostCharts).ToList();
        foreach (var (i, (picture, chart)) in drawn.Index())
        {
            page.Details(drawn.Count == 1 ? "The pipeline, with what is wrong marked" : $"Pipeline {i + 1} of {drawn.Count}, with what is wrong marked", isOpen: i == 0, () =>
            {
                page.Paragraph($"{PostedText.Code(picture.Project)} {PostedText.Prose(picture.Title)}".Trim());
                page.Paragraph(["```mermaid", .. chart.TrimEnd('\n').Split('\n'), "```"]);
            });
        }

        if (guilty.Count > drawn.Count)
            page.Paragraph($"{Reviewer.Count(guilty.Count - drawn.Count, drawn.Count > 0 ? "more pipeline" : "pipeline")} with findings {(guilty.Count - drawn.Count == 1 ? "is" : "are")} not drawn here; `mlreview graph` draws all.");
    }

    private static Severity Worst(PipelinePicture picture) =>
        picture.Nodes.Select(node => node.Guilt).Concat(picture.Nodes.SelectMany(node => node.Steps).Select(step => step.Guilt)).Max() ?? Severity.Info;

    private static string Draw(PipelinePicture picture, GuiltText guilt)
    {
        using var chart = new StringWriter { NewLine = "\n" };
        PictureMermaid.Write(picture, guilt, chart);
        return chart.ToString();
    }

    private static PipelinePicture WithoutSecrets(PipelinePicture picture) => picture with
    {
        Nodes = [.. picture.Nodes.Select(node => node with
        {
            Title = Secrets.Redact(node.Title),
            Name = Secrets.Redact(node.Name),
            Detail = Secrets.Redact(node.Detail),
            Steps = [.. node.Steps.Select(step => step with { Name = Secrets.Redact(step.Name) })],
        })],
        Edges = [.. picture.Edges.Select(edge => edge with { Label = Secrets.Redact(edge.Label) })],
    };
}
