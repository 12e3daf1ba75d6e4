using MlReview.Cli.Findings;

namespace MlReview.Cli.Merging;

/// <summary>Reads what <see cref="Reports.SarifReport"/> writes. SARIF holds less than JSON: the lines of code around a finding are not in it.</summary>
/// <param name="pathOf">Makes an absolute path of one in a report.</param>
internal sealed class SarifReportReader(Func<string, string> pathOf)
{
    public ReviewResult Read(ReportNode report, string basePath) =>
        ReviewJoin.Of(basePath, [.. report["runs"].Items.Select(run => ReadRun(run, basePath))]) with
        {
            Shard = CoverageNode.ShardOf(report["runs"].Items[0]["properties"]["coverage"]),
        };

    private ReviewResult ReadRun(ReportNode run, string basePath)
    {
        var rules = run["tool"]["driver"]["rules"].Items.Select(Rule).DistinctBy(r => r.Id).ToDictionary(r => r.Id);
        return new ReviewResult(basePath, [.. run["results"].Items.Select(r => Finding(r, rules))], [.. rules.Values], CoverageNode.Read(run["properties"]["coverage"]));
    }

    private static Rule Rule(ReportNode rule)
    {
        var (title, uri) = (rule["shortDescription"]["text"].Text, rule.TextOf("helpUri"));
        var description = WithoutEnd(rule["help"]["text"].Text, " See " + uri);
        return new Rule(rule["id"].Text, title, description == title ? "" : description, uri, rule["properties"]["category"].Text, rule["defaultConfiguration"]["level"].Word<Level>());
    }

    private Finding Finding(ReportNode result, IReadOnlyDictionary<string, Rule> rules)
    {
        var properties = result["properties"];
        var fix = properties.TextOf("recommendation");
        var (path, range) = Place(result["locations"].Items.FirstOrDefault(result["locations"]));
        return new Finding
        {
            Rule = rules.TryGetValue(result["ruleId"].Text, out var rule) ? rule : throw new ReportFormatException($"does not describe the rule of {result.Place}"),
            Severity = properties["severity"].Word<Severity>(),
            Level = result["level"].Word<Level>(),
            Path = path,
            Range = range,
            Issue = WithoutEnd(result["message"]["text"].Text, " Fix: " + fix),
            Impact = properties.TextOf("impact"),
            Fix = fix,
            Evidence = [.. result.ItemsOf("relatedLocations").Select(l => new Evidence(Place(l).Path, Place(l).Range, l["message"]["text"].Text, ""))],
            Repair = result.ItemsOf("fixes") is [var repair, ..] ? Repair(repair) : null,
            Snippet = new Snippet(range.StartLine, []),
            Fingerprint = result["partialFingerprints"]["mlreview/v1"].Text,
            LineHash = result["partialFingerprints"].TextOf("primaryLocationLineHash"),
        };
    }

    private FindingRepair Repair(ReportNode repair) => new(
        repair["description"]["text"].Text,
        [.. repair["artifactChanges"].Items.SelectMany(c => c["replacements"].Items.Select(r => new Replacement(File(c), Range(r["deletedRegion"]), r["insertedContent"]["text"].Raw)))]);

    private (string Path, SourceRange Range) Place(ReportNode location) => (File(location["physicalLocation"]), Range(location["physicalLocation"]["region"]));

    private string File(ReportNode place) => pathOf(Uri.UnescapeDataString(place["artifactLocation"]["uri"].Raw));

    private static SourceRange Range(ReportNode region) => new(region["startLine"].Number, region["startColumn"].Number, region["endLine"].Number, region["endColumn"].Number);

    private static string WithoutEnd(string text, string end) => text.EndsWith(end, StringComparison.Ordinal) ? text[..^end.Length] : text;
}
