using System.Collections.Immutable;
using System.Xml.Linq;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;
using static MlReview.Cli.Reports.Html.Html;

namespace MlReview.Cli.Reports.Html;

/// <summary>The findings, worst first, with what filters them.</summary>
internal sealed class HtmlFindings(ReviewResult result, Anchors anchors, IReadOnlyList<PipelinePicture> pictures)
{
    private readonly ILookup<string, string> _nodes = pictures
        .SelectMany((picture, i) => picture.Nodes.SelectMany(node => node.Findings.Concat(node.Passes).Select(fingerprint => (fingerprint, Id: HtmlPipelines.NodeId(i, node)))))
        .ToLookup(each => each.fingerprint, each => each.Id, StringComparer.Ordinal);

    public XElement Write(ImmutableArray<Finding> shown) => Tag(
        "section",
        Id("findings"),
        Is("aria-label", "Findings"),
        Tag("h2", "Findings"),
        shown.IsEmpty ? Tag("p", Class("empty"), "No findings.") : Filters(shown),
        result.Findings.Length > shown.Length ? Tag("p", Class("note"), $"The {shown.Length} most severe of {Reviewer.Count(result.Findings.Length, "finding")} are shown.") : null,
        shown.Select(Article),
        Tag("p", Class("empty"), Id("none-left"), Is("hidden", "hidden"), "No finding passes the filter."));

    /// <summary>Hidden until the script that makes it work is there.</summary>
    private XElement Filters(ImmutableArray<Finding> shown) => Tag(
        "form",
        Class("filters"),
        Id("filters"),
        Is("hidden", "hidden"),
        Is("role", "search"),
        Is("aria-label", "Filter the findings"),
        Tag(
            "fieldset",
            Tag("legend", "Severity"),
            VerdictText.Severities.Where(severity => result.Count(severity) > 0).Select(severity => Tag(
                "label",
                Class("toggle " + HtmlReport.Word(severity)),
                Tag("input", Is("type", "checkbox"), Is("name", "severity"), Is("value", HtmlReport.Word(severity)), Is("checked", "checked")),
                Tag("span", $"{severity} {shown.Count(finding => finding.Severity == severity)}")))),
        Choice("rule", "Rule", shown.Select(finding => (finding.Rule.Id, $"{finding.Rule.Id} {finding.Rule.Title}"))),
        Choice("file", "File", shown.Select(finding => result.Relative(finding.Path)).Select(file => (file, Printable.Text(file)))),
        Tag("label", Class("search"), Tag("span", "Text"), Tag("input", Is("type", "search"), Is("name", "text"), Is("autocomplete", "off"), Is("placeholder", "press / to filter"))),
        Tag("output", Id("shown"), Is("role", "status"), ""));

    private static XElement Choice(string name, string caption, IEnumerable<(string Value, string Text)> options) => Tag(
        "label",
        Tag("span", caption),
        Tag(
            "select",
            Is("name", name),
            Tag("option", Is("value", ""), "All"),
            options.Distinct().OrderBy(option => option.Value, StringComparer.Ordinal).Select(option => Tag("option", Is("value", Printable.Text(option.Value)), option.Text))));

    private XElement Article(Finding finding)
    {
        var file = Printable.Text(result.Relative(finding.Path));
        return Tag(
            "article",
            Id(anchors.Of(finding)),
            Class("finding " + HtmlReport.Word(finding.Severity)),
            Is("tabindex", "-1"),
            Is("data-severity", HtmlReport.Word(finding.Severity)),
            Is("data-rule", finding.Rule.Id),
            Is("data-file", file),
            Tag(
                "header",
                Tag("span", Class("severity"), finding.Severity.ToString()),
                Tag("span", Class("rule"), PageLink(finding.Rule.HelpUri, finding.Rule.Id)),
                Tag("h3", Printable.Text(finding.Rule.Title)),
                Tag("span", Class("place"), finding.Cell is null ? $"{file}:{finding.Range.StartLine}:{finding.Range.StartColumn}" : PlaceText.In(file, finding.Range, finding.Cell))),
            Tag("p", Class("issue"), finding.Issue),
            HtmlCode.Frame(finding),
            Path(finding),
            Advice(finding),
            _nodes[finding.Fingerprint].FirstOrDefault() is { } node ? Tag("p", Class("back"), Tag("a", Is("href", "#" + node), "Show in the pipeline")) : null);
    }

    private XElement? Path(Finding finding) => finding.Evidence.IsEmpty ? null : Tag(
        "div",
        Class("flow"),
        Tag("h4", "How it gets there"),
        Tag(
            "ol",
            finding.Evidence.Select(step => Tag(
                "li",
                Tag("span", Class("caption"), step.Caption),
                " ",
                Tag("span", Class("place"), Printable.Text(step.Path == finding.Path ? PlaceText.Here(step.Range, step.Cell) : PlaceText.In(result.Relative(step.Path), step.Range, step.Cell))),
                Tag("code", step.Line)))));

    private static XElement? Advice(Finding finding) => finding is { Impact.Length: 0, Fix.Length: 0, Repair: null } ? null : Tag(
        "dl",
        finding.Impact.Length > 0 ? new[] { Tag("dt", "Impact"), Tag("dd", finding.Impact) } : null,
        finding.Fix.Length > 0 ? new[] { Tag("dt", "Fix"), Tag("dd", finding.Fix) } : null,
        finding.Repair is { } repair ? new[] { Tag("dt", "Repair"), Tag("dd", Printable.Text(repair.Title), " (", Tag("code", $"mlreview fix --rules {finding.Rule.Id}"), ")") } : null);
}
