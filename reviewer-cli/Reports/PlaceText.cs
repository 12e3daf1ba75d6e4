using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports;

/// <summary>A place in the words in which a person looks for it: by line of a file, or by cell of a notebook and line in it.</summary>
internal static class PlaceText
{
    /// <summary><c>src/Train.cs:31</c>, <c>notes.ipynb cell 4:2</c></summary>
    public static string In(string file, SourceRange range, NotebookPlace? cell) =>
        cell is null ? $"{file}:{range.StartLine}" : $"{file} {Cell(cell)}";

    /// <summary><c>line 31</c>, <c>cell 4:2</c></summary>
    public static string Here(SourceRange range, NotebookPlace? cell) => cell is null ? $"line {range.StartLine}" : Cell(cell);

    private static string Cell(NotebookPlace cell) => $"cell {cell.Number}:{cell.Range.StartLine}";
}
