namespace MlReview.Cli.Sources;

/// <summary>Writes files whole or not at all: into a new file beside the target, which takes its place in one step.</summary>
internal static class WholeFile
{
    private const int UnixDiskFull = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <exception cref="IOException">It could not be written; what stood there before still does.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        if (IsDevice(path))
        {
            // There is nothing to put in the place of a terminal or a pipe.
            using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
            content(device);
            device.Flush();
            return;
        }
        var target = (new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
        if (Directory.Exists(target))
            throw new IOException("it is a directory");
        var temporary = target + ".mlreview-" + Guid.NewGuid().ToString("N")[..8];
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                content(file);
                file.Flush();
            }
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Why a file could not be written, as the end of a sentence.</summary>
    public static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException => "access is denied",
        DirectoryNotFoundException => "its directory does not exist",
        PathTooLongException => "its name is too long",
        _ when IsDiskFull(e) => "no space is left on the device",
        _ when e.Message == "it is a directory" => e.Message,
        _ => "an input/output error",
    };

    public static bool IsDiskFull(Exception e) => e.HResult is UnixDiskFull or WindowsDiskFull or WindowsHandleDiskFull;

    private static bool IsDevice(string path) => OperatingSystem.IsWindows()
        ? Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal)
        : Path.GetFullPath(path) is var full && (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal)) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);
}
