using MlReview.Cli.Findings;

namespace MlReview.Cli.Changes;

/// <summary>
/// Fingerprints without the number that tells identical findings of one file apart: a finding that comes before them, or goes, would give all
/// of them another one.
/// </summary>
internal sealed class PlainFingerprints
{
    private readonly Dictionary<(string Path, string Fingerprint), string> _plain = [];

    /// <param name="findings">All of a review, in the order of their places.</param>
    public PlainFingerprints(IEnumerable<Finding> findings)
    {
        var seen = new Dictionary<(string Path, string Fingerprint), int>();
        foreach (var finding in findings)
        {
            var plain = Of(finding);
            var before = seen[(finding.Path, plain)] = seen.GetValueOrDefault((finding.Path, plain)) + 1;
            _plain[(finding.Path, Fingerprint.Again(plain, before))] = plain;
        }
    }

    public string Of(Finding finding) => _plain.GetValueOrDefault((finding.Path, finding.Fingerprint), finding.Fingerprint);
}
