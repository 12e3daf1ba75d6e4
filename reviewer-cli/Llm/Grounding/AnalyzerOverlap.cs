using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Llm.Grounding;

/// <summary>Whether an analyzer said it already: the same concern, on the same lines or on the path that proves it.</summary>
internal static class AnalyzerOverlap
{
    public static Finding? Find(Candidate candidate, IEnumerable<Finding> findings) =>
        candidate.Lane.Category.Length == 0 ? null : findings.FirstOrDefault(finding => finding.Rule.Category == candidate.Lane.Category && Touches(candidate, finding));

    /// <summary>The analyzer's finding, with what only the model said.</summary>
    public static Finding Merged(Finding finding, Candidate candidate) => finding with
    {
        Impact = finding.Impact.Length > 0 ? finding.Impact : candidate.Impact,
        Fix = finding.Fix.Length > 0 ? finding.Fix : candidate.Fix,
    };

    private static bool Touches(Candidate candidate, Finding finding) =>
        Overlaps(candidate, finding.Path, finding.Range) || finding.Evidence.Any(step => Overlaps(candidate, step.Path, step.Range));

    private static bool Overlaps(Candidate candidate, string path, SourceRange range) =>
        PathRules.Comparer.Equals(candidate.File.Path, path) && candidate.FirstLine <= range.EndLine && range.StartLine <= candidate.LastLine;
}
