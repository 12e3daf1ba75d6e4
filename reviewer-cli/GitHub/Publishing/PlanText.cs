using System.Collections.Immutable;
using System.Globalization;
using MlReview.Cli.Findings;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>What would be done to a pull request, in words and in order, with every text as it would be posted.</summary>
internal static class PlanText
{
    private const string Indent = "    ";

    public static string Of(PullRequestName pull, Publication wanted, ImmutableArray<PublishStep> steps)
    {
        var lines = new List<string>
        {
            steps.IsEmpty ? $"{pull} shows the review of {wanted.HeadCommit} already; nothing would be posted."
                : string.Create(CultureInfo.InvariantCulture, $"What a review would post on {pull} at {wanted.HeadCommit}, in this order; nothing was posted:"),
        };
        for (var i = 0; i < steps.Length; i++)
        {
            lines.Add("");
            var isFirst = true;
            foreach (var line in Lines(steps[i]))
            {
                lines.Add(isFirst ? string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {line}") : line);
                isFirst = false;
            }
        }
        return string.Join('\n', lines.Select(line => Printable.Text(line).TrimEnd())) + "\n";
    }

    private static IEnumerable<string> Lines(PublishStep step) => step switch
    {
        PublishStep.RemoveComment { Comment: var comment } => [Number($"Delete comment {comment.Id}, the second one on its finding.")],
        PublishStep.PostReview { Findings: var findings } => ["A review that comments:", .. Body(Publisher.Heading(findings.Length)), .. findings.SelectMany(OnLines)],
        PublishStep.PostFileComment { Finding: var finding } => [$"A comment on the file {finding.Path}:", .. Body(finding.BodyElsewhere)],
        PublishStep.Reopen { Comment: var comment, Finding: var finding } when comment.Marker.IsGone => [Number($"The finding of comment {comment.Id} is back; its thread would be reopened, and the comment edited to:"), .. Body(finding.BodyElsewhere)],
        PublishStep.Reopen { Comment: var comment } => [Number($"The finding of comment {comment.Id} is back; its thread would be reopened.")],
        PublishStep.Close { Comment: var comment } => [Number($"The finding of comment {comment.Id} is gone; its thread would be resolved, or else the comment say so.")],
        PublishStep.RemoveSummary { Comment: var comment } => [Number($"Delete comment {comment}, a second summary.")],
        PublishStep.PostSummary { Body: var body } => ["The summary, as a new comment:", .. Body(body)],
        PublishStep.EditSummary { Comment: var comment, Body: var body } => [Number($"The summary, in place of comment {comment}:"), .. Body(body)],
        _ => throw new ArgumentException("A step of another kind.", nameof(step)),
    };

    private static IEnumerable<string> OnLines(PublishedFinding finding) =>
    [
        "",
        finding.Anchor is Anchor.Lines(var first, var last) && first < last ? Number($"   On {finding.Path}, lines {first} to {last}:") : Number($"   On {finding.Path}, line {((Anchor.Lines)finding.Anchor).Last}:"),
        .. Body(finding.Body),
    ];

    private static IEnumerable<string> Body(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(line => Indent + line);

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
