using System.Text.RegularExpressions;

namespace MlReview.Cli.Llm.Slices;

/// <summary>Functions and classes, by their indentation. Lines inside strings and brackets have none that counts.</summary>
internal static partial class PythonBlocks
{
    public static IEnumerable<Block> Of(List<string> lines)
    {
        var starts = StatementStarts(lines);
        var open = new Stack<(string Name, int Depth, int First)>();
        var last = -1;
        var decorated = -1;
        for (var i = 0; i <= lines.Count; i++)
        {
            var isStatement = i < lines.Count && starts[i] && lines[i].Trim() is not ("" or ['#', ..]);
            if (i < lines.Count && !isStatement)
            {
                last = lines[i].Trim().Length > 0 ? i : last;
                continue;
            }
            var depth = i < lines.Count ? lines[i].Length - lines[i].TrimStart().Length : -1;
            while (open.TryPeek(out var at) && depth <= at.Depth)
            {
                open.Pop();
                yield return new Block(at.Name, at.First, Math.Max(at.First, last));
            }
            if (i == lines.Count)
                break;
            last = i;
            var head = Head().Match(lines[i]);
            if (head.Success)
                open.Push(($"{head.Groups["kind"].Value} {head.Groups["name"].Value}", depth, decorated >= 0 ? decorated : i));
            decorated = lines[i].TrimStart().StartsWith('@') ? (decorated >= 0 ? decorated : i) : -1;
        }
    }

    /// <summary>Whether a line starts a statement: not inside a bracket, a string of several lines, or after a backslash.</summary>
    private static bool[] StatementStarts(List<string> lines)
    {
        var starts = new bool[lines.Count];
        var depth = 0;
        var quote = "";
        var continues = false;
        for (var i = 0; i < lines.Count; i++)
        {
            starts[i] = depth == 0 && quote.Length == 0 && !continues;
            var line = lines[i];
            for (var at = 0; at < line.Length; at++)
            {
                if (quote.Length > 0)
                {
                    if (line[at] == '\\')
                        at++;
                    else if (string.CompareOrdinal(line, at, quote, 0, quote.Length) == 0)
                        (at, quote) = (at + quote.Length - 1, "");
                }
                else if (line[at] == '#')
                {
                    break;
                }
                else if (line[at] is '"' or '\'')
                {
                    var triple = new string(line[at], 3);
                    quote = string.CompareOrdinal(line, at, triple, 0, 3) == 0 ? triple : line[at].ToString();
                    at += quote.Length - 1;
                }
                else if (line[at] is '(' or '[' or '{')
                {
                    depth++;
                }
                else if (line[at] is ')' or ']' or '}')
                {
                    depth = Math.Max(0, depth - 1);
                }
            }
            continues = line.EndsWith('\\');
            // A string of one quote ends with its line, whatever was forgotten.
            if (quote.Length == 1 && !continues)
                quote = "";
        }
        return starts;
    }

    [GeneratedRegex("""^\s*(async\s+)?(?<kind>def|class)\s+(?<name>\w+)""", RegexOptions.NonBacktracking)]
    private static partial Regex Head();
}
