using System.Collections.Immutable;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Llm.Trust;
using MlReview.Cli.Sources;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>
/// A repair as whole lines that take the place of others, which is what one click can apply: of one file, inside one hunk of the diff, which is
/// where their text is known from.
/// </summary>
internal static class SuggestedLines
{
    /// <summary>A longer selection hides the code below its comment, and nobody checks it at a glance.</summary>
    private const int MostLines = 20;

    private const int LongestLine = 400;

    /// <returns>Null when no repair is known, or none that one click can apply.</returns>
    public static Suggestion? Of(Finding finding, FilePatch? patch)
    {
        if (patch is null || finding.Cell is not null || Placement.Around(patch, finding.Range.StartLine) is not { } hunk)
            return null;
        var suggestion = finding.Suggestion ?? OfRepair(finding, hunk);
        return suggestion is not null
            && Placement.Holds(patch, suggestion.FirstLine, suggestion.LastLine)
            && suggestion.LastLine - suggestion.FirstLine < MostLines && suggestion.Lines.Length <= MostLines
            && IsFitToPost(suggestion.Lines) ? suggestion : null;
    }

    /// <summary>The lines that a repair changes, and those up to where the finding begins, so that its comment stands there.</summary>
    private static Suggestion? OfRepair(Finding finding, Hunk hunk)
    {
        if (finding.Repair is not { Replacements.IsEmpty: false } repair || repair.Replacements.Any(edit => !PathRules.Comparer.Equals(edit.Path, finding.Path)))
            return null;
        var before = hunk.Lines.Where(line => line.Change != LineChange.Removed).Select(line => line.Text).ToArray();
        if (new HunkText(hunk.NewStart, before).TryReplace(repair.Replacements) is not { } after)
            return null;
        var shortest = Math.Min(before.Length, after.Length);
        var same = Enumerable.Range(0, shortest).TakeWhile(i => before[i] == after[i]).Count();
        var sameAtEnd = Enumerable.Range(1, shortest - same).TakeWhile(i => before[^i] == after[^i]).Count();
        if (same == before.Length && same == after.Length)
            return null;
        var found = finding.Range.StartLine - hunk.NewStart;
        var first = Math.Min(same, found);
        var end = Math.Max(before.Length - sameAtEnd, found + 1);
        return new Suggestion(hunk.NewStart + first, hunk.NewStart + end - 1, [.. after[first..(after.Length - (before.Length - end))]]);
    }

    /// <summary>What would have to be shown as something else than it is, or is secret, is not offered.</summary>
    private static bool IsFitToPost(ImmutableArray<string> lines) =>
        lines.All(line => line.Length <= LongestLine && !line.Contains('\uFFFD', StringComparison.Ordinal) && IsPlain(line.Replace('\t', ' ')))
        && Secrets.RedactLines(lines).SequenceEqual(lines, StringComparer.Ordinal);

    private static bool IsPlain(string line) => Printable.Text(line) == line;
}
