using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Reports;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>The comment on one finding: what is wrong, what it does, how to repair it, and the path that proves it.</summary>
internal static class FindingText
{
    private const int MostSteps = 8;
    private const int LongestTitle = 120;
    private const int LongestCaption = 200;

    /// <param name="isOnLines">Whether the comment stands on the lines of its anchor. Elsewhere it names them, and a suggestion would replace others.</param>
    public static string Of(PlacedFinding placed, ReviewResult result, ReviewedPull pull, bool isOnLines = true)
    {
        var finding = placed.Finding;
        var links = new PullLinks(pull);
        var page = new CommentPage(new FindingMarker(placed.Id, IsGone: false) { By = PassOf(finding.Rule) }.ToString());
        page.Paragraph($"**{SeverityMark.Of(finding.Severity)} {finding.Severity} · {Rule(finding)} · {PostedText.Prose(finding.Rule.Title, LongestTitle)}**");
        if (!isOnLines || !placed.IsOnItsLine)
            page.Paragraph($"At {Place(finding.Path, finding.Range, finding.Cell, links, result)}.");
        page.Paragraph(PostedText.Prose(finding.Issue));
        if (finding.Impact.Length > 0)
            page.Paragraph($"**Impact.** {PostedText.Prose(finding.Impact)}");
        var suggestion = isOnLines ? placed.Suggestion : null;
        if (finding.Fix.Length > 0 || finding.Repair is not null)
            page.Paragraph($"**Fix.** {Fix(finding, hasSuggestion: suggestion is not null)}");
        if (suggestion is not null)
            page.Paragraph(MarkdownText.ExactBlock("suggestion", suggestion.Lines));
        if (!finding.Evidence.IsEmpty)
            page.Paragraph(["**How it gets there:**", "", .. Steps(finding, links, result)]);
        if (IsOfModel(finding.Rule))
            page.Paragraph("_Found by a language model on these lines, and confirmed by a second question._");
        return BodyLimit.Fit(page.ToString());
    }

    /// <summary>The rule's id, which leads to its page.</summary>
    public static string Rule(Finding finding) => PostedText.Link(PostedText.Prose(finding.Rule.Id, LongestTitle), PullLinks.PageOf(finding.Rule));

    /// <summary>A concern that a language model was asked about, and no analyzer's rule.</summary>
    public static bool IsOfModel(Rule rule) => rule.Id.StartsWith("LLM-", StringComparison.Ordinal);

    private static Pass? PassOf(Rule rule) => IsOfModel(rule) ? LaneCatalog.Find(rule.Id["LLM-".Length..])?.Pass : null;

    private static string Fix(Finding finding, bool hasSuggestion)
    {
        var fix = PostedText.Prose(finding.Fix.Length > 0 ? finding.Fix : finding.Repair!.Title + ".");
        return finding.Repair is null || hasSuggestion ? fix : $"{fix} {PostedText.Code($"mlreview fix --rules {finding.Rule.Id}")} does it: {PostedText.Prose(finding.Repair.Title)}.";
    }

    private static IEnumerable<string> Steps(Finding finding, PullLinks links, ReviewResult result)
    {
        var steps = finding.Evidence.Take(MostSteps).Select((step, i) =>
            $"{i + 1}. {Place(step.Path, step.Range, step.Cell, links, result)} {(step.Caption.Length > 0 ? PostedText.Prose(step.Caption, LongestCaption) : PostedText.Code(step.Line))}".TrimEnd());
        return finding.Evidence.Length > MostSteps ? steps.Append($"{MostSteps + 1}. and {finding.Evidence.Length - MostSteps} more") : steps;
    }

    private static string Place(string path, SourceRange range, NotebookPlace? cell, PullLinks links, ReviewResult result) =>
        PostedText.Link(PostedText.Place(PlaceText.In(links.NameOf(path, result), range, cell)), links.To(path, range));
}
