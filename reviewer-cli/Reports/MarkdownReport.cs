using System.Globalization;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;
using MlReview.Cli.Reports.Pictures;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Reports;

/// <summary>The review as a document: verdict, what to fix when, what to keep, the pipelines, what was covered.</summary>
internal sealed class MarkdownReport : IReport
{
    private const int MostPictures = 6;
    private const int MostNotices = 50;

    public void Write(ReviewResult result, TextWriter output)
    {
        var page = new Page(output);
        var verdict = VerdictText.Of(result);
        page.Paragraph($"# {verdict.Word}");
        page.Paragraph(verdict.Reason);
        foreach (var note in VerdictText.Notes(result))
            page.Paragraph(MarkdownText.Escape(note));
        page.Paragraph(
            $"| {string.Join(" | ", VerdictText.Severities)} |",
            "| ---: | ---: | ---: | ---: |",
            $"| {string.Join(" | ", VerdictText.Severities.Select(severity => result.Count(severity).ToString(CultureInfo.InvariantCulture)))} |");
        foreach (var severity in VerdictText.Severities)
            WriteFindings(severity, result, page);
        WritePositive(result, page);
        WritePipelines(result, page);
        WriteCoverage(result, page);
    }

    private static void WriteFindings(Severity severity, ReviewResult result, Page page)
    {
        var findings = result.Findings.Where(finding => finding.Severity == severity).ToList();
        if (findings.Count == 0)
            return;
        page.Paragraph($"## {severity}: {VerdictText.When(severity)}");
        foreach (var (i, finding) in findings.Index())
            Write(i + 1, finding, result, page);
    }

    private static void Write(int number, Finding finding, ReviewResult result, Page page)
    {
        page.Paragraph($"### {number}. {MarkdownText.Escape(finding.Rule.Title)} ({finding.Rule.Id})");
        page.Paragraph($"{MarkdownText.Code(PlaceText.In(result.Relative(finding.Path), finding.Range, finding.Cell))}");
        if (finding.Snippet.Lines.Length > 0)
            page.Paragraph([.. MarkdownText.Block("csharp", Lines(finding.Snippet))]);
        page.Paragraph($"**Issue.** {MarkdownText.Escape(finding.Issue)}");
        if (finding.Impact.Length > 0)
            page.Paragraph($"**Impact.** {MarkdownText.Escape(finding.Impact)}");
        if (finding.Fix.Length > 0)
            page.Paragraph($"**Fix.** {MarkdownText.Escape(finding.Fix)}{(finding.Repair is null ? "" : $" `mlreview fix --rules {finding.Rule.Id}` makes this change.")}");
        if (finding.Evidence.Length > 0)
        {
            page.Paragraph(["**Evidence.**", "", .. finding.Evidence.Select((step, i) =>
                $"{i + 1}. {MarkdownText.Code(PlaceText.In(result.Relative(step.Path), step.Range, step.Cell))} {MarkdownText.Escape(step.Caption)}{(step.Line.Length > 0 ? ": " + MarkdownText.Code(step.Line) : "")}")]);
        }

        if (finding.Rule.HelpUri.StartsWith(Product.Home, StringComparison.Ordinal))
            page.Paragraph($"[Why {finding.Rule.Id} matters]({finding.Rule.HelpUri})");
    }

    /// <summary>Without the blanks that all lines begin with.</summary>
    private static IEnumerable<string> Lines(Snippet snippet)
    {
        var indent = snippet.Lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return snippet.Lines.Select(line => line.Length >= indent ? line[indent..].TrimEnd() : "");
    }

    private static void WritePositive(ReviewResult result, Page page)
    {
        if (result.PositivePatterns.IsEmpty)
            return;
        page.Paragraph("## Worth keeping");
        page.Paragraph([.. result.PositivePatterns.Select(pattern =>
            $"- **{pattern.Title}** ({MarkdownText.Code($"{result.Relative(pattern.Place.Path)}:{pattern.Place.Range.StartLine}")}): {MarkdownText.Escape(pattern.Proof)}")]);
    }

    private static void WritePipelines(ReviewResult result, Page page)
    {
        var pictures = GuiltMarks.On(result.Pictures, result.Findings).OrderByDescending(picture => picture.IsGuilty).ToList();
        if (pictures.Count == 0)
            return;
        var guilt = new GuiltText(result.Findings);
        page.Paragraph(pictures.Count == 1 ? "## The pipeline" : "## The pipelines");
        foreach (var picture in pictures.Take(MostPictures))
        {
            page.Paragraph($"### {MarkdownText.Code(picture.Project)} {MarkdownText.Escape(picture.Title)}");
            var chart = new StringWriter { NewLine = "\n" };
            PictureMermaid.Write(picture, guilt, chart);
            page.Paragraph("```mermaid", chart.ToString().TrimEnd('\n'), "```");
        }

        if (pictures.Count > MostPictures)
            page.Paragraph($"{pictures.Count - MostPictures} more pipelines are not drawn here; `mlreview graph` draws all.");
    }

    private static void WriteCoverage(ReviewResult result, Page page)
    {
        var coverage = result.Coverage;
        page.Paragraph("## Coverage");
        page.Paragraph(VerdictText.Scope(result));
        if (coverage.UnboundNames > 0)
            page.Paragraph($"{Reviewer.Count(coverage.UnboundNames, "name")} in {Reviewer.Count(coverage.FilesWithUnbound, "file")} did not bind: {string.Join(", ", coverage.Unbound.Select(MarkdownText.Code))}.");
        var left = coverage.Projects.Where(project => project.Status is ProjectStatus.Failed or ProjectStatus.SwitchedOff)
            .Select(project => $"- Not analysed: {MarkdownText.Code(project.Path)} {MarkdownText.Escape(project.Reason)}.")
            .Concat(coverage.Notices.Where(notice => notice.Kind != NoticeKind.Assumed).Select(notice => $"- {(notice.Kind == NoticeKind.Failed ? "Not readable" : "Skipped")}: {MarkdownText.Code(notice.Subject)} {MarkdownText.Escape(notice.Reason)}."))
            .ToList();
        if (left.Count > 0)
            page.Paragraph([.. left.Take(MostNotices), .. left.Count > MostNotices ? [$"- and {left.Count - MostNotices} more."] : Array.Empty<string>()]);
    }

    /// <summary>Paragraphs with an empty line between them.</summary>
    private sealed class Page(TextWriter output)
    {
        private bool _isBegun;

        public void Paragraph(params string[] lines)
        {
            if (_isBegun)
                output.Write('\n');
            _isBegun = true;
            foreach (var line in lines)
                output.Write(line + "\n");
        }
    }
}
