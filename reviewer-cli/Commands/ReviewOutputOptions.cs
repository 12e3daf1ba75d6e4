using System.Collections.Immutable;
using System.CommandLine;
using MlReview.Cli.Configuration;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Commands;

/// <summary>What becomes of a review: its reports, and what the exit code says.</summary>
/// <param name="FailOn">Null when the command line does not say.</param>
internal sealed record ReviewOutput(ImmutableArray<ReportTarget> Targets, FailOn? FailOn, bool FailOnIncomplete, bool IsVerbose)
{
    /// <summary>Whether the command line names no report.</summary>
    public bool HasDefaultTarget { get; init; }

    /// <summary>Whether some report says how a finding can be repaired by itself.</summary>
    public bool ShowsRepairs => Targets.Any(target => target.Format != "terminal");

    /// <param name="configured">What the configuration says; null when it says nothing.</param>
    public int ExitCodeOf(ReviewResult result, FailOn? configured = null) =>
        result.Findings.Any(f => f.Severity >= (FailOn ?? configured ?? FailOn.Default).AtLeast) ? ExitCode.Findings
        : FailOnIncomplete && result.IsIncomplete ? ExitCode.Incomplete
        : ExitCode.Clean;
}

/// <summary>The options of every command that ends with a review.</summary>
internal sealed class ReviewOutputOptions
{
    private readonly Option<string[]> _format = new("--format") { Description = $"{string.Join(", ", ReportTarget.Formats)}; FORMAT=FILE writes to a file; repeatable. Default: terminal.", HelpName = "FORMAT[=FILE]" };
    private readonly Option<string> _failOn = new("--fail-on") { Description = "Exit with 1 on findings of this severity or above: critical, major, minor, never. Default: critical.", HelpName = "SEVERITY" };
    private readonly Option<bool> _failOnIncomplete = new("--fail-on-incomplete") { Description = "Exit with 3 when something could not be reviewed." };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "List every project, assumption and skipped file." };

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_failOn);
        command.Add(_failOnIncomplete);
        command.Add(_verbose);
    }

    /// <returns>What is wrong; empty when nothing is.</returns>
    public string Read(ParseResult parsed, out ReviewOutput output)
    {
        output = new ReviewOutput([], null, parsed.GetValue(_failOnIncomplete), parsed.GetValue(_verbose)) { HasDefaultTarget = parsed.GetValue(_format) is not { Length: > 0 } };
        var targets = ImmutableArray.CreateBuilder<ReportTarget>();
        foreach (var text in parsed.GetValue(_format) is { Length: > 0 } formats ? formats : ["terminal"])
        {
            if (ReportTarget.TryParse(text, out var error) is not { } target)
                return error;
            targets.Add(target);
        }
        var onOutput = targets.Where(t => t.File is null).Select(t => t.Format).ToList();
        // The runner picks annotations out of a log that people read.
        if (onOutput.Count > 1 && !onOutput.ToHashSet(StringComparer.Ordinal).SetEquals(["terminal", ReportTarget.GitHub]))
            return "--format names two reports for standard output; give all but one a file, as FORMAT=FILE.";
        if (parsed.GetValue(_failOn) is { } word && FailOn.TryParse(word) is null)
            return $"--fail-on does not know '{word}'; it takes critical, major, minor or never.";
        output = output with { Targets = targets.ToImmutable(), FailOn = parsed.GetValue(_failOn) is { } failOn ? FailOn.TryParse(failOn) : null };
        return "";
    }
}
