using MlReview.Cli.Changes;
using MlReview.Cli.Sources;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>Paths of the tree that was reviewed as the repository writes them: from its top, with forward slashes, in its own case.</summary>
internal sealed class RepositoryPaths(ReviewedPull pull)
{
    /// <summary>Where the case of a path does not matter to the system it matters to GitHub.</summary>
    private readonly Lazy<ILookup<string, string>> _known = new(() => pull.Diff.Files.Select(file => file.NewPath).OfType<string>().ToLookup(path => path, PathRules.Comparer));

    /// <returns>Null for a file that is not part of the repository.</returns>
    public string? TryGet(string absolute)
    {
        var relative = Path.GetRelativePath(pull.TreeTop, absolute);
        // Elsewhere a backslash is part of a name.
        var path = OperatingSystem.IsWindows() ? relative.Replace('\\', '/') : relative;
        if (path is "." or ".." || path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            return null;
        return PathRules.Comparison == StringComparison.Ordinal || _known.Value[path].Contains(path, StringComparer.Ordinal) ? path : _known.Value[path].FirstOrDefault() ?? path;
    }
}
