using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Sources;

/// <summary>
/// The directory that bounds a review. Files under review can name any path; nothing outside this directory is opened on
/// their behalf. Links are resolved before the check, sizes are bounded, and only regular files are read.
/// </summary>
internal sealed class ReviewRoot
{
    /// <summary>No hand-written source file is this large; generated ones are skipped and counted.</summary>
    public const int LargestSource = 4 << 20;

    private readonly RealPaths _realPaths = new();

    /// <param name="directory">Anywhere on this machine; links in it are resolved.</param>
    /// <param name="overlay">What differs from the files on disk; nothing when null.</param>
    public ReviewRoot(string directory, TreeOverlay? overlay = null)
    {
        Overlay = overlay;
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        Directory = _realPaths.Resolve(full) ?? full;
    }

    /// <summary>Absolute, links resolved, without a trailing separator.</summary>
    public string Directory { get; }

    public TreeOverlay? Overlay { get; }

    /// <summary>The enclosing git work tree of <paramref name="directory"/>, whose Directory.Build.props and .editorconfig count as in a build; else itself.</summary>
    public static ReviewRoot Enclosing(string directory)
    {
        var start = new ReviewRoot(directory);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        for (var at = start.Directory; Path.GetDirectoryName(at) is { } parent; at = parent)
        {
            // A home directory under version control must not open all of it to a project file in a download folder.
            if (PathRules.Comparer.Equals(at, home))
                break;
            if (Path.Exists(Path.Combine(at, ".git")))
                return new ReviewRoot(at);
        }
        return start;
    }

    public string Relative(string path) => PathRules.Relative(Directory, path);

    /// <summary>Resolves a path that a file under review names, relative to <paramref name="fromDirectory"/>.</summary>
    /// <returns>The real path, or null and the reason why it is refused.</returns>
    public string? TryResolve(string fromDirectory, string written, out string reason)
    {
        var combined = PathRules.TryCombine(fromDirectory, written, out reason);
        return combined is null ? null : TryResolve(combined, out reason);
    }

    public string? TryResolve(string absolute, out string reason)
    {
        var real = _realPaths.Resolve(absolute);
        reason = real is null ? "goes through a loop of symbolic links"
            : PathRules.IsWithin(real, Directory) ? ""
            : "lies outside the review root";
        return reason.Length == 0 ? real : null;
    }

    /// <summary>Whether a resolved path is a file or directory of this tree.</summary>
    public bool Exists(string real) =>
        Overlay is not null && Overlay.Covers(real, out var content) ? content is not null : Path.Exists(real) || Overlay?.HasDirectory(real) == true;

    /// <summary>The bytes of a regular file under the root, or null and the reason.</summary>
    public byte[]? TryReadBytes(string absolute, int largest, out string reason)
    {
        if (TryResolve(absolute, out reason) is not { } real)
            return null;
        try
        {
            var content = real;
            if (Overlay is not null && (Overlay.Covers(real, out var other) || Overlay.Covers(absolute, out other)))
                content = other;
            if (content is null || new FileInfo(content) is not { Exists: true } file)
                return Refuse("does not exist", out reason);
            if (file.Length > largest)
                return Refuse($"is larger than {largest >> 20} MiB", out reason);
            // Pipes and devices report no length; opening one could block for ever.
            return file.Length == 0 ? [] : File.ReadAllBytes(content);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse("does not exist", out reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse("cannot be read: " + Plain(e), out reason);
        }
    }

    /// <summary>Bytes of a file that a review would read; 0 for any other.</summary>
    public long SizeOf(string absolute)
    {
        try
        {
            var content = Overlay is not null && Overlay.Covers(absolute, out var other) ? other : absolute;
            return content is not null && new FileInfo(content) is { Exists: true, Length: <= LargestSource } file ? file.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    public SourceText? TryReadSource(string absolute, out string reason)
    {
        if (TryReadBytes(absolute, LargestSource, out reason) is not { } bytes)
            return null;
        try
        {
            return SourceText.From(bytes, bytes.Length, Encoding.UTF8, SourceHashAlgorithm.Sha256, throwIfBinaryDetected: true);
        }
        catch (InvalidDataException)
        {
            reason = "is a binary file";
            return null;
        }
    }

    private static string Plain(Exception e) => e is UnauthorizedAccessException ? "access is denied" : "an input/output error";

    private static byte[]? Refuse(string why, out string reason)
    {
        reason = why;
        return null;
    }
}
