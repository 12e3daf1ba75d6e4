using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm.Slices;

/// <summary>Makes of a file what a model may see of it.</summary>
internal static class ShownFileReader
{
    /// <summary>Longer lines are data, not code.</summary>
    private const int LongestLine = 300;
    private const int MostLines = 20_000;
    private const int MostRemoved = 30;

    /// <returns>Null, and the reason, for a file that is not shown.</returns>
    public static ShownFile? TryRead(string path, string name, SourceText text, FileChange change, out string reason)
    {
        reason = "";
        if (Languages.Of(name) is not { } language || text.Lines.Count > MostLines)
        {
            reason = text.Lines.Count > MostLines ? $"has more than {MostLines:N0} lines" : "is in no language that the model is asked about";
            return null;
        }
        var all = text.Lines.Select(line => line.ToString()).ToList();
        // The line after the last line feed is none.
        if (all is [.., ""])
            all.RemoveAt(all.Count - 1);
        if (language == Language.Notebook && name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            if (NotebookCells.TryRead(text.ToString(), out reason) is not { } cells)
                return null;
            var lines = cells.SelectMany(cell => cell.Lines).ToList();
            return new ShownFile(path, name, language, Shown(lines.Select(line => (line.Number, line.Text)).ToList(), change), NotebookCells.Blocks(cells));
        }
        return new ShownFile(path, name, language, Shown([.. all.Select((line, i) => (i + 1, line))], change), [.. Blocks.Of(language, all, text)]);
    }

    private static ImmutableArray<ShownLine> Shown(List<(int Number, string Text)> lines, FileChange change)
    {
        var shown = ImmutableArray.CreateBuilder<ShownLine>(lines.Count);
        var previous = 0;
        foreach (var ((number, _), text) in lines.Zip(Secrets.RedactLines(lines.Select(line => line.Text))))
        {
            shown.Add(new ShownLine(number, Safe(text), change.IsWritten(number), RemovedBetween(change, previous, number)));
            previous = number;
        }
        // What was removed from the end stands with the last line.
        if (shown.Count > 0 && change.Removed.Keys.Any(number => number > previous))
            shown[^1] = shown[^1] with { Removed = [.. shown[^1].Removed, .. RemovedBetween(change, previous, int.MaxValue)] };
        return shown.ToImmutable();
    }

    private static ImmutableArray<string> RemovedBetween(FileChange change, int after, int upTo)
    {
        if (change.Removed.IsEmpty)
            return [];
        var removed = change.Removed.Where(each => each.Key > after && each.Key <= upTo).OrderBy(each => each.Key).SelectMany(each => each.Value);
        return [.. Secrets.RedactLines(removed).Take(MostRemoved).Select(Safe)];
    }

    private static string Safe(string line)
    {
        var safe = Printable.Text(line).TrimEnd();
        return safe.Length <= LongestLine ? safe : safe[..(LongestLine - 1)] + "…";
    }
}
