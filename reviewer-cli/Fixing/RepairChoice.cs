using Microsoft.CodeAnalysis;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Fixing;

/// <summary>Which findings a repair of a change concerns: those that the change causes. Repairs move lines, so that from the second round on only fingerprints tell.</summary>
internal sealed class RepairChoice
{
    private readonly HashSet<(string Rule, string Path, int Line, int Column)> _caused = [];
    private readonly HashSet<(string Fingerprint, string Path)> _causedFingerprints = [];
    private readonly HashSet<(string Fingerprint, string Path)> _oldFingerprints = [];

    /// <param name="findings">All of the review, in the order of their places.</param>
    public RepairChoice(ChangeReview review, IReadOnlyCollection<Finding> findings)
    {
        var plain = new PlainFingerprints(findings);
        foreach (var finding in findings)
        {
            if (review.IsCaused(finding))
            {
                _caused.Add((finding.Rule.Id, finding.Path, finding.Range.StartLine, finding.Range.StartColumn));
                _causedFingerprints.Add((plain.Of(finding), finding.Path));
            }
            else
            {
                _oldFingerprints.Add((plain.Of(finding), finding.Path));
            }
        }
    }

    public bool Concerns(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return false;
        var key = (Fingerprint.Of(diagnostic.Id, tree.GetRoot(), diagnostic.Location.SourceSpan), tree.FilePath);
        if (!_oldFingerprints.Contains(key))
            return true;
        // Two of the same kind, an old one and one that the change adds: where they stand tells them apart as long as nothing moved.
        var start = diagnostic.Location.GetLineSpan().StartLinePosition;
        return _causedFingerprints.Contains(key) && _caused.Contains((diagnostic.Id, tree.FilePath, start.Line + 1, start.Character + 1));
    }
}
