using System.Text;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Initializing;

/// <summary>Writes files into a repository: all of them or none, none over another by accident, and none outside of it.</summary>
internal sealed class StarterFiles(ReviewRoot root)
{
    /// <param name="replaces">Whether a file that is there is replaced.</param>
    /// <returns>Why the files cannot be written; empty when they can.</returns>
    public string Check(IReadOnlyCollection<StarterFile> files, bool replaces)
    {
        foreach (var file in files)
            if (Obstacle(file) is { Length: > 0 } obstacle)
                return $"{obstacle}; nothing was written.";
        var present = files.Where(IsThere).Select(file => $"'{file.Path}'").ToList();
        if (present.Count == 0 || replaces)
            return "";
        var them = present.Count == 1 ? "it" : "them";
        return $"{string.Join(" and ", present)} {(present.Count == 1 ? "exists" : "exist")} already; --force replaces {them}, --skip-existing leaves {them} alone, and nothing was written.";
    }

    public bool IsThere(StarterFile file) => Path.Exists(Full(file)) || new FileInfo(Full(file)).LinkTarget is not null;

    /// <returns>Why the file could not be written; empty when it was.</returns>
    public string Write(StarterFile file)
    {
        try
        {
            var target = root.TryResolve(Full(file), out _)!;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            WholeFile.Write(target, stream => stream.Write(Encoding.UTF8.GetBytes(file.Content)));
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"'{file.Path}' cannot be written: {WholeFile.Reason(e)}.";
        }
    }

    private string Full(StarterFile file) => Path.Combine([root.Directory, .. file.Path.Split('/')]);

    /// <summary>What stands in the way of a file whether or not it may be replaced.</summary>
    private string Obstacle(StarterFile file)
    {
        if (root.TryResolve(Full(file), out var reason) is not { } target)
            return $"'{file.Path}' {reason}";
        if (Directory.Exists(target))
            return $"'{file.Path}' is a directory";
        for (var at = Path.GetDirectoryName(target)!; PathRules.IsWithin(at, root.Directory) && at != root.Directory; at = Path.GetDirectoryName(at)!)
            if (File.Exists(at))
                return $"'{root.Relative(at)}' is a file and not a directory";
        return "";
    }
}
