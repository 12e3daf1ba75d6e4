using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace MlReview.Cli.Llm.Slices;

/// <summary>The code of a notebook's cells, each line with the number of the notebook's own line that holds it. Outputs are not read.</summary>
internal static class NotebookCells
{
    private const int CellDepth = 2;
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip };

    internal sealed record Cell(int Number, ImmutableArray<(int Number, string Text)> Lines);

    /// <returns>Null, and the reason, for what is no notebook, or one whose cells cannot be told apart by lines.</returns>
    public static List<Cell>? TryRead(string notebook, out string reason)
    {
        reason = "";
        try
        {
            var bytes = Encoding.UTF8.GetBytes(notebook);
            var lineEnds = LineEnds(bytes);
            var cells = Read(bytes, lineEnds);
            if (cells.SelectMany(cell => cell.Lines).GroupBy(line => line.Number).Any(group => group.Count() > 1))
                reason = "keeps several lines of code on one of its own";
            return reason.Length == 0 ? cells : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            reason = "is not a notebook";
            return null;
        }
    }

    public static ImmutableArray<Block> Blocks(IEnumerable<Cell> cells)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        var first = 0;
        foreach (var cell in cells)
        {
            if (cell.Lines.Length > 0)
                blocks.Add(new Block($"cell {cell.Number}", first, first + cell.Lines.Length - 1));
            first += cell.Lines.Length;
        }
        return blocks.ToImmutable();
    }

    private static List<Cell> Read(byte[] bytes, List<int> lineEnds)
    {
        var cells = new List<Cell>();
        var reader = new Utf8JsonReader(bytes, s_options);
        var isInCells = false;
        var property = "";
        var isCode = false;
        var lines = new List<(int, string)>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    property = reader.GetString()!;
                    isInCells |= reader.CurrentDepth == 1 && property == "cells";
                    isInCells &= reader.CurrentDepth > 1 || property == "cells";
                    break;
                case JsonTokenType.StartObject when isInCells && reader.CurrentDepth == CellDepth:
                    (isCode, lines) = (false, []);
                    break;
                case JsonTokenType.EndObject when isInCells && reader.CurrentDepth == CellDepth:
                    cells.Add(new Cell(cells.Count + 1, isCode ? [.. lines] : []));
                    break;
                case JsonTokenType.String when isInCells && property == "cell_type" && reader.CurrentDepth == CellDepth + 1:
                    isCode = reader.GetString() == "code";
                    break;
                case JsonTokenType.String when isInCells && property == "source" && reader.CurrentDepth is (CellDepth + 1) or (CellDepth + 2):
                    foreach (var line in reader.GetString()!.TrimEnd('\n').Split('\n'))
                        lines.Add((LineOf(lineEnds, (int)reader.TokenStartIndex), line.TrimEnd('\r')));
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray when isInCells && property is not ("source" or "cells") && reader.CurrentDepth > CellDepth:
                    reader.Skip();
                    break;
            }
        }
        return cells;
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
