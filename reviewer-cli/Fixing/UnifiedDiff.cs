using DiffPlex;
using DiffPlex.Model;

namespace MlReview.Cli.Fixing;

/// <summary>Two texts as a unified diff, as <c>git diff</c> prints it and <c>git apply</c> takes it.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The lines of the diff, without line ends.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    public static IEnumerable<string> Of(string path, string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var blocks = new Differ().CreateCustomDiffs(before, after, ignoreWhiteSpace: false, Lines).DiffBlocks;
        if (blocks.Count == 0)
            yield break;
        yield return $"--- a/{path}";
        yield return $"+++ b/{path}";
        for (var first = 0; first < blocks.Count;)
        {
            var last = first;
            while (last + 1 < blocks.Count && blocks[last + 1].DeleteStartA - End(blocks[last]) <= 2 * Context)
                last++;
            foreach (var line in Hunk(blocks.Skip(first).Take(last - first + 1).ToList(), old, now))
                yield return line;
            first = last + 1;
        }
    }

    private static IEnumerable<string> Hunk(List<DiffBlock> blocks, string[] old, string[] now)
    {
        var start = Math.Max(0, blocks[0].DeleteStartA - Context);
        var end = Math.Min(old.Length, End(blocks[^1]) + Context);
        var startNow = blocks[0].InsertStartB - (blocks[0].DeleteStartA - start);
        var length = end - start + blocks.Sum(block => block.InsertCountB - block.DeleteCountA);
        yield return $"@@ -{Range(start, end - start)} +{Range(startNow, length)} @@";
        var at = start;
        foreach (var block in blocks)
        {
            for (; at < block.DeleteStartA; at++)
                foreach (var line in Shown(' ', old[at]))
                    yield return line;
            for (; at < End(block); at++)
                foreach (var line in Shown('-', old[at]))
                    yield return line;
            for (var inserted = 0; inserted < block.InsertCountB; inserted++)
                foreach (var line in Shown('+', now[block.InsertStartB + inserted]))
                    yield return line;
        }

        for (; at < end; at++)
            foreach (var line in Shown(' ', old[at]))
                yield return line;
    }

    /// <summary>A carriage return is part of the line, as in git; a last line without an end is marked.</summary>
    private static IEnumerable<string> Shown(char sign, string line)
    {
        yield return sign + line.TrimEnd('\n');
        if (!line.EndsWith('\n'))
            yield return @"\ No newline at end of file";
    }

    private static string Range(int start, int length) => length == 0 ? $"{start},0" : length == 1 ? $"{start + 1}" : $"{start + 1},{length}";

    private static int End(DiffBlock block) => block.DeleteStartA + block.DeleteCountA;

    /// <summary>Lines with their ends; a text that ends with a line end has no empty last line.</summary>
    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..next]);
            start = next;
        }

        return [.. lines];
    }
}
