using System.Collections.Immutable;
using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Merging;

/// <summary>
/// Makes one review of many: of the projects of a run, and of the reports of several runs. The outcome depends on what the parts say, and not
/// on their order or on how often they say it.
/// </summary>
internal static class ReviewJoin
{
    /// <param name="notices">What concerns no single project.</param>
    public static ReviewResult Of(string basePath, ImmutableArray<Rule> rules, IEnumerable<Notice> notices, IEnumerable<ProjectResult> projects) => Of(
        basePath,
        [
            new ReviewResult(basePath, [], rules, Coverage.Of([], notices)),
            .. projects.Select(p => new ReviewResult(basePath, p.Findings, [], Coverage.Of([p.Coverage], p.Notices)) { Pictures = p.Pictures, PositivePatterns = p.PositivePatterns }),
        ]);

    /// <param name="parts">Reviews whose paths are relative to <paramref name="basePath"/>.</param>
    public static ReviewResult Of(string basePath, IReadOnlyCollection<ReviewResult> parts) => new(
        basePath,
        Fingerprint.Numbered(Findings(parts.SelectMany(p => p.Findings))),
        [.. parts.SelectMany(p => p.Rules).OrderBy(r => r.Id, StringComparer.Ordinal).ThenBy(r => r.Title, StringComparer.Ordinal).ThenBy(r => r.Description, StringComparer.Ordinal).DistinctBy(r => r.Id)],
        Coverage.Of(Rows(parts), parts.SelectMany(p => p.Coverage.Notices)))
    {
        Pictures =
        [
            .. parts.SelectMany(p => p.Pictures).DistinctBy(p => (p.Project, p.Title, p.Nodes.FirstOrDefault()?.Place))
                .OrderBy(p => p.Project, StringComparer.Ordinal).ThenBy(p => p.Nodes.FirstOrDefault()?.Place.Path, StringComparer.Ordinal).ThenBy(p => p.Nodes.FirstOrDefault()?.Place.Range.StartLine),
        ],
        PositivePatterns = [.. parts.SelectMany(p => p.PositivePatterns).Distinct().OrderBy(p => p.Project, StringComparer.Ordinal)],
    };

    /// <summary>A file that two projects compile has its findings once; they may differ in level, and the strictest counts.</summary>
    private static ImmutableArray<Finding> Findings(IEnumerable<Finding> findings) =>
    [
        .. findings.GroupBy(f => (f.Rule.Id, f.Path, f.Range, f.Issue)).Select(Strictest)
            .OrderBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Range.StartLine).ThenBy(f => f.Range.StartColumn)
            .ThenBy(f => f.Rule.Id, StringComparer.Ordinal).ThenBy(f => f.Issue, StringComparer.Ordinal).ThenBy(f => f.Range.EndLine).ThenBy(f => f.Range.EndColumn),
    ];

    private static Finding Strictest(IEnumerable<Finding> same) =>
        same.Take(2).ToList() is [var only] ? only
        : same.OrderByDescending(f => f.Level).ThenByDescending(f => f.Severity).ThenBy(f => JsonSerializer.Serialize(f), StringComparer.Ordinal).First();

    /// <summary>A project that one part analysed and another did not counts as analysed.</summary>
    private static IEnumerable<ProjectCoverage> Rows(IEnumerable<ReviewResult> parts) =>
        parts.SelectMany(p => p.Coverage.Projects).GroupBy(p => p.Path, StringComparer.Ordinal)
            .Select(g => g.OrderBy(p => p.Status).ThenByDescending(p => p.AnalyzedFiles).ThenBy(p => JsonSerializer.Serialize(p), StringComparer.Ordinal).First());
}
