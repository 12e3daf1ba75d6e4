using System.Collections.Immutable;
using System.CommandLine;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview review [PATH]</c></summary>
internal static class ReviewCommand
{
    private static readonly Argument<string> s_path = new("PATH") { Description = "A directory, a .sln, .slnx or .csproj file, or a C# file.", DefaultValueFactory = _ => "." };
    private static readonly Option<string[]> s_format = new("--format") { Description = "terminal, json or sarif; FORMAT=FILE writes to a file; repeatable. Default: terminal.", HelpName = "FORMAT[=FILE]" };
    private static readonly Option<string> s_failOn = new("--fail-on") { Description = "Exit with 1 on findings of this severity or above: critical, major, minor, never.", DefaultValueFactory = _ => "critical", HelpName = "SEVERITY" };
    private static readonly Option<string[]> s_include = new("--include") { Description = "Report only on files that match this glob, relative to PATH; repeatable.", HelpName = "GLOB" };
    private static readonly Option<string[]> s_exclude = new("--exclude") { Description = "Do not report on files that match this glob; repeatable.", HelpName = "GLOB" };
    private static readonly Option<bool> s_noLlm = new("--no-llm") { Description = "Analyzers alone, no language model." };
    private static readonly Option<bool> s_failOnIncomplete = new("--fail-on-incomplete") { Description = "Exit with 3 when something could not be reviewed." };
    private static readonly Option<bool> s_verbose = new("--verbose") { Description = "List every project, assumption and skipped file." };

    public static Command Create()
    {
        var command = new Command("review", "Reviews a directory, project or solution without restoring or building it.")
            { s_path, s_format, s_failOn, s_include, s_exclude, s_noLlm, s_failOnIncomplete, s_verbose };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var error = ReadOptions(parsed, out var options);
        if (error.Length == 0 && ReviewScope.TryOpen(parsed.GetValue(s_path)!, out error) is { } scope)
        {
            using var progress = new ConsoleProgress();
            var reviewer = new Reviewer(RuleHost.OfProduct, RestoredPackages.OfUser(), SurfaceAssemblies.Shipped);
            var result = await reviewer.ReviewAsync(scope, new FileFilter(scope, options.Include, options.Exclude), progress, cancellation).ConfigureAwait(false);
            progress.Dispose();
            error = Write(result, options);
            if (error.Length == 0)
                return Verdict(result, options);
        }
        await Console.Error.WriteLineAsync("mlreview: " + Printable.Text(error)).ConfigureAwait(false);
        return ExitCode.Usage;
    }

    private sealed record Options(ImmutableArray<ReportTarget> Targets, Severity? FailOn, bool FailOnIncomplete, bool IsVerbose, ImmutableArray<Glob> Include, ImmutableArray<Glob> Exclude);

    private static string ReadOptions(ParseResult parsed, out Options options)
    {
        options = new Options([], null, parsed.GetValue(s_failOnIncomplete), parsed.GetValue(s_verbose), [.. Glob.ParseAll(parsed.GetValue(s_include))], [.. Glob.ParseAll(parsed.GetValue(s_exclude))]);
        var targets = ImmutableArray.CreateBuilder<ReportTarget>();
        foreach (var text in parsed.GetValue(s_format) is { Length: > 0 } formats ? formats : ["terminal"])
        {
            if (ReportTarget.TryParse(text, out var error) is not { } target)
                return error;
            targets.Add(target);
        }
        if (targets.Count(t => t.File is null) > 1)
            return "--format names two reports for standard output; give all but one a file, as FORMAT=FILE.";
        var failOn = parsed.GetValue(s_failOn)!;
        if (!failOn.Equals("never", StringComparison.OrdinalIgnoreCase))
        {
            if (failOn.ToUpperInvariant() is not ("CRITICAL" or "MAJOR" or "MINOR"))
                return $"--fail-on does not know '{failOn}'; it takes critical, major, minor or never.";
            options = options with { FailOn = Enum.Parse<Severity>(failOn, ignoreCase: true) };
        }
        options = options with { Targets = targets.ToImmutable() };
        return "";
    }

    private static string Write(ReviewResult result, Options options)
    {
        foreach (var target in options.Targets)
        {
            var style = new Style(target.File is null && ConsoleProgress.HasColour);
            var report = target.Create(style, options.IsVerbose);
            if (target.File is null)
            {
                report.Write(result, Console.Out);
                Console.Out.Flush();
                continue;
            }
            try
            {
                using var file = new StreamWriter(target.File);
                report.Write(result, file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return $"The {target.Format} report cannot be written to '{target.File}'; give a file in a directory that can be written to.";
            }
        }
        return "";
    }

    private static int Verdict(ReviewResult result, Options options) =>
        result.Findings.Any(f => f.Severity >= options.FailOn) ? ExitCode.Findings
        : options.FailOnIncomplete && result.Coverage.IsIncomplete ? ExitCode.Incomplete
        : ExitCode.Clean;
}
