using System.Collections.Immutable;
using MlReview.Cli.Findings;
using FindingProperties = MlReview.Analyzers.Rules.FindingProperties;

namespace MlReview.Cli.Merging;

/// <summary>
/// Reads what the C# compiler writes with <c>ErrorLog=FILE,version=2.1</c>: the findings of a build, so that whoever builds anyway has reports of it.
/// What others found there is passed over. The lines of code around a finding are not in it.
/// </summary>
/// <param name="pathOf">Makes an absolute path of one in a report.</param>
internal sealed class CompilerLogReader(Func<string, string> pathOf)
{
    public const string Tool = "Microsoft (R) Visual C# Compiler";
    private const string RulePrefix = "MLR";

    /// <param name="name">What the log is called in the coverage.</param>
    public ReviewResult Read(ReportNode log, string basePath, string name)
    {
        var parts = log["runs"].Items.Select(run => ReadRun(run, basePath)).ToList();
        return ReviewJoin.Of(basePath, parts) with { Coverage = Coverage.Of([new ProjectCoverage(name, ProjectStatus.Analyzed, "", 0, 0)], []) };
    }

    private ReviewResult ReadRun(ReportNode run, string basePath)
    {
        var rules = run["tool"]["driver"].ItemsOf("rules").Where(IsOurs).Select(Rule).DistinctBy(r => r.Id).ToDictionary(r => r.Id);
        return new ReviewResult(basePath, [.. run["results"].Items.Where(IsShown).Select(r => Finding(r, rules))], [.. rules.Values], Coverage.Of([], []));
    }

    private static bool IsOurs(ReportNode rule) => IsOurs(rule["id"].Raw);

    private static bool IsOurs(string id) => id.StartsWith(RulePrefix, StringComparison.Ordinal) && id.Length > RulePrefix.Length && id[RulePrefix.Length..].All(char.IsAsciiDigit);

    /// <summary>A finding that is suppressed, switched off or without a place shows in no build.</summary>
    private static bool IsShown(ReportNode result) =>
        IsOurs(result["ruleId"].Raw) && result.ItemsOf("suppressions").IsEmpty && result.TextOf("level") != "none" && !result.ItemsOf("locations").IsEmpty;

    /// <summary>A level that is that of most rules is not written.</summary>
    private static Rule Rule(ReportNode rule)
    {
        var level = rule.Find("defaultConfiguration")?.Find("level") is { } written ? written.Word<Level>() : Level.Warning;
        return new Rule(
            rule["id"].Text, rule.Find("shortDescription")?.TextOf("text") ?? rule["id"].Text, rule.Find("fullDescription")?.TextOf("text") ?? "",
            rule.TextOf("helpUri"), rule.Find("properties")?.TextOf("category") ?? "", level);
    }

    private Finding Finding(ReportNode result, IReadOnlyDictionary<string, Rule> rules)
    {
        var properties = result.Find("properties")?.Find("customProperties");
        string Text(string name) => properties?.TextOf(name) ?? "";

        var rule = rules.TryGetValue(result["ruleId"].Raw, out var described) ? described : throw new ReportFormatException($"does not describe the rule of {result.Place}");
        var issue = result["message"]["text"].Text;
        var (path, range) = Place(result["locations"].Items[0]);
        return new Finding
        {
            Rule = rule,
            Severity = Enum.TryParse<Severity>(Text(FindingProperties.Severity), ignoreCase: true, out var severity) ? severity : FindingFactory.SeverityOf(rule.DefaultLevel),
            Level = result.Find("level") is { } level ? level.Word<Level>() : Level.Warning,
            Path = path,
            Range = range,
            Issue = issue,
            Impact = Text(FindingFactory.ImpactProperty),
            Fix = Text(FindingProperties.Fix),
            Evidence = EvidenceOf(result, Text(FindingProperties.Path), Text(FindingProperties.RepairPlaces)),
            Snippet = new Snippet(range.StartLine, []),
            // Without the code: the message names what is guilty.
            Fingerprint = Fingerprint.Of(rule.Id, issue, ""),
            LineHash = "",
        };
    }

    private ImmutableArray<Evidence> EvidenceOf(ReportNode result, string path, string repairPlaces)
    {
        var captions = path.Split(FindingProperties.Separator);
        var places = repairPlaces.Length > 0 ? repairPlaces.Split(FindingProperties.Separator).Length : 0;
        return [.. result.ItemsOf("relatedLocations").SkipLast(places).Select(Place).Select((place, i) => new Evidence(place.Path, place.Range, i < captions.Length ? captions[i].Trim() : "", ""))];
    }

    private (string Path, SourceRange Range) Place(ReportNode location)
    {
        var (place, region) = (location["physicalLocation"], location["physicalLocation"]["region"]);
        var written = place["artifactLocation"]["uri"].Raw;
        var path = pathOf(Uri.TryCreate(written, UriKind.Absolute, out var uri) && uri.IsFile ? uri.LocalPath : Uri.UnescapeDataString(written));
        return (path, new SourceRange(region["startLine"].Number, region["startColumn"].Number, region["endLine"].Number, region["endColumn"].Number));
    }
}
