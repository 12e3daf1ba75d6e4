using System.Text.RegularExpressions;
using MlReview.Cli.Compilations;

namespace MlReview.Cli.Sources;

/// <summary>The projects that a .sln or .slnx names.</summary>
internal static partial class SolutionFile
{
    private const int LargestFile = 4 << 20;
    private const string SolutionFolder = "{2150E333-8FDC-42A3-9474-1A3956D46DE8}";

    public static bool IsOne(string path) =>
        path.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase);

    /// <returns>Paths as written, or null and the reason.</returns>
    public static IReadOnlyList<string>? TryRead(ReviewRoot root, string path, out string reason)
    {
        if (path.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase))
            return ProjectXml.TryRead(root, path, out reason) is { } solution
                ? [.. solution.DescendantsAndSelf().Where(e => e.Name.LocalName == "Project").Select(e => e.Attribute("Path")?.Value).OfType<string>()]
                : null;
        if (root.TryReadBytes(path, LargestFile, out reason) is not { } bytes)
            return null;
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        if (!text.Contains("Microsoft Visual Studio Solution File", StringComparison.Ordinal))
        {
            reason = "is not a Visual Studio solution";
            return null;
        }
        return [.. ProjectLine().Matches(text).Where(m => !m.Groups["type"].Value.Equals(SolutionFolder, StringComparison.OrdinalIgnoreCase)).Select(m => m.Groups["path"].Value)];
    }

    [GeneratedRegex("""^Project\("(?<type>[^"]*)"\)\s*=\s*"[^"]*"\s*,\s*"(?<path>[^"]*)"\s*,""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ProjectLine();
}
