namespace MlReview.Cli.Sources;

/// <summary>
/// Files that stand in for those on disk, or hide them: the same tree at another time. Everything that the overlay does not name is the same
/// at both times, also what git ignores.
/// </summary>
internal sealed class TreeOverlay
{
    private readonly Dictionary<string, string?> _files = new(PathRules.Comparer);
    private readonly Dictionary<string, List<string>> _filesIn = new(PathRules.Comparer);
    private readonly Dictionary<string, HashSet<string>> _directoriesIn = new(PathRules.Comparer);

    /// <summary>The files that it names, by absolute path.</summary>
    public IEnumerable<string> Paths => _files.Keys;

    public void Hide(string path) => _files[path] = null;

    /// <param name="path">Absolute path in the tree.</param>
    /// <param name="content">The file that holds the content.</param>
    public void Put(string path, string content)
    {
        _files[path] = content;
        var directory = Path.GetDirectoryName(path)!;
        if (!_filesIn.TryGetValue(directory, out var files))
            _filesIn[directory] = files = [];
        files.Add(path);
        for (var parent = Path.GetDirectoryName(directory); parent is not null; (directory, parent) = (parent, Path.GetDirectoryName(parent)))
        {
            if (!_directoriesIn.TryGetValue(parent, out var directories))
                _directoriesIn[parent] = directories = new HashSet<string>(PathRules.Comparer);
            if (!directories.Add(directory))
                break;
        }
    }

    /// <param name="content">The file that holds the content; null when there is no such file in this tree.</param>
    /// <returns>Whether the overlay says anything about the path.</returns>
    public bool Covers(string path, out string? content) => _files.TryGetValue(path, out content);

    public IEnumerable<string> FilesIn(string directory) => _filesIn.GetValueOrDefault(directory) ?? [];

    public IEnumerable<string> DirectoriesIn(string directory) => _directoriesIn.GetValueOrDefault(directory) ?? [];

    public bool HasDirectory(string path) => _filesIn.ContainsKey(path) || _directoriesIn.ContainsKey(path);
}
