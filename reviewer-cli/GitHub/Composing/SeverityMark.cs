using MlReview.Cli.Findings;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>Severities and verdicts for the eye.</summary>
internal static class SeverityMark
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "🔴",
        Severity.Major => "🟠",
        Severity.Minor => "🟡",
        _ => "🔵",
    };

    /// <summary>Green is only what was reviewed whole.</summary>
    public static string Of(ReviewResult result) => result.Verdict switch
    {
        Verdict.Fail => "🔴",
        Verdict.PassWithConditions => "🟠",
        _ when result.IsIncomplete => "⚪",
        _ => "🟢",
    };
}
