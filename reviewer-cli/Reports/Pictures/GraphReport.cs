using System.Collections.Immutable;
using System.Xml.Linq;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Reports.Pictures;

/// <summary>The pictures of a review and nothing else.</summary>
internal sealed class GraphReport(string format) : IReport
{
    public static readonly string[] Formats = ["svg", "mermaid", "json"];

    public void Write(ReviewResult result, TextWriter output)
    {
        var pictures = GuiltMarks.On(result.Pictures, result.Findings);
        switch (format)
        {
            case "svg":
                output.Write(PictureSheet.Draw(pictures, result.Findings).ToString(SaveOptions.None).ReplaceLineEndings("\n") + "\n");
                break;
            case "json":
                WriteJson(pictures, result, output);
                break;
            default:
                WriteMermaid(pictures, new GuiltText(result.Findings), output);
                break;
        }
    }

    private static void WriteJson(ImmutableArray<PipelinePicture> pictures, ReviewResult result, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("schemaVersion", JsonReport.SchemaVersion);
        json.WriteStartArray("pipelines");
        foreach (var picture in pictures)
            PictureJson.Write(picture, result.Relative, json);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Mermaid takes one chart at a time: of several, each begins with a comment that names it.</summary>
    private static void WriteMermaid(ImmutableArray<PipelinePicture> pictures, GuiltText guilt, TextWriter output)
    {
        for (var i = 0; i < pictures.Length; i++)
        {
            output.Write($"{(i > 0 ? "\n" : "")}%% {PictureMermaid.Escape(pictures[i].Project)}: {PictureMermaid.Escape(pictures[i].Title)}\n");
            PictureMermaid.Write(pictures[i], guilt, output);
        }
    }
}
