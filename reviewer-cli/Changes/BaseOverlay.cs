using MlReview.Cli.Sources;

namespace MlReview.Cli.Changes;

/// <summary>Makes the tree before a change of the tree after it: what the change touched, as it was.</summary>
internal static class BaseOverlay
{
    private const int MostFiles = 100_000;
    private const long MostBytes = 1L << 30;

    /// <summary>A diff may change data that no review reads.</summary>
    private const int LargestFile = 64 << 20;

    /// <summary>From the objects of a commit.</summary>
    public static async Task<TreeOverlay> OfCommitAsync(
        GitRepository repository, IReadOnlyDictionary<string, GitEntry> tree, PatchMap patch, string top, PrivateDirectory directory, CancellationToken cancellationToken)
    {
        var overlay = new TreeOverlay();
        var wanted = new List<GitEntry>();
        foreach (var path in patch.Files.Where(f => !f.IsSubmodule).SelectMany(f => new[] { f.OldPath, f.NewPath }).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var absolute = Path.Combine(top, path.Replace('/', Path.DirectorySeparatorChar));
            if (!tree.TryGetValue(path, out var entry) || !entry.IsFile || !entry.IsUsable)
                overlay.Hide(absolute);
            else if (entry.Size > ReviewRoot.LargestSource)
                overlay.Put(absolute, directory.Keep(new byte[ReviewRoot.LargestSource + 1]));
            else
                wanted.Add(entry);
        }
        if (wanted.Count > MostFiles || wanted.Sum(e => e.Size) > MostBytes)
            throw new ChangeException($"The change touches more than {MostFiles:N0} files or {MostBytes >> 30} GiB of them; review a smaller range.");
        await repository.ReadAsync(wanted, (entry, content) =>
            overlay.Put(Path.Combine(top, entry.Path.Replace('/', Path.DirectorySeparatorChar)), directory.Keep(content)), cancellationToken).ConfigureAwait(false);
        return overlay;
    }

    /// <summary>By undoing the patch in the files on disk.</summary>
    public static TreeOverlay OfFiles(ReviewRoot root, PatchMap patch, string top, PrivateDirectory directory, List<Notice> notices)
    {
        var overlay = new TreeOverlay();
        // A file that took the place of one that was renamed must not hide what is put there.
        foreach (var file in patch.Files.Where(f => f.NewPath is not null && f.OldPath != f.NewPath && !f.IsSubmodule))
            overlay.Hide(Resolve(root, top, file.NewPath!));
        foreach (var file in patch.Files.Where(f => f is { IsSubmodule: false, IsLink: false }))
        {
            if (file.IsBinary)
                PutBinary(root, top, file, overlay, notices);
            else if (file.OldPath is null)
                Undo(ReadHead(root, top, file), file);
            else
                overlay.Put(Resolve(root, top, file.OldPath), directory.Keep(Undo(ReadHead(root, top, file), file)));
        }
        return overlay;
    }

    /// <summary>The best guess at what the diff does not say is what is there now.</summary>
    private static void PutBinary(ReviewRoot root, string top, FilePatch file, TreeOverlay overlay, List<Notice> notices)
    {
        if (file.OldPath is null)
            return;
        notices.Add(new Notice(NoticeKind.Assumed, file.Path, "is binary in the diff, which does not say how it was before"));
        if (file.NewPath is not null)
            overlay.Put(Resolve(root, top, file.OldPath), Resolve(root, top, file.NewPath));
    }

    private static byte[] ReadHead(ReviewRoot root, string top, FilePatch file)
    {
        if (file.NewPath is null)
        {
            if (root.Exists(Resolve(root, top, file.OldPath!)))
                throw new ChangeException($"The diff on standard input deletes '{file.OldPath}', which exists; it must lead to the files as they are on disk.");
            return [];
        }
        return root.TryReadBytes(Resolve(root, top, file.NewPath), LargestFile, out var reason)
            ?? throw new ChangeException($"The diff on standard input changes '{file.NewPath}', which {reason}; it must lead to the files as they are on disk.");
    }

    private static byte[] Undo(byte[] content, FilePatch file)
    {
        var before = PatchReversal.TryUndo(content, file, out var line);
        if (before is null)
            throw new ChangeException($"The diff on standard input does not fit '{file.Path}' at line {line}; it must lead to the files as they are on disk.");
        if (before.Length > 0 && file.Status == FileStatus.Added)
            throw new ChangeException($"The diff on standard input adds '{file.Path}', which holds more than that; it must lead to the files as they are on disk.");
        return before;
    }

    private static string Resolve(ReviewRoot root, string top, string path) =>
        root.TryResolve(top, path, out var reason) ?? throw new ChangeException($"The diff on standard input names '{path}', which {reason}; name files below the top of the repository.");
}
