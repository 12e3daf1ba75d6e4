using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Reports.Pictures;

/// <summary>Findings by fingerprint, for who writes on a picture which rules found what.</summary>
internal sealed class GuiltText(IEnumerable<Finding> findings)
{
    private readonly ILookup<string, Finding> _findings = findings.ToLookup(finding => finding.Fingerprint, StringComparer.Ordinal);

    /// <summary>The rules that found a node guilty, worst first; empty when none did.</summary>
    public IReadOnlyList<string> RulesOf(PictureNode node) =>
        [.. node.Findings.SelectMany(id => _findings[id]).OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal).Select(finding => finding.Rule.Id).Distinct(StringComparer.Ordinal)];

    /// <summary>What stands in a node, then what passes through it.</summary>
    public IEnumerable<Finding> Of(PictureNode node) => node.Findings.Concat(node.Passes).SelectMany(id => _findings[id]).DistinctBy(finding => finding.Fingerprint);

    /// <summary>MLR101 +1.</summary>
    public string Badge(PictureNode node) => RulesOf(node) switch
    {
        [] => "",
        [var only] => only,
        var rules => $"{rules[0]} +{rules.Count - 1}",
    };
}
