using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Llm.Slices;

/// <summary>Finds the blocks of a file.</summary>
internal static partial class Blocks
{
    public static IEnumerable<Block> Of(Language language, List<string> lines, SourceText text) => language switch
    {
        Language.CSharp => CSharpBlocks.Of(text, lines.Count),
        Language.Python => PythonBlocks.Of(lines),
        Language.Yaml or Language.Json => Indented(lines),
        Language.Toml => Sections(lines, TomlSection()),
        Language.Dockerfile => Sections(lines, Stage()),
        Language.Notebook => Sections(lines, KernelLine()),
        Language.Sql => Statements(lines),
        _ => [],
    };

    /// <summary>A line that is followed by deeper ones opens a block that ends where its own depth returns.</summary>
    private static IEnumerable<Block> Indented(List<string> lines)
    {
        var open = new Stack<(int Depth, int First)>();
        var last = -1;
        for (var i = 0; i <= lines.Count; i++)
        {
            if (i < lines.Count && lines[i].Trim() is "" or ['#', ..])
                continue;
            var depth = i < lines.Count ? lines[i].Length - lines[i].TrimStart().Length : -1;
            // A closing bracket belongs to what it closes.
            var closes = i < lines.Count && lines[i].TrimStart() is ['}' or ']', ..];
            while (open.TryPeek(out var at) && (depth < at.Depth || (depth == at.Depth && !closes)))
            {
                open.Pop();
                if (last > at.First)
                    yield return new Block(Heading(lines[at.First]), at.First, last);
            }
            last = i;
            if (i < lines.Count && !closes)
                open.Push((depth, i));
        }
    }

    private static IEnumerable<Block> Sections(List<string> lines, Regex head)
    {
        var first = -1;
        for (var i = 0; i <= lines.Count; i++)
        {
            if (i < lines.Count && !head.IsMatch(lines[i]))
                continue;
            if (first >= 0)
                yield return new Block(Heading(lines[first]), first, i - 1);
            first = i;
        }
    }

    private static IEnumerable<Block> Statements(List<string> lines)
    {
        var first = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (i < lines.Count - 1 && !lines[i].TrimEnd().EndsWith(';'))
                continue;
            while (first < i && string.IsNullOrWhiteSpace(lines[first]))
                first++;
            yield return new Block(Heading(lines[first]), first, i);
            first = i + 1;
        }
    }

    internal static string Heading(string line) => line.Trim() is { Length: > 60 } text ? text[..60] : line.Trim();

    [GeneratedRegex("""^\s*\[""", RegexOptions.NonBacktracking)]
    private static partial Regex TomlSection();

    [GeneratedRegex("""^\s*FROM\s""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Stage();

    [GeneratedRegex("""^#!\w""", RegexOptions.NonBacktracking)]
    private static partial Regex KernelLine();
}
