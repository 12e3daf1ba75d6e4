using System.Globalization;
using System.Text;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Reports.Pictures;

/// <summary>
/// A picture as a Mermaid flowchart. Mermaid reads quotes, brackets, entities, directives and Markdown in labels; text of the repository has none
/// of them left.
/// </summary>
internal static class PictureMermaid
{
    /// <summary>Characters that mean nothing to Mermaid inside quotes. A point or a hyphen before a blank may begin a list.</summary>
    private const string Plain = " ,:/()'=";

    private const int LongestText = 60;

    /// <param name="picture">With its findings marked.</param>
    public static void Write(PipelinePicture picture, GuiltText guilt, TextWriter output)
    {
        output.Write("flowchart TD\n");
        foreach (var node in picture.Nodes)
            output.Write($"  {node.Id}{Shape(node, Label(node, guilt))}\n");
        foreach (var edge in picture.Edges)
            output.Write($"  {edge.From} {Arrow(edge)} {edge.To}\n");
        WriteGuilt(picture, output);
    }

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        text = TextWrap.Cut(Printable.Text(text), LongestText);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var startsList = c is '.' or '-' && (i + 1 == text.Length || text[i + 1] == ' ');
            if (char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal) || (c is '.' or '-' && !startsList))
                escaped.Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length)
                escaped.Append(CultureInfo.InvariantCulture, $"#{char.ConvertToUtf32(c, text[++i])};");
            else
                escaped.Append(CultureInfo.InvariantCulture, $"#{(int)c};");
        }

        return escaped.ToString();
    }

    private static string Label(PictureNode node, GuiltText guilt)
    {
        var lines = new List<string> { $"{Escape(node.Title)}: {Escape(node.Name)}" };
        if (node.Detail.Length > 0)
            lines.Add(Escape(node.Detail));
        if (node.Steps.Length > 0)
            lines.Add(string.Join(" → ", node.Steps.Select(step => step.Guilt is null ? Escape(step.Name) : $"✗ {Escape(step.Name)}")));
        lines.Add(Escape($"{Path.GetFileName(node.Place.Path)}:{node.Place.Range.StartLine}"));
        if (guilt.Badge(node) is { Length: > 0 } badge)
            lines.Add($"✗ {Escape(badge)}");
        return string.Join("<br/>", lines);
    }

    private static string Shape(PictureNode node, string label) => node.Kind switch
    {
        NodeKind.Data => $"[(\"{label}\")]",
        NodeKind.Gate => $"{{{{\"{label}\"}}}}",
        NodeKind.Save or NodeKind.Load => $"[/\"{label}\"/]",
        _ => $"[\"{label}\"]",
    };

    private static string Arrow(PictureEdge edge)
    {
        var arrow = edge.Kind == EdgeKind.Rows ? "-->" : "-.->";
        return edge.Label.Length > 0 ? $"{arrow}|\"{Escape(edge.Label)}\"|" : arrow;
    }

    private static void WriteGuilt(PipelinePicture picture, TextWriter output)
    {
        foreach (var severity in new[] { Severity.Critical, Severity.Major, Severity.Minor, Severity.Info })
        {
            var name = severity.ToString().ToLowerInvariant();
            var nodes = picture.Nodes.Where(node => node.Guilt == severity).Select(node => node.Id).ToList();
            var edges = picture.Edges.Index().Where(edge => edge.Item.Guilt == severity).Select(edge => edge.Index).ToList();
            if (nodes.Count > 0)
                output.Write($"  classDef {name} stroke:{Colour(severity)},stroke-width:3px\n  class {string.Join(',', nodes)} {name}\n");
            if (edges.Count > 0)
                output.Write($"  linkStyle {string.Join(',', edges)} stroke:{Colour(severity)},stroke-width:3px\n");
        }
    }

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Critical => "#d1242f",
        Severity.Major => "#bf8700",
        Severity.Minor => "#218bff",
        _ => "#6e7781",
    };
}
