using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Notebooks;

/// <summary>A stretch of the program that is a copy of a stretch of a cell.</summary>
/// <param name="Start">In the program.</param>
/// <param name="CellStart">In the code of the cell.</param>
internal sealed record TextSegment(int Start, NotebookCell Cell, int CellStart, int Length);

/// <summary>The program that a notebook is, and where each part of it stands in the notebook.</summary>
/// <param name="path">Absolute.</param>
internal sealed partial class NotebookProgram(string path, ReadOnlyMemory<byte> file, string code, ImmutableArray<TextSegment> segments)
{
    private const int LongestLine = 400;
    private readonly Lazy<ImmutableArray<int>> _lineStarts = new(() => LineStarts(file.Span));
    private readonly Lazy<string[]> _lineHashes = new(() => LineHashes.Of(SourceText.From(Encoding.UTF8.GetString(file.Span))));

    public SourceText Text { get; } = SourceText.From(code, Encoding.UTF8);

    /// <summary>Of the whole file, which may be larger than a source file: the places of findings depend on what stands between the cells.</summary>
    public string ContentHash { get; } = Convert.ToHexStringLower(SHA256.HashData(file.Span));

    /// <summary>A finding in the program as one in the notebook.</summary>
    public Finding Place(Finding finding)
    {
        if (finding.Path != path)
            return finding;
        var (cell, range, fileRange) = Find(finding.Range);
        return finding with
        {
            Range = fileRange,
            Cell = new NotebookPlace(cell.Number, cell.ExecutionCount, range),
            Issue = Reworded(finding.Issue),
            Fix = Reworded(finding.Fix),
            Evidence = [.. finding.Evidence.Select(Place)],
            Snippet = SnippetOf(cell, range),
            // A change of text, and what stands in a notebook is written in JSON.
            Repair = null,
            Suggestion = null,
            LineHash = _lineHashes.Value[fileRange.StartLine - 1],
        };
    }

    /// <summary>The range in the notebook's file for one in the program.</summary>
    public SourceRange InFile(string file, SourceRange range) => file == path ? Find(range).File : range;

    private Evidence Place(Evidence step)
    {
        if (step.Path != path)
            return step;
        var (cell, range, fileRange) = Find(step.Range);
        var lines = SourceText.From(cell.Code).Lines;
        return step with
        {
            Range = fileRange,
            Cell = new NotebookPlace(cell.Number, cell.ExecutionCount, range),
            Caption = Reworded(step.Caption),
            Line = Printable.Text(Cut(lines[range.StartLine - 1].ToString().Trim())),
        };
    }

    /// <summary>Messages count lines of the program, which nobody has ever seen.</summary>
    public string Reworded(string message) => LineNumber().Replace(message, match =>
    {
        if (!int.TryParse(match.Groups["line"].Value, CultureInfo.InvariantCulture, out var line) || line < 1 || line > Text.Lines.Count
            || (match.Groups["file"].Success && match.Groups["file"].Value != Path.GetFileName(path)))
            return match.Value;
        var (cell, range, _) = Find(new SourceRange(line, FirstColumn(line), line, FirstColumn(line)));
        return string.Create(CultureInfo.InvariantCulture, $"cell {cell.Number}:{range.StartLine}");
    });

    private int FirstColumn(int line)
    {
        var text = Text.Lines[line - 1].ToString();
        return text.Length - text.TrimStart().Length + 1;
    }

    private (NotebookCell Cell, SourceRange InCell, SourceRange File) Find(SourceRange range)
    {
        var start = Text.Lines.GetPosition(new LinePosition(range.StartLine - 1, range.StartColumn - 1));
        var end = Text.Lines.GetPosition(new LinePosition(range.EndLine - 1, range.EndColumn - 1));
        var (cell, from) = Find(start);
        // The end belongs to the character before it, which may stand at the end of a stretch.
        var (last, before) = Find(Math.Max(start, end - 1));
        var to = end > start && last == cell ? Math.Min(before + 1, cell.Code.Length) : from;
        var lines = SourceText.From(cell.Code).Lines;
        return (cell, RangeOf(lines.GetLinePosition(from), lines.GetLinePosition(to)), RangeOf(InFile(cell.Offsets[from]), InFile(cell.Offsets[to])));
    }

    /// <summary>The place in a cell of a place in the program; what was inserted counts to the cell before it.</summary>
    private (NotebookCell Cell, int Position) Find(int position)
    {
        var index = segments.BinarySearch(new TextSegment(position, segments[0].Cell, 0, 0), s_byStart);
        var segment = segments[Math.Max(0, index >= 0 ? index : ~index - 1)];
        return (segment.Cell, segment.CellStart + Math.Clamp(position - segment.Start, 0, segment.Length));
    }

    private LinePosition InFile(int offset)
    {
        var starts = _lineStarts.Value;
        var line = starts.BinarySearch(offset) is >= 0 and var exact ? exact : ~starts.BinarySearch(offset) - 1;
        return new LinePosition(line, Encoding.UTF8.GetCharCount(file.Span[starts[line]..offset]));
    }

    private static Snippet SnippetOf(NotebookCell cell, SourceRange range)
    {
        var lines = SourceText.From(cell.Code).Lines;
        var first = Math.Max(0, range.StartLine - 2);
        var last = Math.Min(lines.Count - 1, range.EndLine);
        return new Snippet(first + 1, [.. Enumerable.Range(first, last - first + 1).Select(i => Cut(lines[i].ToString()))]);
    }

    private static SourceRange RangeOf(LinePosition start, LinePosition end) => new(start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1);

    private static ImmutableArray<int> LineStarts(ReadOnlySpan<byte> file)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(file is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        for (var i = 0; i < file.Length; i++)
            if (file[i] == '\n' || (file[i] == '\r' && (i + 1 == file.Length || file[i + 1] != '\n')))
                starts.Add(i + 1);
        return starts.ToImmutable();
    }

    private static string Cut(string line) => line.Length <= LongestLine ? line : line[..LongestLine];

    private static readonly Comparer<TextSegment> s_byStart = Comparer<TextSegment>.Create((a, b) => a.Start.CompareTo(b.Start));

    [GeneratedRegex(@"(?:\bline |(?<file>[^\s'""()]+\.(?:ipynb|dib)):)(?<line>\d{1,7})\b", RegexOptions.NonBacktracking)]
    private static partial Regex LineNumber();
}
