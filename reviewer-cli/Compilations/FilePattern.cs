using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>One fragment of an item's Include, Exclude or Remove: a file, or a fixed directory and a pattern under it.</summary>
internal sealed class FilePattern
{
    private readonly Glob? _glob;

    private FilePattern(string start, Glob? glob) => (Start, _glob) = (start, glob);

    /// <summary>The file itself, or the directory from which the pattern counts; absolute and inside the review root.</summary>
    public string Start { get; }

    public bool IsFile => _glob is null;

    public static FilePattern? TryParse(ReviewRoot root, string directory, string written, out string reason)
    {
        var text = Unescape(written.Trim()).Replace('\\', '/');
        if (!Glob.HasWildcard(text))
            return root.TryResolve(directory, text, out reason) is { } file ? new FilePattern(PathRules.TryCombine(directory, text, out _) ?? file, null) : null;
        if (text.StartsWith("//", StringComparison.Ordinal))
            return Refuse("is a network or device path", out reason);
        var wildcard = text.AsSpan().IndexOfAny('*', '?');
        var slash = text.LastIndexOf('/', wildcard);
        var start = slash < 0 ? directory : root.TryResolve(directory, slash == 0 ? "/" : text[..slash], out reason);
        reason = start is null ? "lies outside the review root" : "";
        if (start is null)
            return null;
        // `**/../../x` would climb out again behind the fixed part.
        if (text[(slash + 1)..].Split('/').Contains(".."))
            return Refuse("climbs out of its own pattern", out reason);
        return Glob.TryParse(text[(slash + 1)..]) is { } glob ? new FilePattern(start, glob) : Refuse("is too long a pattern", out reason);
    }

    public bool IsMatch(string file) =>
        _glob is null ? PathRules.Comparer.Equals(file, Start)
        : PathRules.IsWithin(file, Start) && file.Length > Start.Length && _glob.IsMatch(PathRules.Relative(Start, file));

    /// <summary>MSBuild writes reserved characters as %XX.</summary>
    private static string Unescape(string text) => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;

    private static FilePattern? Refuse(string why, out string reason)
    {
        reason = why;
        return null;
    }
}
