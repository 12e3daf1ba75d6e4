using MlReview.Cli.GitHub.Runner;

namespace MlReview.Cli.Reports;

/// <summary>One <c>--format</c>: which report, and the file that it goes to, or standard output.</summary>
internal sealed record ReportTarget(string Format, string? File)
{
    /// <summary>Annotations; in GitHub Actions the summary of the job and the outputs of the step as well.</summary>
    public const string GitHub = "github";

    /// <summary>What <c>review</c> accepts, in the order of the help text.</summary>
    public static readonly string[] Formats = ["terminal", "json", "sarif", "markdown", "html", GitHub];

    public static ReportTarget? TryParse(string text, out string error) => TryParse(text, Formats, out error);

    /// <summary>Reads <c>FORMAT</c> or <c>FORMAT=FILE</c>.</summary>
    /// <returns>The target, or null and the sentence that says what is wrong.</returns>
    public static ReportTarget? TryParse(string text, string[] formats, out string error)
    {
        error = "";
        var parts = text.Split('=', 2);
        var format = parts[0].ToLowerInvariant();
        if (!formats.Contains(format, StringComparer.Ordinal))
            error = $"--format does not know '{parts[0]}'; it takes {string.Join(", ", formats)}, each also as FORMAT=FILE.";
        else if (parts is [_, ""])
            error = $"--format {text} names no file; write FORMAT or FORMAT=FILE.";
        else if (parts is [_, var file] && Path.GetDirectoryName(Path.GetFullPath(file)) is var directory && !Directory.Exists(directory))
            error = $"--format {text} cannot be written, for the directory '{directory}' does not exist.";
        return error.Length == 0 ? new ReportTarget(format, parts.Length == 2 ? parts[1] : null) : null;
    }

    public IReport Create(Style style, bool isVerbose) => Format switch
    {
        "json" => new JsonReport(),
        "sarif" => new SarifReport(),
        "markdown" => new MarkdownReport(),
        "html" => new HtmlReport(),
        GitHub => new AnnotationReport(Environment.GetEnvironmentVariable("GITHUB_WORKSPACE")),
        _ => new TerminalReport(style, isVerbose),
    };
}
