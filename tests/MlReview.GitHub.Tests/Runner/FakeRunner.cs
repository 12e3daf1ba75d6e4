using System.Globalization;

namespace MlReview.GitHub.Tests.Runner;

/// <summary>A command that a runner carries out.</summary>
internal sealed record RunnerCommand(string Name, IReadOnlyDictionary<string, string> Properties, string Data);

/// <summary>
/// What a runner makes of what a step writes, in the two forms of commands that it knows. It compares by the rules of a culture, so what has no
/// weight counts for nothing; which characters these are depends on the machine, and here it is as many as on any.
/// </summary>
internal static class FakeRunner
{
    private static readonly string[] s_known =
    [
        "add-mask", "add-matcher", "remove-matcher", "add-path", "set-env", "set-output", "save-state", "stop-commands", "echo", "debug", "warning", "error", "notice",
        "group", "endgroup", "internal-set-repo-path",
    ];

    public static List<string> Lines(string log)
    {
        var lines = log.ReplaceLineEndings("\n").Split('\n').ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    public static List<RunnerCommand> Commands(string log) => [.. Lines(log).Select(l => Read(l) ?? Read(WithoutWeightless(l))).OfType<RunnerCommand>()];

    /// <summary>Outputs as the runner reads them from the file.</summary>
    public static Dictionary<string, string> Outputs(string file)
    {
        var outputs = new Dictionary<string, string>();
        var lines = new Queue<string>(file.Split('\n')[..^1]);
        while (lines.TryDequeue(out var line))
        {
            var (equals, block) = (line.IndexOf('=', StringComparison.Ordinal), line.IndexOf("<<", StringComparison.Ordinal));
            if (equals >= 0 && (block < 0 || equals < block))
                outputs.Add(line[..equals], line[(equals + 1)..]);
            else
                outputs.Add(line[..block], string.Join('\n', Until(line[(block + 2)..], lines)));
        }
        return outputs;
    }

    private static List<string> Until(string end, Queue<string> lines)
    {
        var value = new List<string>();
        while (lines.Dequeue() is var line && line != end)
            value.Add(line);
        return value;
    }

    private static RunnerCommand? Read(string line) => ReadColons(line.TrimStart()) ?? ReadHashes(line);

    private static RunnerCommand? ReadColons(string line)
    {
        if (!line.StartsWith("::", StringComparison.Ordinal) || line.IndexOf("::", 2, StringComparison.Ordinal) is not (>= 0 and var end))
            return null;
        return Of(line[2..end], ',', line[(end + 2)..], t => t.Replace("%0D", "\r").Replace("%0A", "\n").Replace("%3A", ":").Replace("%2C", ",").Replace("%25", "%"));
    }

    private static RunnerCommand? ReadHashes(string line)
    {
        if (line.IndexOf("##[", StringComparison.Ordinal) is not (>= 0 and var start) || line.IndexOf(']', start) is not (>= 0 and var end))
            return null;
        return Of(line[(start + 3)..end], ';', line[(end + 1)..], t => t);
    }

    private static RunnerCommand? Of(string head, char between, string data, Func<string, string> unescape)
    {
        var parts = head.Split(' ', 2);
        if (!s_known.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
            return null;
        var properties = (parts.Length == 1 ? "" : parts[1].Trim()).Split(between, StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2, StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => unescape(p[1]));
        return new RunnerCommand(parts[0], properties, data.Replace("%0D", "\r").Replace("%0A", "\n").Replace("%25", "%"));
    }

    private static string WithoutWeightless(string line) => string.Concat(line.Where(c => c is >= ' ' and <= '~' || (!char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate))));
}
