using MlReview.Cli.Changes;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>Where a comment on lines of a file can stand.</summary>
internal static class Placement
{
    /// <summary>A longer selection hides the code below its comment.</summary>
    private const int MostLines = 12;

    /// <param name="patch">Of the file in GitHub's diff; null when it is not in it.</param>
    /// <param name="first">1-based, after the change.</param>
    /// <param name="last">Inclusive.</param>
    public static Anchor Of(FilePatch? patch, int first, int last)
    {
        if (patch?.NewPath is null || patch.IsSubmodule)
            return new Anchor.Nowhere();
        if (Around(patch, first) is { } hunk)
            return last < End(hunk) && last - first < MostLines ? new Anchor.Lines(first, Math.Max(first, last)) : new Anchor.Lines(first, first);
        return last > first && Around(patch, last) is not null ? new Anchor.Lines(last, last) : new Anchor.File();
    }

    /// <summary>Whether exactly these lines can be commented on, as a suggestion for them has to.</summary>
    public static bool Holds(FilePatch? patch, int first, int last) =>
        patch?.NewPath is not null && first <= last && Around(patch, first) is { } hunk && last < End(hunk);

    /// <summary>The hunk that shows a line after the change; null when none does.</summary>
    public static Hunk? Around(FilePatch patch, int line) => patch.Hunks.FirstOrDefault(h => h.NewCount > 0 && line >= h.NewStart && line < End(h));

    private static int End(Hunk hunk) => hunk.NewStart + hunk.NewCount;
}
