namespace MlReview.Cli.Changes;

/// <summary>Tells lines that were only laid out anew from lines that were written anew.</summary>
internal static class Layout
{
    public static string Without(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Whether the lines that an added line stands among say what the lines said that they replace.</summary>
    /// <param name="newLine">1-based, after the change.</param>
    public static bool IsAllThatChanged(FilePatch patch, int newLine)
    {
        if (patch.Hunks.FirstOrDefault(h => newLine >= h.NewStart && newLine < h.NewStart + h.NewCount) is not { } hunk)
            return false;
        var at = hunk.Lines.IndexOf(hunk.Lines.First(l => l.NewLine == newLine));
        var (first, last) = (at, at);
        while (first > 0 && hunk.Lines[first - 1].Change != LineChange.Context)
            first--;
        while (last < hunk.Lines.Length - 1 && hunk.Lines[last + 1].Change != LineChange.Context)
            last++;
        // A brace that happens to be in both can cut a new layout into several pieces.
        return SaysTheSame(hunk.Lines.AsSpan(first, last - first + 1).ToArray()) || SaysTheSame(hunk.Lines);
    }

    private static bool SaysTheSame(IReadOnlyCollection<PatchLine> lines) =>
        Without(string.Concat(lines.Where(l => l.Change != LineChange.Added).Select(l => l.Text)))
        == Without(string.Concat(lines.Where(l => l.Change != LineChange.Removed).Select(l => l.Text)));
}
