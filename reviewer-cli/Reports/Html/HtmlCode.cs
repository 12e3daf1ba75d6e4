using System.Globalization;
using System.Xml.Linq;
using MlReview.Cli.Findings;
using static MlReview.Cli.Reports.Html.Html;

namespace MlReview.Cli.Reports.Html;

/// <summary>The lines around a finding; the guilty part is marked.</summary>
internal static class HtmlCode
{
    private const int MostLines = 8;

    public static XElement Frame(Finding finding)
    {
        var lines = finding.Snippet.Lines.Take(MostLines).ToList();
        var indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return Tag(
            "pre",
            Class("code"),
            Is("tabindex", "0"),
            Is("aria-label", "Code"),
            Tag("code", lines.Select((line, i) => Line(line, finding.Snippet.FirstLine + i, finding.Shown, indent))),
            finding.Snippet.Lines.Length > MostLines ? Tag("span", Class("row"), "…") : null);
    }

    private static XElement Line(string raw, int number, SourceRange range, int indent)
    {
        var isGuilty = number >= range.StartLine && number <= range.EndLine;
        var from = !isGuilty ? raw.Length : number == range.StartLine ? range.StartColumn - 1 : raw.Length - raw.TrimStart().Length;
        var to = number == range.EndLine ? range.EndColumn - 1 : raw.TrimEnd().Length;
        from = Math.Clamp(from, 0, raw.Length);
        to = Math.Clamp(to, from, raw.Length);
        var start = Math.Min(indent, from);
        return Tag(
            "span",
            Class(isGuilty ? "row guilty" : "row"),
            Tag("span", Class("number"), number.ToString(CultureInfo.InvariantCulture)),
            Printable.Text(raw[start..from]),
            isGuilty && to > from ? Tag("mark", Printable.Text(raw[from..to])) : null,
            isGuilty ? Printable.Text(raw[to..]) : null,
            "\n");
    }
}
