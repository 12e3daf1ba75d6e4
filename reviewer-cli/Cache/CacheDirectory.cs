using MlReview.Cli.Sources;

namespace MlReview.Cli.Cache;

/// <summary>Where results are kept when nobody says.</summary>
internal static class CacheDirectory
{
    /// <summary>The place that the system has for such files; null when there is none, or when it lies in the tree under review.</summary>
    public static string? Of(ReviewRoot root)
    {
        if (Base() is not { Length: > 0 } directory)
            return null;
        var path = Path.Combine(directory, Product.Name);
        return PathRules.IsWithin(new ReviewRoot(path).Directory, root.Directory) ? null : path;
    }

    private static string Base()
    {
        // Its specification: a relative path is invalid and to be ignored.
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } configured && Path.IsPathFullyQualified(configured))
            return configured;
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length == 0 ? "" : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
    }
}
