using System.Collections.Immutable;
using System.Text;
using MlReview.Cli.Notebooks;

namespace MlReview.Cli.Llm.Slices;

/// <summary>The code of a notebook's cells, each line with the number of the notebook's own line that holds it. Outputs are not read.</summary>
internal static class NotebookCells
{
    internal sealed record Cell(int Number, ImmutableArray<(int Number, string Text)> Lines);

    /// <returns>Null, and the reason, for what is no notebook, or one whose lines of code cannot be told apart by its own.</returns>
    public static List<Cell>? TryRead(string notebook, out string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(notebook);
        if (JupyterNotebook.TryRead(bytes, out reason) is not { } content)
            return null;
        var lineEnds = LineEnds(bytes);
        var cells = content.Cells.Select(cell => new Cell(cell.Number, [.. LinesOf(cell, lineEnds)])).ToList();
        if (cells.SelectMany(cell => cell.Lines).GroupBy(line => line.Number).Any(group => group.Count() > 1))
            reason = "keeps several lines of code on one of its own";
        return reason.Length == 0 ? cells : null;
    }

    public static ImmutableArray<Block> Blocks(IEnumerable<Cell> cells)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        var first = 0;
        foreach (var cell in cells)
        {
            blocks.Add(new Block($"cell {cell.Number}", first, first + cell.Lines.Length - 1));
            first += cell.Lines.Length;
        }
        return blocks.ToImmutable();
    }

    private static IEnumerable<(int, string)> LinesOf(NotebookCell cell, List<int> lineEnds)
    {
        var start = 0;
        foreach (var line in cell.Code.TrimEnd('\n').Split('\n'))
        {
            yield return (LineOf(lineEnds, cell.Offsets[start]), line.TrimEnd('\r'));
            start += line.Length + 1;
        }
    }

    private static List<int> LineEnds(byte[] bytes)
    {
        var ends = new List<int>();
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == (byte)'\n')
                ends.Add(i);
        return ends;
    }

    private static int LineOf(List<int> lineEnds, int position)
    {
        var at = lineEnds.BinarySearch(position);
        return (at < 0 ? ~at : at) + 1;
    }
}
