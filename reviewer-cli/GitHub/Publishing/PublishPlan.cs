using System.Collections.Immutable;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>The way from what a pull request shows to what it should show. Nothing when the two agree.</summary>
internal static class PublishPlan
{
    /// <summary>More comments than this nobody reads; the summary has all findings.</summary>
    public const int MostComments = 30;

    /// <param name="refused">Identities of findings whose lines GitHub did not take, though they should be good.</param>
    public static ImmutableArray<PublishStep> Of(Publication wanted, Conversation there, IReadOnlySet<string> refused)
    {
        var kept = there.Comments.GroupBy(c => c.Marker.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, Kept, StringComparer.Ordinal);
        var fresh = wanted.Findings.Where(f => f.Anchor is not Anchor.Nowhere).Take(MostComments).Where(f => !kept.ContainsKey(f.Id)).ToList();
        var onLines = fresh.Where(f => f.Anchor is Anchor.Lines && !refused.Contains(f.Id)).ToImmutableArray();
        var stays = wanted.Findings.ToDictionary(f => f.Id, StringComparer.Ordinal);
        return
        [
            .. there.Comments.Where(c => kept[c.Marker.Id] != c && !c.HasOtherVoices).Select(c => new PublishStep.RemoveComment(c)),
            .. onLines.IsEmpty ? Array.Empty<PublishStep>() : [new PublishStep.PostReview(onLines)],
            .. fresh.Except(onLines).Select(f => new PublishStep.PostFileComment(f)),
            .. kept.Values.Where(c => c.IsClosedByUs && !c.HasOtherVoices && stays.ContainsKey(c.Marker.Id)).Select(c => new PublishStep.Reopen(c, stays[c.Marker.Id])),
            .. kept.Values.Where(c => wanted.Judges(c.Marker) && !c.IsClosed && !c.HasOtherVoices && !stays.ContainsKey(c.Marker.Id)).Select(c => new PublishStep.Close(c)),
            .. SummarySteps(wanted, there),
        ];
    }

    private static IEnumerable<PublishStep> SummarySteps(Publication wanted, Conversation there)
    {
        foreach (var second in there.Summaries.Skip(1))
            yield return new PublishStep.RemoveSummary(second.Id);
        if (there.Summaries is not [var first, ..])
            yield return new PublishStep.PostSummary(wanted.Summary);
        else if (Plain(first.Body ?? "") != Plain(wanted.Summary))
            yield return new PublishStep.EditSummary(first.Id, wanted.Summary);
    }

    /// <summary>Every run keeps the same one: what people answered, or else the oldest.</summary>
    private static OwnComment Kept(IEnumerable<OwnComment> ofOneFinding) => ofOneFinding.OrderBy(c => c.HasOtherVoices ? 0 : 1).ThenBy(c => c.Id).First();

    private static string Plain(string body) => body.ReplaceLineEndings("\n").TrimEnd();
}
