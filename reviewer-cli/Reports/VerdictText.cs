using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm;

namespace MlReview.Cli.Reports;

/// <summary>The verdict in words, as every report says it.</summary>
/// <param name="Style">A word for style sheets.</param>
internal sealed record VerdictText(string Word, string Style, string Reason)
{
    /// <summary>Worst first.</summary>
    public static readonly Severity[] Severities = [Severity.Critical, Severity.Major, Severity.Minor, Severity.Info];

    public static VerdictText Of(ReviewResult result)
    {
        var (critical, major, rest) = (result.Count(Severity.Critical), result.Count(Severity.Major), result.Count(Severity.Minor) + result.Count(Severity.Info));
        return result.Verdict switch
        {
            Verdict.Fail => new("FAIL", "fail", $"{Reviewer.Count(critical, "critical finding")} to fix before merge{(major > 0 ? $", {Reviewer.Count(major, "major one")} to fix this sprint" : "")}."),
            Verdict.PassWithConditions => new("PASS WITH CONDITIONS", "conditions", $"{Reviewer.Count(major, "major finding")} to fix this sprint."),
            _ => new("PASS", "pass", rest > 0 ? $"Nothing to fix before merge; {Reviewer.Count(rest, "minor finding")}." : "No findings."),
        };
    }

    /// <summary>By when a finding is to be fixed.</summary>
    public static string When(Severity severity) => severity switch
    {
        Severity.Critical => "fix before merge",
        Severity.Major => "fix this sprint",
        Severity.Minor => "fix when touching the code",
        _ => "worth knowing",
    };

    public static string Scope(ReviewResult result)
    {
        var coverage = result.Coverage;
        var analyzed = coverage.Projects.Count(project => project.Status == ProjectStatus.Analyzed);
        if (analyzed > 0 && coverage.Files == 0)
            return $"{Reviewer.Count(analyzed, "build")}, as the compiler logged {(analyzed == 1 ? "it" : "them")}.";
        return $"{Reviewer.Count(coverage.Projects.Length, "project")}, {Reviewer.Count(coverage.Files, "C# file")}; {analyzed} analysed, {Reviewer.Count(coverage.AnalyzedFiles, "file")} in reach of the rules.";
    }

    /// <summary>What else decides how the verdict is to be read, a sentence each.</summary>
    public static IEnumerable<string> Notes(ReviewResult result)
    {
        foreach (var line in ChangeText.Lines(result))
            yield return line;
        if (result.IsIncomplete)
            yield return "The review is incomplete: not everything could be read.";
        if (result.Baseline is { } baseline)
            yield return $"{Reviewer.Count(baseline.Hidden, "finding")} of {baseline.File} {(baseline.Hidden == 1 ? "is" : "are")} known and not shown.{(baseline.Stale.IsEmpty ? "" : $" {baseline.Stale.Length} more {(baseline.Stale.Length == 1 ? "is" : "are")} fixed; 'mlreview baseline' takes them out.")}";
        foreach (var line in result.Model is { } model ? ModelLines.Of(model, isVerbose: false) : [])
            yield return line;
    }
}
