using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Llm.Trust;
using MlReview.Cli.Reports;

namespace MlReview.Cli.GitHub.Runner;

/// <summary>What the program can say to the step of GitHub Actions that it runs in.</summary>
internal sealed partial class ActionsRunner
{
    /// <summary>Of one step, with all that its programs wrote: GitHub drops a larger summary whole.</summary>
    public const int LargestSummary = 1 << 20;

    private readonly RunnerFile _summary;
    private readonly RunnerFile _outputs;

    private ActionsRunner(Func<string, string?> environment)
    {
        _summary = new RunnerFile(environment("GITHUB_STEP_SUMMARY"), "summary of the job");
        _outputs = new RunnerFile(environment("GITHUB_OUTPUT"), "output of the step");
        Workspace = environment("GITHUB_WORKSPACE") is { Length: > 0 } workspace ? workspace : null;
        RunId = environment("GITHUB_RUN_ID") is { } run && Digits().IsMatch(run) ? run : "";
        RunAddress = AddressOf(environment("GITHUB_SERVER_URL"), environment("GITHUB_REPOSITORY"), RunId);
    }

    /// <summary>Stays the same when a run is started again; empty when unknown.</summary>
    public string RunId { get; }

    /// <summary>Where a browser shows the run; null when unknown.</summary>
    public string? RunAddress { get; }

    public string? Workspace { get; }

    /// <returns>Null outside of GitHub Actions.</returns>
    public static ActionsRunner? FromEnvironment(Func<string, string?> environment) => IsRunning(environment) ? new ActionsRunner(environment) : null;

    public static bool IsRunning(Func<string, string?> environment) => environment("GITHUB_ACTIONS") == "true";

    /// <summary>Standard output past the <see cref="CommandGuard"/>, for commands alone.</summary>
    public static TextWriter OpenLog()
    {
        Console.Out.Flush();
        return new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <param name="top">Absolute directory of the repository's top.</param>
    public void WriteAnnotations(ReviewResult result, string top)
    {
        using var log = OpenLog();
        AnnotationCommands.Write(result, top, log);
    }

    /// <summary>The summary of the job and all outputs of the step.</summary>
    /// <param name="reports">Those that went to files are named in the outputs.</param>
    /// <param name="summary">Markdown.</param>
    /// <returns>What is wrong, a sentence each; empty when nothing is.</returns>
    public string Report(ReviewResult result, IEnumerable<ReportTarget> reports, string summary)
    {
        var problems = new List<string> { WriteSummary(summary) };
        problems.AddRange(StepOutputs.Of(result, reports).Select(output => SetOutput(output.Name, output.Value)));
        return string.Join(' ', problems.Where(p => p.Length > 0).Distinct(StringComparer.Ordinal));
    }

    /// <summary>Appends to the summary of the job, as much as it takes.</summary>
    /// <returns>The sentence that says what is wrong; empty when nothing is.</returns>
    public string WriteSummary(string markdown)
    {
        var isFull = false;
        var problem = _summary.Append(used =>
        {
            var text = Fit(Secrets.Redact(markdown.ReplaceLineEndings("\n")).TrimEnd('\n'), LargestSummary - used - 1);
            isFull = text.Length == 0;
            return isFull ? "" : text + "\n";
        });
        return isFull ? "The summary of the job is full: this step has written 1 MiB to it already." : problem;
    }

    /// <returns>The sentence that says what is wrong; empty when nothing is.</returns>
    public string SetOutput(string name, string value) => _outputs.Append(_ => Plain().IsMatch(value) ? $"{name}={value}\n" : Block(name, value));

    /// <summary>A value that nobody can end early: its last line is drawn by chance.</summary>
    private static string Block(string name, string value)
    {
        var end = "mlreview-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return $"{name}<<{end}\n{value}\n{end}\n";
    }

    /// <returns>Empty when not even a line of it fits.</returns>
    private static string Fit(string markdown, long bytes)
    {
        for (var longest = (int)Math.Min(bytes, markdown.Length); longest > 0; longest -= Math.Max(1, longest / 8))
        {
            var text = BodyLimit.Fit(markdown, longest);
            if (RunnerFile.Bytes(text) <= bytes)
                return text;
        }
        return "";
    }

    private static string? AddressOf(string? server, string? repository, string run) =>
        run.Length > 0 && repository is not null && PullRequestName.TryParse(repository, 1) is { } name
        && Uri.TryCreate(server, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri is { UserInfo: "", Query: "", Fragment: "" }
            ? string.Create(CultureInfo.InvariantCulture, $"{uri.AbsoluteUri.TrimEnd('/')}/{name.FullName}/actions/runs/{run}") : null;

    [GeneratedRegex(@"\A[0-9]{1,20}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[A-Za-z0-9/][A-Za-z0-9._/\-]*\z")]
    private static partial Regex Plain();
}
