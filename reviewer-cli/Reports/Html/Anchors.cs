using System.Collections.Immutable;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports.Html;

/// <summary>Where on the page a finding stands. Two findings may share a fingerprint; each has a place of its own.</summary>
internal sealed class Anchors
{
    private readonly Dictionary<Finding, string> _ids = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);

    public Anchors(ImmutableArray<Finding> findings)
    {
        foreach (var (i, finding) in findings.Index())
            _first.TryAdd(finding.Fingerprint, _ids[finding] = $"f{i + 1}");
    }

    public string Of(Finding finding) => _ids[finding];

    public string? OfFingerprint(string fingerprint) => _first.GetValueOrDefault(fingerprint);
}
