using MlReview.Cli.Sources;

namespace MlReview.Cli.Changes;

/// <summary>Writes the files of a commit to a directory as git stores them: regular files only, no links, no filters, sizes bounded.</summary>
internal static class CommitFiles
{
    private const int MostFiles = 400_000;
    private const long MostBytes = 2L << 30;
    private const int LargestAssets = 32 << 20;

    /// <summary>No review reads into these; that they are there may matter to a project file.</summary>
    private static readonly HashSet<string> s_data = new(StringComparer.OrdinalIgnoreCase)
    {
        ".7z", ".avi", ".bin", ".bmp", ".dll", ".exe", ".gif", ".gz", ".h5", ".ico", ".jar", ".jpeg", ".jpg", ".mp3", ".mp4", ".npy", ".npz", ".nupkg",
        ".onnx", ".otf", ".parquet", ".pb", ".pdb", ".pdf", ".pkl", ".png", ".pt", ".pth", ".safetensors", ".so", ".tar", ".tflite", ".ttf", ".wav",
        ".webp", ".woff", ".woff2", ".zip",
    };

    public static async Task WriteAsync(
        GitRepository repository, IEnumerable<GitEntry> tree, string directory, List<Notice> notices, CancellationToken cancellationToken)
    {
        var wanted = new List<GitEntry>();
        foreach (var entry in tree.Where(e => !e.IsSubmodule))
        {
            if (!entry.IsFile)
                notices.Add(new Notice(NoticeKind.Skipped, entry.Path, "is a symbolic link, which is not followed in a commit"));
            else if (!entry.IsUsable)
                notices.Add(new Notice(NoticeKind.Skipped, entry.Path, "has a name that no file on this system can have"));
            else if (entry.Size > ReviewRoot.LargestSource || s_data.Contains(Path.GetExtension(entry.Path)))
                Write(directory, entry, null, notices);
            else
                wanted.Add(entry);
        }
        if (wanted.Count > MostFiles || wanted.Sum(e => e.Size) > MostBytes)
            throw new ChangeException($"The commit holds more than {MostFiles:N0} files or {MostBytes >> 30} GiB of source; check it out and give --diff the base alone.");
        await repository.ReadAsync(wanted, (entry, content) => Write(directory, entry, content, notices), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the work tree knows of restored packages, so that names bind in a commit as they do there.</summary>
    public static void CopyRestored(GitRepository repository, IEnumerable<GitEntry> tree, string directory)
    {
        var workTree = new ReviewRoot(repository.Directory);
        foreach (var project in tree.Where(e => e is { IsFile: true, IsUsable: true } && e.Path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)))
        {
            var assets = Path.Combine(Path.GetDirectoryName(project.Path) ?? "", "obj", "project.assets.json");
            var copy = Path.Combine(directory, assets);
            if (File.Exists(copy) || workTree.TryReadBytes(Path.Combine(workTree.Directory, assets), LargestAssets, out _) is not { } content)
                continue;
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, content);
        }
    }

    /// <param name="content">Null for a file of which only the presence and the size count.</param>
    private static void Write(string directory, GitEntry entry, byte[]? content, List<Notice> notices)
    {
        var path = Path.Combine(directory, entry.Path.Replace('/', Path.DirectorySeparatorChar));
        FileStream stream;
        try
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notices.Add(new Notice(NoticeKind.Failed, entry.Path, "has a name that another file of the commit has on this system, or that is too long"));
            return;
        }
        try
        {
            using (stream)
            {
                if (content is null)
                    stream.SetLength(Math.Min(entry.Size, ReviewRoot.LargestSource + 1));
                else
                    stream.Write(content);
            }
        }
        catch (IOException)
        {
            throw new ChangeException($"The files of the commit cannot be written to '{directory}'; make room there, or point TMPDIR to a directory that has some.");
        }
    }
}
