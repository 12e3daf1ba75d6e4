using System.Collections.Immutable;

namespace MlReview.Cli.Sources;

/// <summary>Which files are reported on: those of the scope, less what <c>--include</c> and <c>--exclude</c> leave out.</summary>
internal sealed class FileFilter(ReviewScope scope, IReadOnlyList<Glob> include, IReadOnlyList<Glob> exclude)
{
    public bool IsReviewed(string path)
    {
        if (!scope.Holds(path))
            return false;
        if (include.Count == 0 && exclude.Count == 0)
            return true;
        var relative = PathRules.Relative(scope.BasePath, path);
        return (include.Count == 0 || include.Any(g => g.IsMatch(relative))) && !exclude.Any(g => g.IsMatch(relative));
    }
}
