using System.Text;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Runner;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Reports;

/// <summary>Writes the reports that were asked for. One that cannot be written does not keep the others from their readers.</summary>
internal static class ReportFiles
{
    /// <returns>What could not be written, in one sentence for each report; empty when nothing.</returns>
    public static string Write(ReviewResult result, IReadOnlyCollection<ReportTarget> targets, bool isVerbose, bool hasColour, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var target in targets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Write(result, target, target.Create(new Style(target.File is null && hasColour), isVerbose)) is { Length: > 0 } problem)
                problems.Add(problem);
        }
        if (targets.Any(t => t is { Format: ReportTarget.GitHub, File: null }) && ActionsRunner.FromEnvironment(Environment.GetEnvironmentVariable) is { } runner)
            problems.Add(runner.Report(result, targets, MarkdownOf(result)));
        return string.Join(' ', problems.Where(p => p.Length > 0));
    }

    /// <returns>Why the report could not be written; empty when it was.</returns>
    public static string Write(ReviewResult result, ReportTarget target, IReport report)
    {
        try
        {
            if (target.File is null)
                WriteToOutput(report, result);
            else
                WholeFile.Write(target.File, file => WriteTo(file, report, result));
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The {target.Format} report cannot be written to {(target.File is null ? "standard output" : $"'{target.File}'")}: {WholeFile.Reason(e)}.";
        }
    }

    private static void WriteToOutput(IReport report, ReviewResult result)
    {
        // Only this report is meant to say something to the runner.
        using var log = report is AnnotationReport ? ActionsRunner.OpenLog() : null;
        var output = log ?? Console.Out;
        report.Write(result, output);
        output.Flush();
    }

    private static string MarkdownOf(ReviewResult result)
    {
        using var text = new StringWriter();
        new MarkdownReport().Write(result, text);
        return text.ToString();
    }

    private static void WriteTo(Stream file, IReport report, ReviewResult result)
    {
        using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        report.Write(result, writer);
    }
}
