using System.Text;
using MlReview.Cli.Findings;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>The lines of a hunk after the change, to try replacements on.</summary>
/// <param name="firstLine">1-based.</param>
/// <param name="lines">Without line ends.</param>
internal sealed class HunkText(int firstLine, string[] lines)
{
    private readonly string _text = string.Concat(lines.Select(line => line + "\n"));

    /// <returns>The lines with all replacements made; null when one reaches out of the hunk, or two touch the same text.</returns>
    public string[]? TryReplace(IEnumerable<Replacement> replacements)
    {
        var changed = new StringBuilder();
        var at = 0;
        foreach (var (start, end, text) in replacements.Select(edit => (Start: OffsetOf(edit.Range.StartLine, edit.Range.StartColumn), End: OffsetOf(edit.Range.EndLine, edit.Range.EndColumn), edit.Text)).OrderBy(edit => edit.Start).ThenBy(edit => edit.End))
        {
            if (start < at || end < start)
                return null;
            changed.Append(_text, at, start - at).Append(text.Replace("\r\n", "\n", StringComparison.Ordinal));
            at = end;
        }
        changed.Append(_text, at, _text.Length - at);
        // The last line would go on in what stands behind the hunk.
        return changed.Length == 0 ? [] : changed[^1] == '\n' ? changed.ToString().Split('\n')[..^1] : null;
    }

    /// <returns>-1 for a place that is not in the hunk.</returns>
    private int OffsetOf(int line, int column)
    {
        var index = line - firstLine;
        if (index == lines.Length && column == 1)
            return _text.Length;
        return index < 0 || index >= lines.Length || column < 1 || column > lines[index].Length + 1 ? -1 : lines.Take(index).Sum(each => each.Length + 1) + column - 1;
    }
}
