using System.Globalization;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;

namespace MlReview.Cli.GitHub.Runner;

/// <summary>What later steps of a job can ask of a review.</summary>
internal static class StepOutputs
{
    public static IEnumerable<(string Name, string Value)> Of(ReviewResult result, IEnumerable<ReportTarget> reports) =>
    [
        ("verdict", Word(result.Verdict)),
        .. new[] { Severity.Critical, Severity.Major, Severity.Minor }.Select(s => (s.ToString().ToLowerInvariant(), result.Count(s).ToString(CultureInfo.InvariantCulture))),
        .. reports.Where(r => r.File is not null).DistinctBy(r => r.Format, StringComparer.Ordinal).Select(r => ("report-" + r.Format, Path.GetFullPath(r.File!))),
    ];

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Fail => "fail",
        Verdict.PassWithConditions => "pass-with-conditions",
        _ => "pass",
    };
}
