using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm;
using MlReview.Cli.Reports;
using MlReview.Cli.Sources;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>What the verdict rests on: what was reviewed and what was not, the baseline, the language model and what it cost.</summary>
internal static class CoverageDetails
{
    private const int MostReasons = 12;
    private const int MostProjects = 20;
    private const int MostSubjects = 3;
    private const int LongestName = 120;

    public static void Write(ReviewResult result, ReviewedPull pull, CommentPage page)
    {
        var coverage = result.Coverage;
        page.Details($"What was reviewed: {Reviewer.Count(coverage.Projects.Length, "project")}, {Reviewer.Count(coverage.Files, "C# file")}{Left(coverage)}", isOpen: false, () =>
            page.Paragraph(Lines(result, pull).Select(line => "- " + line)));
    }

    private static string Left(Coverage coverage)
    {
        var (failed, skipped) = (coverage.Notices.Count(n => n.Kind == NoticeKind.Failed), coverage.Notices.Count(n => n.Kind == NoticeKind.Skipped));
        return (failed > 0 ? $"; {failed} not readable" : "") + (skipped > 0 ? $"; {skipped} skipped" : "");
    }

    /// <summary>Markdown, an item each.</summary>
    private static IEnumerable<string> Lines(ReviewResult result, ReviewedPull pull)
    {
        var coverage = result.Coverage;
        foreach (var line in ChangeText.Scope(result))
            yield return PostedText.Prose(line);
        yield return VerdictText.Scope(result);
        if (!pull.FilesAreComplete)
            yield return "The pull request changes more files than GitHub lists; a finding in one of the others stands in this summary alone.";
        if (coverage.UnboundNames > 0)
            yield return $"Did not bind: {Reviewer.Count(coverage.UnboundNames, "name")} in {Reviewer.Count(coverage.FilesWithUnbound, "file")} ({string.Join(", ", coverage.Unbound.Select(PostedText.Code))}).";
        var projects = coverage.Projects.Where(p => p.Status is ProjectStatus.Failed or ProjectStatus.SwitchedOff).ToList();
        foreach (var project in projects.Take(MostProjects))
            yield return $"Not analysed: {PostedText.Code(project.Path)} {PostedText.Prose(project.Reason)}.";
        if (projects.Count > MostProjects)
            yield return $"Not analysed: {projects.Count - MostProjects} more projects.";
        foreach (var line in NoticesOf(coverage, NoticeKind.Failed, "Not readable").Concat(NoticesOf(coverage, NoticeKind.Skipped, "Skipped")))
            yield return line;
        if (result.Baseline is { } baseline)
            yield return PostedText.Prose($"{Reviewer.Count(baseline.Hidden, "finding")} of {baseline.File} {(baseline.Hidden == 1 ? "is" : "are")} known and not shown.");
        foreach (var line in result.Model is { } model ? ModelLines.Of(model, isVerbose: false) : [])
            yield return PostedText.Prose(line);
    }

    /// <summary>One line for each reason.</summary>
    private static IEnumerable<string> NoticesOf(Coverage coverage, NoticeKind kind, string label)
    {
        var reasons = coverage.Notices.Where(n => n.Kind == kind).GroupBy(n => n.Reason, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var reason in reasons.Take(MostReasons))
        {
            var subjects = reason.Take(MostSubjects).Select(n => PostedText.Code(n.Subject));
            var more = reason.Count() > MostSubjects ? $" and {reason.Count() - MostSubjects} more" : "";
            yield return $"{label}: {string.Join(", ", subjects)}{more}: {PostedText.Prose(reason.Key, LongestName * 2)}.";
        }
        if (reasons.Count > MostReasons)
            yield return $"{label} for {Reviewer.Count(reasons.Count - MostReasons, "more reason")}.";
    }
}
