using System.Collections.Concurrent;

namespace MlReview.Cli.Sources;

/// <summary>
/// The files under the review root, listed once per directory. Linked directories are not entered (a link can lead in a circle,
/// and what it leads to is listed at its real place); the number of entries is bounded.
/// </summary>
internal sealed class FileTree(ReviewRoot root)
{
    private const int MostEntries = 400_000;
    private const int DeepestDirectory = 64;
    private readonly ConcurrentDictionary<string, Listing> _listings = new(PathRules.Comparer);
    private readonly ConcurrentBag<string> _unreadable = [];
    private int _entries;

    private sealed record Listing(string[] Files, string[] Directories);

    /// <summary>Set when the tree is larger than the bound: what comes after was not listed.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Directories that could not be listed.</summary>
    public IEnumerable<string> Unreadable => _unreadable.Order(StringComparer.Ordinal);

    /// <summary>Files of one directory, as absolute paths, in a stable order.</summary>
    public IReadOnlyList<string> FilesIn(string directory) => List(directory).Files;

    /// <summary>All files under a directory, except in the directories that <paramref name="leaveOut"/> names.</summary>
    public IEnumerable<string> FilesUnder(string directory, Func<string, bool> leaveOut)
    {
        var pending = new Stack<(string Path, int Depth)>();
        pending.Push((directory, 0));
        while (pending.TryPop(out var at))
        {
            var listing = List(at.Path);
            foreach (var file in listing.Files)
                yield return file;
            if (at.Depth >= DeepestDirectory)
            {
                IsCutShort |= listing.Directories.Length > 0;
                continue;
            }
            for (var i = listing.Directories.Length - 1; i >= 0; i--)
                if (!leaveOut(listing.Directories[i]))
                    pending.Push((listing.Directories[i], at.Depth + 1));
        }
    }

    private Listing List(string directory) => _listings.GetOrAdd(directory, Read);

    private Listing Read(string directory)
    {
        if (IsCutShort || root.TryResolve(directory, out _) is null || !root.Exists(directory))
            return new Listing([], []);
        var files = new List<string>(root.Overlay?.FilesIn(directory) ?? []);
        var directories = new List<string>(root.Overlay?.DirectoriesIn(directory) ?? []);
        if (Directory.Exists(directory))
            AddEntries(directory, files, directories);
        files.Sort(StringComparer.Ordinal);
        directories.Sort(StringComparer.Ordinal);
        return new Listing([.. files], [.. directories.Distinct(PathRules.Comparer)]);
    }

    private void AddEntries(string directory, List<string> files, List<string> directories)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }))
            {
                if (Interlocked.Increment(ref _entries) > MostEntries)
                {
                    IsCutShort = true;
                    break;
                }
                if (root.Overlay?.Covers(entry.FullName, out _) == true)
                    continue;
                if (!entry.Attributes.HasFlag(FileAttributes.Directory))
                    files.Add(entry.FullName);
                else if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    directories.Add(entry.FullName);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _unreadable.Add(directory);
        }
    }
}
