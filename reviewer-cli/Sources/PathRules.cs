namespace MlReview.Cli.Sources;

/// <summary>What a path written in a file under review may look like, and how paths are compared on this system.</summary>
internal static class PathRules
{
    public static StringComparison Comparison { get; } =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    public static StringComparer Comparer { get; } =
        OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private const int LongestPath = 4096;

    /// <summary>Makes an absolute path of one that stands in a project file; a reason instead when it names a network share or a device.</summary>
    public static string? TryCombine(string directory, string written, out string reason)
    {
        reason = "";
        var path = written.Trim();
        if (path.Length == 0 || path.Length > LongestPath || path.Contains('\0'))
            return Refuse("is not a usable path", out reason);
        // Project files are written on Windows more often than not.
        path = path.Replace('\\', '/');
        if (path.StartsWith("//", StringComparison.Ordinal))
            return Refuse("is a network or device path", out reason);
        if (path.Length >= 2 && path[1] == ':' && char.IsAsciiLetter(path[0]) && !OperatingSystem.IsWindows())
            return Refuse("is an absolute path", out reason);
        if (OperatingSystem.IsWindows() && path.Split('/').Any(IsWindowsDevice))
            return Refuse("is a device path", out reason);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(directory, path)));
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="directory"/> or lies under it; both are absolute and resolved.</summary>
    public static bool IsWithin(string path, string directory) =>
        path.StartsWith(directory, Comparison)
        && (path.Length == directory.Length || directory.EndsWith(Path.DirectorySeparatorChar) || path[directory.Length] == Path.DirectorySeparatorChar);

    /// <summary>Relative, with forward slashes, as reports show it.</summary>
    public static string Relative(string directory, string path) => Path.GetRelativePath(directory, path).Replace('\\', '/');

    private static bool IsWindowsDevice(string segment)
    {
        var name = segment.Split('.')[0].TrimEnd().ToUpperInvariant();
        return name is "CON" or "PRN" or "AUX" or "NUL" or "CLOCK$" or "CONIN$" or "CONOUT$"
            || (name.Length == 4 && name[3] is >= '0' and <= '9' && (name.StartsWith("COM", StringComparison.Ordinal) || name.StartsWith("LPT", StringComparison.Ordinal)));
    }

    private static string? Refuse(string why, out string reason)
    {
        reason = why;
        return null;
    }
}
