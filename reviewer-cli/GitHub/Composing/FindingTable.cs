using System.Collections.Immutable;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Reports;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>All findings of a review, a row each, as far as there is room: the first in sight, the others behind a click.</summary>
internal sealed class FindingTable(ReviewResult result, ReviewedPull pull, ImmutableArray<PlacedFinding> findings)
{
    private const int MostInSight = 20;

    /// <summary>Leaves the rest of the comment room for what else it says.</summary>
    private const int LongestTable = 30_000;

    private const int LongestMessage = 240;
    private const int LongestTitle = 100;

    private static readonly string[] s_head = ["| Severity | Rule | Where | What is wrong |", "| :--- | :--- | :--- | :--- |"];

    private readonly PullLinks _links = new(pull);
    private readonly ImmutableHashSet<string> _commented = PlacedFinding.Commented(findings);

    public void Write(CommentPage page)
    {
        var room = LongestTable;
        var rows = findings.Select(Row).TakeWhile(row => (room -= row.Length + 1) > 0).ToList();
        if (findings.IsEmpty)
            return;
        page.Paragraph([.. s_head, .. rows.Take(MostInSight)]);
        if (rows.Count > MostInSight)
            page.Details(Reviewer.Count(rows.Count - MostInSight, "more finding"), isOpen: false, () => page.Paragraph([.. s_head, .. rows.Skip(MostInSight)]));
        if (findings.Length > rows.Count)
            page.Paragraph($"{Reviewer.Count(findings.Length - rows.Count, "finding")}, the least severe, {(findings.Length - rows.Count == 1 ? "is" : "are")} not shown: this comment has no room for more.");
        if (Legend() is { Length: > 0 } legend)
            page.Paragraph(legend);
    }

    private string Row(PlacedFinding placed)
    {
        var finding = placed.Finding;
        var place = PostedText.Link(
            PostedText.CellPlace(PlaceText.In(_links.NameOf(finding.Path, result), finding.Range, finding.Cell)),
            _links.To(finding.Path, finding.Range));
        var who = FindingText.IsOfModel(finding.Rule) ? " (language model)" : "";
        return $"| {SeverityMark.Of(finding.Severity)} {finding.Severity} | {FindingText.Rule(finding)}{who} | {place}{Mark(placed)} | **{PostedText.Prose(finding.Rule.Title, LongestTitle)}.** {PostedText.Prose(finding.Issue, LongestMessage)} |";
    }

    /// <summary>Only what is not as expected: most findings have a comment at their lines.</summary>
    private string Mark(PlacedFinding placed) => !pull.HasComments ? "" : !_commented.Contains(placed.Id) ? " ²" : placed.Anchor is Anchor.File ? " ¹" : "";

    private string Legend()
    {
        var marks = findings.Select(Mark).ToHashSet(StringComparer.Ordinal);
        var onFile = marks.Contains(" ¹") ? "¹ The comment is on the file, for the line is not part of the diff." : "";
        var here = marks.Contains(" ²") ? $"² Without a comment of its own: {(findings.Count(each => each.Anchor is not Anchor.Nowhere) > PublishPlan.MostComments ? $"there are {PublishPlan.MostComments} at most, and none in files that are not part of the diff" : "the file is not part of the diff")}." : "";
        return $"{onFile} {here}".Trim();
    }
}
