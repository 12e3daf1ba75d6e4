using MlReview.Cli.Changes;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports;

/// <summary>What reports say about the change that was reviewed, one sentence a line.</summary>
internal static class ChangeText
{
    private const int ShownOfCommit = 10;

    public static IEnumerable<string> Lines(ReviewResult result) => Scope(result).Concat((result.Change?.Suppressions ?? []).Select(suppression =>
        Printable.Text($"Suppressed by this change: {Silenced(suppression)} at {result.Relative(suppression.Path)}:{suppression.Line}.")));

    /// <summary>What was compared, and what of it was left out.</summary>
    public static IEnumerable<string> Scope(ReviewResult result)
    {
        if (result.Change is not { } change)
            yield break;
        var from = change.BaseCommit.Length > ShownOfCommit ? $"{change.Base} ({change.BaseCommit[..ShownOfCommit]})" : change.Base;
        yield return Printable.Text($"Reviewed the change from {from} to {change.Head}: {Reviewer.Count(change.Files, "file")}"
            + (change.OtherProjects > 0 ? $"; {Reviewer.Count(change.OtherProjects, "project")} that it cannot influence left out." : "."));
        if (change.LeftOut > 0 || change.Repaired > 0)
            yield return $"Not of this change: {Reviewer.Count(change.LeftOut, "older finding")}. Repaired by it: {Reviewer.Count(change.Repaired, "finding")}.";
    }

    public static string Silenced(AddedSuppression suppression) => suppression.Rules.IsEmpty ? "all rules" : string.Join(", ", suppression.Rules);
}
