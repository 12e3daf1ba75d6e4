namespace MlReview.Cli.Sources;

/// <summary>A directory that only this user can read and that goes with the review, also with one that is cancelled.</summary>
internal sealed class PrivateDirectory : IDisposable
{
    private int _files;

    public PrivateDirectory()
    {
        Path = new ReviewRoot(Directory.CreateTempSubdirectory("mlreview-").FullName).Directory;
        // A second Ctrl+C ends the process without unwinding.
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Absolute, links resolved.</summary>
    public string Path { get; }

    /// <summary>Keeps a content under a name that nothing in it decides.</summary>
    /// <returns>The path of the new file.</returns>
    public string Keep(ReadOnlySpan<byte> content)
    {
        var file = System.IO.Path.Combine(Path, $"{_files++}");
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        stream.Write(content);
        return file;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Delete();
    }

    private void OnExit(object? sender, EventArgs e) => Delete();

    private void Delete()
    {
        try
        {
            // Git writes objects that it does not want changed; Windows does not want them deleted then.
            if (OperatingSystem.IsWindows() && Directory.Exists(Path))
                foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
                    File.SetAttributes(file, FileAttributes.Normal);
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody holds a file open; the system clears its temporary directory.
        }
    }
}
