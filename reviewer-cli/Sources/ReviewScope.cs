using System.Collections.Immutable;
using MlReview.Cli.Notebooks;

namespace MlReview.Cli.Sources;

/// <summary>What a PATH means: the projects and loose files to review.</summary>
/// <param name="BasePath">Reported paths are relative to this directory.</param>
/// <param name="LooseFiles">C# files under PATH that no project stands above.</param>
internal sealed record ReviewScope(
    ReviewRoot Root, FileTree Tree, string BasePath, ImmutableArray<string> Projects, ImmutableArray<string> LooseFiles, string? OnlyFile, string? SolutionDirectory, ImmutableArray<Notice> Notices)
{
    /// <summary>A directory bounds what is reported; a solution or project reports on all that it compiles; a file on itself.</summary>
    public bool Holds(string file) =>
        OnlyFile is not null ? PathRules.Comparer.Equals(file, OnlyFile) : PathRules.IsWithin(file, IsDirectory ? BasePath : Root.Directory);

    private bool IsDirectory { get; init; }

    /// <summary>Notebooks under PATH, whatever project stands above them: no build compiles one.</summary>
    public ImmutableArray<string> Notebooks { get; init; } = [];

    /// <summary>A directory, project, solution, C# file or notebook.</summary>
    /// <returns>The scope, or null and the sentence that says what is wrong with the path.</returns>
    public static ReviewScope? TryOpen(string path, out string error) => TryOpen(path, null, out error);

    /// <param name="root">What bounds the review; the enclosing work tree when null.</param>
    public static ReviewScope? TryOpen(string path, ReviewRoot? root, out string error)
    {
        error = "";
        if (Directory.Exists(path))
            return OfDirectory(path, root ?? ReviewRoot.Enclosing(path));
        if (!File.Exists(path))
        {
            error = $"The path '{path}' does not exist; give a directory, a .sln, .slnx or .csproj file, a C# file or a notebook.";
            return null;
        }
        var extension = Path.GetExtension(path).ToUpperInvariant();
        if (extension is not (".SLN" or ".SLNX" or ".CSPROJ" or ".CS" or ".IPYNB" or ".DIB"))
        {
            error = $"'{path}' is not something to review; give a directory, a .sln, .slnx or .csproj file, a C# file or a notebook.";
            return null;
        }
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        root ??= ReviewRoot.Enclosing(directory);
        var tree = new FileTree(root);
        var basePath = new ReviewRoot(directory).Directory;
        var file = Path.Combine(basePath, Path.GetFileName(path));
        return extension switch
        {
            ".CSPROJ" => new(root, tree, basePath, [file], [], null, null, []),
            ".CS" => OfFile(root, tree, basePath, file),
            ".IPYNB" or ".DIB" => new(root, tree, basePath, [], [], file, null, []) { Notebooks = [file] },
            _ => OfSolution(root, tree, basePath, file, out error),
        };
    }

    /// <summary>The same scope in another state of the tree. It reports on the whole tree, for code moves.</summary>
    /// <param name="path">The path that this scope was opened with.</param>
    /// <param name="oldPath">Where a file of this scope was in that state.</param>
    public ReviewScope Before(string path, TreeOverlay overlay, Func<string, string> oldPath)
    {
        var root = new ReviewRoot(Root.Directory, overlay);
        var scope = TryOpen(path, root, out _) ?? new ReviewScope(root, new FileTree(root), BasePath, [], [], null, SolutionDirectory, []);
        return scope with
        {
            // A project that the change adds to the solution may have been there before.
            Projects = [.. scope.Projects.Concat(Projects).Where(root.Exists).Distinct(PathRules.Comparer)],
            LooseFiles = [.. scope.LooseFiles.Concat(LooseFiles.Select(oldPath)).Where(root.Exists).Distinct(PathRules.Comparer)],
            OnlyFile = null,
            IsDirectory = false,
        };
    }

    private static ReviewScope OfDirectory(string path, ReviewRoot root)
    {
        var tree = new FileTree(root);
        var basePath = new ReviewRoot(path).Directory;
        var files = tree.FilesUnder(basePath, IsNoise).ToList();
        var projects = files.Where(f => f.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)).ToImmutableArray();
        var notices = new List<Notice>();
        foreach (var other in files.Where(IsOtherLanguage))
            notices.Add(new Notice(NoticeKind.Skipped, root.Relative(other), "is not a C# project"));
        foreach (var unreadable in tree.Unreadable)
            notices.Add(new Notice(NoticeKind.Failed, root.Relative(unreadable), "cannot be listed: access is denied"));
        if (tree.IsCutShort)
            notices.Add(new Notice(NoticeKind.Failed, root.Relative(basePath), "holds more files or deeper folders than a review reads; the rest was left out"));
        return new(root, tree, basePath, projects, [.. files.Where(IsSource)], null, null, [.. notices]) { IsDirectory = true, Notebooks = [.. files.Where(Notebook.IsOne)] };
    }

    /// <summary>A file is reviewed with the project it belongs to, else alone.</summary>
    private static ReviewScope OfFile(ReviewRoot root, FileTree tree, string basePath, string file)
    {
        for (var at = basePath; at is not null && PathRules.IsWithin(at, root.Directory); at = Path.GetDirectoryName(at))
        {
            var projects = tree.FilesIn(at).Where(f => f.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)).ToImmutableArray();
            if (projects.Length > 0)
                return new(root, tree, basePath, projects, [file], file, null, []);
        }
        return new(root, tree, basePath, [], [file], file, null, []);
    }

    private static ReviewScope? OfSolution(ReviewRoot root, FileTree tree, string basePath, string file, out string error)
    {
        error = "";
        if (SolutionFile.TryRead(root, file, out var reason) is not { } written)
        {
            error = $"The solution '{file}' {reason}; give a directory, a .sln, .slnx or .csproj file, a C# file or a notebook.";
            return null;
        }
        var projects = ImmutableArray.CreateBuilder<string>();
        var notices = ImmutableArray.CreateBuilder<Notice>();
        foreach (var path in written)
        {
            if (!path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
                notices.Add(new Notice(NoticeKind.Skipped, path, "is not a C# project"));
            else if (root.TryResolve(basePath, path, out var refused) is { } project)
                projects.Add(project);
            else
                notices.Add(new Notice(NoticeKind.Failed, path, refused + "; it was not opened"));
        }
        return new(root, tree, basePath, [.. projects.Distinct(PathRules.Comparer)], [], null, basePath, notices.ToImmutable());
    }

    private static bool IsSource(string file) => file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    private static bool IsOtherLanguage(string file) =>
        file.EndsWith(".fsproj", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".vbproj", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".vcxproj", StringComparison.OrdinalIgnoreCase);

    private static bool IsNoise(string directory) => Path.GetFileName(directory) is var name
        && (name.StartsWith('.') || name is "node_modules" or "obj");
}
