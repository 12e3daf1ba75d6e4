namespace MlReview.Cli.Sources;

/// <summary>Which files are reported on: those of the scope, less what include and exclude patterns leave out.</summary>
internal sealed class FileFilter(ReviewScope scope, PathPatterns include, PathPatterns exclude)
{
    /// <summary>Patterns that count from the reviewed path.</summary>
    public FileFilter(ReviewScope scope, IEnumerable<Glob> include, IEnumerable<Glob> exclude)
        : this(scope, new PathPatterns(scope.BasePath, [.. include]), new PathPatterns(scope.BasePath, [.. exclude]))
    {
    }

    public bool IsReviewed(string path) =>
        scope.Holds(path) && (include.Patterns.IsEmpty || include.IsMatch(path)) && !exclude.IsMatch(path);
}
