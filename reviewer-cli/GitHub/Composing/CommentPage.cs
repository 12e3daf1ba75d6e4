using System.Text;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>A comment of paragraphs, with an empty line between them.</summary>
/// <param name="marker">Its first line, which no reader sees.</param>
internal sealed class CommentPage(string marker)
{
    private readonly StringBuilder _text = new(marker + "\n");

    /// <summary>UTF-16 units so far, which is what GitHub counts.</summary>
    public int Length => _text.Length;

    /// <summary>Nothing where there are no lines.</summary>
    public void Paragraph(params IEnumerable<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            if (isFirst && _text.Length > marker.Length + 1)
                _text.Append('\n');
            isFirst = false;
            _text.Append(line).Append('\n');
        }
    }

    /// <summary>Paragraphs that the reader may open.</summary>
    /// <param name="title">Our own words: Markdown means nothing here, and HTML does.</param>
    public void Details(string title, bool isOpen, Action content)
    {
        Paragraph($"<details{(isOpen ? " open" : "")}><summary>{title}</summary>");
        content();
        Paragraph("</details>");
    }

    public override string ToString() => _text.ToString().TrimEnd('\n');
}
