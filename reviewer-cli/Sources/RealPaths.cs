using System.Collections.Concurrent;

namespace MlReview.Cli.Sources;

/// <summary>Resolves every symbolic link on a path, also in its directories, so that a containment check cannot be fooled by one.</summary>
internal sealed class RealPaths
{
    private const int MostLinks = 40;
    private readonly ConcurrentDictionary<string, string?> _directories = new(PathRules.Comparer);

    /// <summary>The path with all links resolved, or null when links form a loop or cannot be read. What does not exist stays as written.</summary>
    public string? Resolve(string absolute)
    {
        var budget = MostLinks;
        return Resolve(absolute, ref budget);
    }

    private string? Resolve(string absolute, ref int budget)
    {
        var parent = Path.GetDirectoryName(absolute);
        if (string.IsNullOrEmpty(parent))
            return absolute;
        if (!_directories.TryGetValue(parent, out var realParent))
        {
            realParent = Resolve(parent, ref budget);
            _directories.TryAdd(parent, realParent);
        }
        return realParent is null ? null : Follow(Path.Combine(realParent, Path.GetFileName(absolute)), ref budget);
    }

    private string? Follow(string path, ref int budget)
    {
        try
        {
            // One link at a time: its target may pass through further links.
            var target = new FileInfo(path).LinkTarget;
            if (target is null)
                return path;
            if (--budget < 0)
                return null;
            var next = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target));
            return Resolve(next, ref budget);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
