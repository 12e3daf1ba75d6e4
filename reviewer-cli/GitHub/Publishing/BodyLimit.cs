using System.Text;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>Keeps a text below GitHub's limit of 65,536 characters, and whole: what was opened is closed.</summary>
internal static class BodyLimit
{
    public const int Longest = 60_000;
    private const string Note = "_The rest did not fit here._";

    /// <summary>The text, or its first lines. The first line is never cut: it holds the marker.</summary>
    public static string Fit(string text, int longest = Longest)
    {
        if (text.Length <= longest)
            return text;
        var kept = new StringBuilder(longest);
        var fence = "";
        var details = 0;
        foreach (var line in text.Split('\n'))
        {
            var (nextFence, nextDetails) = After(line, fence, details);
            if (kept.Length > 0 && kept.Length + 1 + line.Length + Ending(nextFence, nextDetails).Length > longest)
                break;
            kept.Append(kept.Length > 0 ? "\n" : "").Append(line);
            (fence, details) = (nextFence, nextDetails);
        }
        return kept.Append(Ending(fence, details)).ToString();
    }

    private static string Ending(string fence, int details) =>
        (fence.Length > 0 ? "\n" + fence : "") + "\n\n" + Note + string.Concat(Enumerable.Repeat("\n</details>", details));

    private static (string Fence, int Details) After(string line, string fence, int details)
    {
        var start = line.TrimStart();
        var run = start.Length - start.TrimStart('`').Length;
        if (fence.Length > 0)
            return (run >= fence.Length && start.Trim('`', ' ', '\r').Length == 0 ? "" : fence, details);
        if (run >= 3)
            return (new string('`', run), details);
        return ("", start.StartsWith("<details", StringComparison.Ordinal) ? details + 1 : start.StartsWith("</details", StringComparison.Ordinal) ? Math.Max(0, details - 1) : details);
    }
}
