using System.Xml.Linq;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;
using static MlReview.Cli.Reports.Html.Html;

namespace MlReview.Cli.Reports.Html;

/// <summary>What is done right, and what was covered.</summary>
internal static class HtmlOutcome
{
    private const int MostNotices = 200;

    public static XElement? PositivePatterns(ReviewResult result) => result.PositivePatterns.IsEmpty ? null : Tag(
        "section",
        Id("positive"),
        Is("aria-label", "Positive patterns"),
        Tag("h2", "Worth keeping"),
        Tag(
            "ul",
            Class("positive"),
            result.PositivePatterns.Select(pattern => Tag(
                "li",
                Tag("b", pattern.Title),
                " ",
                Tag("span", Class("place"), Printable.Text($"{result.Relative(pattern.Place.Path)}:{pattern.Place.Range.StartLine}")),
                Tag("p", pattern.Proof)))));

    public static XElement Coverage(ReviewResult result)
    {
        var coverage = result.Coverage;
        return Tag(
            "section",
            Id("coverage"),
            Is("aria-label", "Coverage"),
            Tag("h2", "Coverage"),
            Tag("p", VerdictText.Scope(result)),
            coverage.UnboundNames > 0
                ? Tag("p", $"{Reviewer.Count(coverage.UnboundNames, "name")} in {Reviewer.Count(coverage.FilesWithUnbound, "file")} did not bind: ", Tag("span", Class("names"), string.Join(", ", coverage.Unbound)), ".")
                : null,
            Tag("details", Tag("summary", "Projects"), Projects(coverage)),
            coverage.Notices.IsEmpty ? null : Tag("details", coverage.IsIncomplete ? Is("open", "open") : null, Tag("summary", "Skipped, assumed, not readable"), Notices(coverage)));
    }

    private static XElement Projects(Coverage coverage) => Tag(
        "div",
        Class("table"),
        Is("tabindex", "0"),
        Is("role", "region"),
        Is("aria-label", "Projects"),
        Tag(
            "table",
            Tag("thead", Tag("tr", Tag("th", "Project"), Tag("th", "Status"), Tag("th", "Files in reach"))),
            Tag("tbody", coverage.Projects.Select(project => Tag(
                "tr",
                Tag("td", Printable.Text(project.Path)),
                Tag("td", Status(project)),
                Tag("td", $"{project.AnalyzedFiles} of {project.Files}"))))));

    private static string Status(ProjectCoverage project) => project.Status == ProjectStatus.Analyzed ? "analysed" : Printable.Text(project.Reason);

    private static XElement Notices(Coverage coverage) => Tag(
        "ul",
        Class("notices"),
        coverage.Notices.Take(MostNotices).Select(notice => Tag("li", Tag("b", notice.Kind switch { NoticeKind.Failed => "Not readable", NoticeKind.Skipped => "Skipped", _ => "Assumed" }), " ", Printable.Text($"{notice.Subject} {notice.Reason}"))),
        coverage.Notices.Length > MostNotices ? Tag("li", $"and {coverage.Notices.Length - MostNotices} more") : null);
}
