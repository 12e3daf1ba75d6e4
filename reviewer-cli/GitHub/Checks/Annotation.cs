using System.Collections.Immutable;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Trust;
using MlReview.Cli.Reports;
using MlReview.Cli.Sources;

namespace MlReview.Cli.GitHub.Checks;

/// <summary>A finding as GitHub shows it beside the code: plain text at lines of a file.</summary>
/// <param name="Path">In the repository, with forward slashes; empty when it is not in there.</param>
/// <param name="LastLine">Inclusive.</param>
/// <param name="FirstColumn">Null where it is on more than one line: then columns mean nothing.</param>
/// <param name="LastColumn">Inclusive.</param>
/// <param name="Title">One line of at most 200 characters.</param>
/// <param name="Message">At most 8,000 characters, and so below 64 KB in any encoding.</param>
internal sealed record Annotation(Severity Severity, string Path, int FirstLine, int LastLine, int? FirstColumn, int? LastColumn, string Title, string Message)
{
    public const int LongestTitle = 200;
    public const int LongestMessage = 8_000;
    private const int MostSteps = 10;

    /// <summary>GitHub shows an annotation below its last line: of a long place only the first line is marked.</summary>
    private const int MostLines = 12;

    /// <summary>Of all findings, the most severe first.</summary>
    /// <param name="top">Absolute directory of the repository's top.</param>
    public static ImmutableArray<Annotation> Of(ReviewResult result, string top) => [.. result.Findings.OrderByDescending(f => f.Severity).Select(f => Of(f, top))];

    private static Annotation Of(Finding finding, string top)
    {
        var range = finding.Range;
        var first = Math.Max(1, range.StartLine);
        var last = range.EndColumn <= 1 ? range.EndLine - 1 : range.EndLine;
        last = last - first is > 0 and < MostLines ? last : first;
        var isOnOneLine = range.EndLine == range.StartLine && range.StartColumn > 0;
        return new Annotation(
            finding.Severity,
            PathIn(top, finding.Path),
            first,
            last,
            isOnOneLine ? range.StartColumn : null,
            isOnOneLine ? Math.Max(range.StartColumn, range.EndColumn - 1) : null,
            Text($"{finding.Rule.Id} {finding.Rule.Title}", LongestTitle),
            Text(string.Join('\n', Lines(finding, top)), LongestMessage));
    }

    private static IEnumerable<string> Lines(Finding finding, string top)
    {
        var place = finding.Cell is null ? "" : $"In {PlaceText.Here(finding.Range, finding.Cell)}: ";
        yield return place + (finding.Issue.Length > 0 ? finding.Issue : finding.Rule.Title);
        if (finding.Impact.Length > 0)
            yield return finding.Impact;
        if (finding.Fix.Length > 0)
            yield return "Fix: " + finding.Fix;
        foreach (var (i, step) in finding.Evidence.Take(MostSteps).Index())
            yield return $"{i + 1}. {PlaceText.In(PathIn(top, step.Path) is { Length: > 0 } path ? path : System.IO.Path.GetFileName(step.Path), step.Range, step.Cell)} {step.Caption}".TrimEnd();
        if (finding.Rule.HelpUri.StartsWith(Product.Home, StringComparison.Ordinal))
            yield return finding.Rule.HelpUri;
    }

    private static string PathIn(string top, string path)
    {
        var relative = PathRules.Relative(top, path);
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(relative) ? "" : Printable.Text(relative);
    }

    /// <summary>Every line made printable, without secrets, and not longer than GitHub takes.</summary>
    private static string Text(string text, int longest)
    {
        var safe = Secrets.Redact(string.Join('\n', text.Split('\n').Select(Printable.Text))).Trim();
        return safe.Length <= longest ? safe : safe[..(char.IsHighSurrogate(safe[longest - 2]) ? longest - 2 : longest - 1)] + "…";
    }
}
