using System.Collections.Immutable;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Changes;

/// <summary>Finds out what <c>--diff</c> means: opens the tree after the change and the one before it.</summary>
/// <param name="git">Absolute path of git; null when there is none.</param>
/// <param name="standardInput">Where <c>--diff -</c> reads from.</param>
internal sealed class ChangeReader(string? git, Stream standardInput)
{
    private const string LargeFiles = "version https://git-lfs.github.com/spec/v1\n";

    /// <param name="path">A directory, project, solution or C# file in the repository.</param>
    /// <param name="diff">The value of <c>--diff</c>.</param>
    /// <exception cref="ChangeException">With the sentence that says what is wrong.</exception>
    public async Task<Change> ReadAsync(string path, string diff, ConfigurationSide configuration, CancellationToken cancellationToken)
    {
        var directory = new PrivateDirectory();
        try
        {
            if (diff == ChangeRange.StandardInput)
                return await OfInputAsync(path, configuration, directory, cancellationToken).ConfigureAwait(false);
            var range = ChangeRange.Parse(diff);
            var repository = await GitRepository.OpenAsync(git, ExistingDirectory(path), cancellationToken).ConfigureAwait(false);
            return range.Head is null
                ? await OfWorkTreeAsync(repository, path, range, configuration, directory, cancellationToken).ConfigureAwait(false)
                : await OfCommitsAsync(repository, path, range, configuration, directory, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>From where the base and HEAD part to the files on disk.</summary>
    private static async Task<Change> OfWorkTreeAsync(
        GitRepository repository, string path, ChangeRange range, ConfigurationSide configuration, PrivateDirectory directory, CancellationToken cancellationToken)
    {
        var head = Open(path, RootOf(path), path);
        var baseCommit = await repository.CommitOfAsync(range.Base, cancellationToken).ConfigureAwait(false);
        var headCommit = await repository.CommitOfAsync("HEAD", cancellationToken).ConfigureAwait(false);
        var start = await repository.MergeBaseAsync(baseCommit, headCommit, $"'{range.Base}' and HEAD", cancellationToken).ConfigureAwait(false);
        var tree = await repository.TreeAsync(start, cancellationToken).ConfigureAwait(false);
        var notices = new List<Notice>();
        var patch = Parse(await repository.DiffAsync(start, null, cancellationToken).ConfigureAwait(false));
        patch = patch.With(UntrackedFiles.Read(repository.Directory, await repository.UntrackedAsync(cancellationToken).ConfigureAwait(false), notices));
        patch = await WithoutLargeFilesAsync(repository, tree, patch, notices, cancellationToken).ConfigureAwait(false);
        var overlay = await BaseOverlay.OfCommitAsync(repository, tree, patch, repository.Directory, directory, cancellationToken).ConfigureAwait(false);
        return Create(directory, patch, repository.Directory, head, path, overlay, configuration, notices) with { BaseName = range.Base, BaseCommit = start };
    }

    /// <summary>From where base and head part to the head, both from git's objects: the files on disk play no part.</summary>
    private static async Task<Change> OfCommitsAsync(
        GitRepository repository, string path, ChangeRange range, ConfigurationSide configuration, PrivateDirectory directory, CancellationToken cancellationToken)
    {
        var baseCommit = await repository.CommitOfAsync(range.Base, cancellationToken).ConfigureAwait(false);
        var headCommit = await repository.CommitOfAsync(range.Head!, cancellationToken).ConfigureAwait(false);
        var start = await repository.MergeBaseAsync(baseCommit, headCommit, $"'{range.Base}' and '{range.Head}'", cancellationToken).ConfigureAwait(false);
        var existing = ExistingDirectory(path);
        var relative = PathRules.Relative(repository.Directory, Path.Combine(new ReviewRoot(existing).Directory, Path.GetRelativePath(existing, Path.GetFullPath(path))));
        return await OfCommitsAsync(repository, new CommitRange(start, headCommit, range.Base, range.Head!), relative, path, configuration, directory, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Between two commits, both from git's objects.</summary>
    /// <param name="path">From the top of the repository; empty for all of it.</param>
    /// <param name="shown">The path as the user wrote it.</param>
    /// <exception cref="ChangeException">With the sentence that says what is wrong.</exception>
    public static async Task<Change> OfCommitsAsync(
        GitRepository repository, CommitRange range, string path, string shown, ConfigurationSide configuration, PrivateDirectory directory, CancellationToken cancellationToken)
    {
        var patch = Parse(await repository.DiffAsync(range.BaseCommit, range.HeadCommit, cancellationToken).ConfigureAwait(false));
        var before = await repository.TreeAsync(range.BaseCommit, cancellationToken).ConfigureAwait(false);
        var after = await repository.TreeAsync(range.HeadCommit, cancellationToken).ConfigureAwait(false);
        var notices = new List<Notice>();
        var top = Directory.CreateDirectory(Path.Combine(directory.Path, "head")).FullName;
        await CommitFiles.WriteAsync(repository, after.Values, top, notices, cancellationToken).ConfigureAwait(false);
        if (configuration == ConfigurationSide.Head)
            CommitFiles.CopyRestored(repository, after.Values, top);
        var inHead = Path.Combine(top, path);
        if (!Path.Exists(inHead))
            throw new ChangeException($"The path '{shown}' does not exist in '{range.Head}'; give one that does.");
        var head = Open(inHead, new ReviewRoot(top), shown);
        var overlay = await BaseOverlay.OfCommitAsync(repository, before, patch, top, directory, cancellationToken).ConfigureAwait(false);
        return Create(directory, patch, top, head, inHead, overlay, configuration, notices) with
        {
            BaseName = range.Base,
            BaseCommit = range.BaseCommit,
            HeadName = range.Head,
            HeadCommit = range.HeadCommit,
        };
    }

    /// <summary>The files on disk, and what they were before the diff.</summary>
    private async Task<Change> OfInputAsync(string path, ConfigurationSide configuration, PrivateDirectory directory, CancellationToken cancellationToken)
    {
        var root = RootOf(path);
        var head = Open(path, root, path);
        var patch = Parse(await ReadInputAsync(cancellationToken).ConfigureAwait(false));
        // 'git diff' writes paths from the top of the repository; other tools write them from where they run.
        var top = patch.Files.Where(f => f.NewPath is not null).All(f => File.Exists(Path.Combine(root.Directory, f.NewPath!)))
            || !patch.Files.Where(f => f.NewPath is not null).All(f => File.Exists(Path.Combine(head.BasePath, f.NewPath!))) ? root.Directory : head.BasePath;
        var notices = new List<Notice>();
        var overlay = BaseOverlay.OfFiles(root, patch, top, directory, notices);
        return Create(directory, patch, top, head, path, overlay, configuration, notices) with { BaseName = "the files before the diff" };
    }

    private static Change Create(
        PrivateDirectory directory, PatchMap patch, string top, ReviewScope head, string path, TreeOverlay overlay, ConfigurationSide configuration, List<Notice> notices)
    {
        foreach (var module in patch.Files.Where(f => f.IsSubmodule))
            notices.Add(new Notice(NoticeKind.Skipped, module.Path, "is a submodule; what the change does in it was not reviewed"));
        var before = head.Before(path, overlay, OldPath);
        patch = HiddenLines.Shown(patch, file => Content(before, file), file => Content(head, file));
        if (configuration == ConfigurationSide.Base)
            head = Open(path, new ReviewRoot(head.Root.Directory, BaseConfiguration.Overlay(overlay)), path);
        return new Change(directory, patch, top, head, before, configuration)
        {
            BaseName = "",
            HeadName = "the working tree",
            Notices = [.. notices],
        };

        byte[]? Content(ReviewScope scope, string file) => scope.Root.TryReadBytes(Path.Combine(top, file), ReviewRoot.LargestSource, out _);

        string OldPath(string file) => PathRules.IsWithin(file, top) && patch.ByNewPath(PathRules.Relative(top, file))?.OldPath is { } old ? Path.Combine(top, old) : file;
    }

    /// <summary>Files of Git LFS differ from what is stored as long as its filter does not run.</summary>
    private static async Task<PatchMap> WithoutLargeFilesAsync(
        GitRepository repository, IReadOnlyDictionary<string, GitEntry> tree, PatchMap patch, List<Notice> notices, CancellationToken cancellationToken)
    {
        const int LargestPointer = 1024;
        var candidates = patch.Files.Where(f => f.Status == FileStatus.Modified && tree.GetValueOrDefault(f.Path) is { IsFile: true, Size: > 0 and < LargestPointer }).Select(f => tree[f.Path]).ToList();
        var pointers = new HashSet<string>(StringComparer.Ordinal);
        await repository.ReadAsync(candidates, (entry, content) =>
        {
            if (content.AsSpan().StartsWith(System.Text.Encoding.ASCII.GetBytes(LargeFiles)))
                pointers.Add(entry.Path);
        }, cancellationToken).ConfigureAwait(false);
        foreach (var pointer in pointers)
            notices.Add(new Notice(NoticeKind.Skipped, pointer, "is kept by Git LFS, whose filter is not run; whether it changed is not known"));
        return pointers.Count == 0 ? patch : new PatchMap(patch.Files.Where(f => !pointers.Contains(f.Path)));
    }

    private static PatchMap Parse(byte[] diff) =>
        PatchParser.TryParse(diff, out var error) ?? throw new ChangeException($"The diff {error}.");

    private async Task<byte[]> ReadInputAsync(CancellationToken cancellationToken)
    {
        using var diff = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await standardInput.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (diff.Length + read > GitProgram.LargestOutput)
                throw new ChangeException($"The diff on standard input is larger than {GitProgram.LargestOutput >> 20} MiB; review a smaller change.");
            diff.Write(buffer, 0, read);
        }
        return diff.ToArray();
    }

    private static ReviewScope Open(string path, ReviewRoot root, string shown)
    {
        var scope = ReviewScope.TryOpen(path, root, out var error);
        return scope ?? throw new ChangeException(error.Replace(path, shown, StringComparison.Ordinal));
    }

    private static ReviewRoot RootOf(string path) => ReviewRoot.Enclosing(ExistingDirectory(path));

    /// <summary>The path itself, or the nearest directory above it that is there.</summary>
    private static string ExistingDirectory(string path)
    {
        var at = Path.GetFullPath(path);
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } parent)
            at = parent;
        return at;
    }
}
