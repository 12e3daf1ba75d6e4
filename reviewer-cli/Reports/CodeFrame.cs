using System.Globalization;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports;

/// <summary>The lines around a finding, with carets under the guilty part.</summary>
internal sealed class CodeFrame(Style style, int width)
{
    private const int MostLines = 8;

    public IEnumerable<string> Render(Finding finding)
    {
        var snippet = finding.Snippet;
        var gutter = (snippet.FirstLine + snippet.Lines.Length - 1).ToString(CultureInfo.InvariantCulture).Length;
        var room = width - gutter - 9;
        var indent = Indent(snippet);
        for (var i = 0; i < Math.Min(snippet.Lines.Length, MostLines); i++)
        {
            var number = snippet.FirstLine + i;
            var isGuilty = number >= finding.Shown.StartLine && number <= finding.Shown.EndLine;
            var label = number.ToString(CultureInfo.InvariantCulture).PadLeft(gutter);
            var (code, start, length) = Line(snippet.Lines[i], number, finding.Shown, indent);
            // A finding far to the right of a long line is moved into view.
            var skipped = isGuilty && start + Math.Min(length, 12) > room ? Math.Max(0, start - 12) : 0;
            var visible = skipped > 0 ? "…" + code[Math.Min(skipped + 1, code.Length)..] : code;
            yield return $"    {(isGuilty ? style.Mark(">", finding.Severity) : " ")} {style.Dim(label + " │")} {TextWrap.Cut(visible, room)}".TrimEnd();
            var carets = Math.Min(length, room - (start - skipped));
            if (isGuilty && carets > 0)
                yield return $"      {new string(' ', gutter)} {style.Dim("│")} {new string(' ', start - skipped)}{style.Mark(new string('^', carets), finding.Severity)}";
        }
        if (snippet.Lines.Length > MostLines)
            yield return $"      {new string(' ', gutter)} {style.Dim("│ …")}";
    }

    /// <summary>The line as shown, and where in it the guilty part begins and how long it is.</summary>
    private static (string Code, int Start, int Length) Line(string raw, int number, SourceRange range, int indent)
    {
        var from = number == range.StartLine ? range.StartColumn - 1 : raw.Length - raw.TrimStart().Length;
        var to = number == range.EndLine ? range.EndColumn - 1 : raw.TrimEnd().Length;
        from = Math.Clamp(from, 0, raw.Length);
        to = Math.Clamp(to, from, raw.Length);
        var (before, guilty, after) = (Printable.Text(raw[..from]), Printable.Text(raw[from..to]), Printable.Text(raw[to..]));
        var code = before + guilty + after;
        var cut = Math.Min(indent, code.Length - code.TrimStart().Length);
        var start = Math.Max(0, before.Length - cut);
        return (code[cut..], start, number == range.StartLine || number == range.EndLine || guilty.Length > 0 ? Math.Max(guilty.Length, number == range.StartLine ? 1 : 0) : 0);
    }

    private static int Indent(Snippet snippet) =>
        snippet.Lines.Where(l => l.Trim().Length > 0).Select(l => Printable.Text(l)).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
}
