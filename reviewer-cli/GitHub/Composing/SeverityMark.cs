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

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Fail => "🔴",
        Verdict.PassWithConditions => "🟠",
        _ => "🟢",
    };
}
