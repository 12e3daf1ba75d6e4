using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Merging;

/// <summary>Reads what <see cref="Reports.JsonReport"/> writes.</summary>
/// <param name="pathOf">Makes an absolute path of one in a report.</param>
internal sealed class JsonReportReader(Func<string, string> pathOf)
{
    /// <summary>A later version with the same first number only adds.</summary>
    private const string Version = "1.";

    public ReviewResult Read(ReportNode report, string basePath)
    {
        if (!report["schemaVersion"].Raw.StartsWith(Version, StringComparison.Ordinal))
            throw new ReportFormatException($"has schema version '{report["schemaVersion"].Text}', and this mlreview reads {Version}x");
        var rules = report["rules"].Items.Select(Rule).DistinctBy(r => r.Id).ToDictionary(r => r.Id);
        return new ReviewResult(basePath, [.. report["findings"].Items.Select(f => Finding(f, rules))], [.. rules.Values], CoverageNode.Read(report["coverage"]))
        {
            Shard = CoverageNode.ShardOf(report["coverage"]),
            Change = new SummaryNode(pathOf).Change(report.Find("change")),
            Baseline = SummaryNode.Baseline(report.Find("baseline")),
            Pictures = [.. report.ItemsOf("pipelines").Select(Pipelines.Picture)],
            PositivePatterns = [.. report.ItemsOf("positivePatterns").Select(Pipelines.Pattern)],
        };
    }

    private PipelineReader Pipelines => new(place => new PicturePlace(pathOf(place["file"].Raw), Range(place)));

    private static Rule Rule(ReportNode rule) =>
        new(rule["id"].Text, rule["title"].Text, rule["description"].Text, rule["help"].Text, rule["category"].Text, rule["level"].Word<Level>());

    private Finding Finding(ReportNode finding, IReadOnlyDictionary<string, Rule> rules) => new()
    {
        Rule = rules.TryGetValue(finding["rule"].Text, out var rule) ? rule
            : new Rule(finding["rule"].Text, finding["title"].Text, "", finding["help"].Text, finding["category"].Text, finding["level"].Word<Level>()),
        Severity = finding["severity"].Word<Severity>(),
        Level = finding["level"].Word<Level>(),
        Path = pathOf(finding["file"].Raw),
        Range = Range(finding),
        Cell = Cell(finding),
        Issue = finding["issue"].Text,
        Impact = finding.TextOf("impact"),
        Fix = finding.TextOf("recommendation"),
        Evidence = [.. finding["evidence"].Items.Select(e => new Evidence(pathOf(e["file"].Raw), Range(e), e["caption"].Text, e["code"].Text) { Cell = Cell(e) })],
        Repair = finding.Find("repair") is { } repair ? Repair(repair) : null,
        Snippet = new Snippet(finding["snippet"]["line"].Number, [.. finding["snippet"]["lines"].Items.Select(l => l.Raw)]),
        Fingerprint = finding["fingerprint"].Text,
        LineHash = finding["lineHash"].Text,
    };

    private static NotebookPlace? Cell(ReportNode place) => place.Find("cell") is { } cell
        ? new(cell["number"].Number, cell.Find("executionCount") is { } count ? count.Number : null, Range(cell))
        : null;

    private FindingRepair Repair(ReportNode repair) =>
        new(repair["title"].Text, [.. repair["replacements"].Items.Select(r => new Replacement(pathOf(r["file"].Raw), Range(r), r["text"].Raw))]);

    private static SourceRange Range(ReportNode place) => new(place["line"].Number, place["column"].Number, place["endLine"].Number, place["endColumn"].Number);
}
