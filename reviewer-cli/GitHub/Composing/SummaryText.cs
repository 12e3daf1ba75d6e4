using System.Collections.Immutable;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Reports;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>The one comment on a pull request as a whole: the verdict first, then what is behind it, then what it rests on.</summary>
internal static class SummaryText
{
    private const int MostSuppressions = 20;
    private const int MostPraise = 5;
    private const int LongestPraise = 240;

    /// <summary>The whole comment, with its marker, within what GitHub takes.</summary>
    public static string Of(ReviewResult result, ReviewedPull pull) => Of(result, pull, PlacedFinding.AllOf(result, pull));

    public static string Of(ReviewResult result, ReviewedPull pull, ImmutableArray<PlacedFinding> findings)
    {
        var links = new PullLinks(pull);
        var page = new CommentPage(new SummaryMarker(pull.HeadCommit).ToString());
        page.Paragraph($"## {SeverityMark.Of(result)} MlReview: {VerdictText.Of(result).Word}");
        page.Paragraph(Counts(result));
        if (pull.Note.Length > 0)
            page.Paragraph(PostedText.Prose(pull.Note));
        if (result.IsIncomplete)
            page.Paragraph("**The review is incomplete**: not everything could be reviewed. What was reviewed, below, says what is missing.");
        new FindingTable(result, pull, findings).Write(page);
        WriteSuppressions(result, links, page);
        PipelineCharts.Write(result, page);
        WritePraise(result, links, page);
        CoverageDetails.Write(result, pull, page);
        page.Paragraph(Origin(pull, links));
        return BodyLimit.Fit(page.ToString());
    }

    private static string Counts(ReviewResult result) => result.Findings.IsEmpty
        ? result.Change is null ? "No findings." : "No findings in what this pull request changes."
        : string.Join(" · ", VerdictText.Severities.Where(severity => result.Count(severity) > 0).Select(severity =>
            $"**{result.Count(severity)} {severity.ToString().ToLowerInvariant()}**: {VerdictText.When(severity)}"));

    /// <summary>In sight, for it is how a change could hide what it does.</summary>
    private static void WriteSuppressions(ReviewResult result, PullLinks links, CommentPage page)
    {
        var added = result.Change?.Suppressions ?? [];
        if (added.IsEmpty)
            return;
        page.Paragraph(
        [
            "**Suppressed by this change:**",
            "",
            .. added.Take(MostSuppressions).Select(each => $"- {PostedText.Prose(ChangeText.Silenced(each), LongestPraise)} at {Place(each.Path, each.Line, result, links)}"),
            .. added.Length > MostSuppressions ? [$"- and {added.Length - MostSuppressions} more"] : Array.Empty<string>(),
        ]);
    }

    private static void WritePraise(ReviewResult result, PullLinks links, CommentPage page)
    {
        var proven = result.PositivePatterns.DistinctBy(pattern => pattern.Id)
            .Select(pattern => $"- {PostedText.Prose(pattern.Title, LongestPraise)} ({Place(pattern.Place.Path, pattern.Place.Range.StartLine, result, links)})");
        var said = (result.Model?.Praise ?? []).Select(praise => $"- {PostedText.Prose(praise.Text, LongestPraise)} ({Place(praise.Path, praise.Line, result, links)}, says the language model)");
        var lines = proven.Concat(said).Take(MostPraise).ToList();
        if (lines.Count > 0)
            page.Paragraph(["**Worth keeping:**", "", .. lines]);
    }

    private static string Place(string path, int line, ReviewResult result, PullLinks links)
    {
        var range = new SourceRange(line, 1, line, 1);
        return PostedText.Link(PostedText.Place(PlaceText.In(links.NameOf(path, result), range, cell: null)), links.To(path, range));
    }

    private static string Origin(ReviewedPull pull, PullLinks links)
    {
        var commit = PostedText.Link(PostedText.Code(pull.HeadCommit.Length > 10 ? pull.HeadCommit[..10] : pull.HeadCommit), links.Commit);
        var run = links.Run is { } address ? $" in [this run]({address})" : "";
        return $"{commit} reviewed by [{Product.Name}]({Product.Home}) {Product.Version}{run}.";
    }
}
