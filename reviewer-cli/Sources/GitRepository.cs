using System.Globalization;
using System.Text.RegularExpressions;
using MlReview.Cli.Changes;

namespace MlReview.Cli.Sources;

/// <summary>A repository, read through git's own commands.</summary>
internal sealed partial class GitRepository
{
    private static readonly string[] s_diff =
    [
        "diff", "--patch", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--full-index", "--unified=3", "--inter-hunk-context=0",
        "--find-renames", "--no-indent-heuristic", "--diff-algorithm=myers", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short",
        // Whether a submodule is dirty is for git to find out in the submodule, with its configuration.
        "--ignore-submodules=dirty", "-O/dev/null",
    ];

    private readonly GitProgram _git;
    private readonly bool _isShallow;

    private GitRepository(GitProgram git, string directory, bool isShallow) => (_git, Directory, _isShallow) = (git, directory, isShallow);

    /// <summary>The top of the work tree, absolute, links resolved; without a work tree the repository itself.</summary>
    public string Directory { get; }

    /// <param name="program">Absolute path of git; null when there is none.</param>
    /// <param name="directory">Any directory of the work tree.</param>
    public static async Task<GitRepository> OpenAsync(string? program, string directory, CancellationToken cancellationToken)
    {
        if (program is null)
            throw new ChangeException("git was not found on the PATH, and --diff asks it for the change; install it, or pipe a unified diff to '--diff -'.");
        var git = new GitProgram(program, directory);
        var kind = await git.RunAsync(cancellationToken, "rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository").ConfigureAwait(false);
        if (kind.Error.Contains("dubious ownership", StringComparison.Ordinal))
            throw new ChangeException($"git does not open the repository of '{directory}', for it belongs to another user; 'git config --global --add safe.directory' with its path allows that.");
        if (kind.Text.Split('\n') is not [var isBare, var isInside, var isShallow, ..])
            throw new ChangeException($"'{directory}' is not in a git repository, and --diff takes commits of one; give a directory of a clone, or pipe a unified diff to '--diff -'.");
        if (isBare == "true")
            throw new ChangeException($"'{directory}' is a bare repository, which has no files to review; run this in a clone or a work tree of it.");
        var top = await git.RunAsync(cancellationToken, "rev-parse", "--show-toplevel").ConfigureAwait(false);
        var root = isInside == "true" && top.ExitCode == 0 ? new ReviewRoot(top.Text.TrimEnd('\n', '\r')).Directory : "";
        if (root.Length == 0 || !PathRules.IsWithin(new ReviewRoot(directory).Directory, root))
            throw new ChangeException($"'{directory}' is not in the work tree of its repository; give a directory that git has files in.");
        git = git.In(root);
        return new GitRepository(git.With(await WithoutFiltersAsync(git, cancellationToken).ConfigureAwait(false)), root, isShallow == "true");
    }

    /// <summary>A repository that we made ourselves, which holds objects and nothing else.</summary>
    public static GitRepository OfObjects(GitProgram git, string directory) => new(git.In(directory), directory, isShallow: true);

    /// <summary>The commit that a branch, tag or expression means.</summary>
    public async Task<string> CommitOfAsync(string name, CancellationToken cancellationToken)
    {
        var found = await _git.RunAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}").ConfigureAwait(false);
        if (found.ExitCode == 0 && ObjectName().IsMatch(found.Text.Trim()))
            return found.Text.Trim();
        if (name == "HEAD")
            throw new ChangeException("The repository has no commit yet, so there is nothing to compare with; review without --diff.");
        throw new ChangeException(_isShallow
            ? $"--diff names '{name}', which this shallow clone does not hold; fetch it ('git fetch origin {name}', or fetch-depth: 0 in a workflow)."
            : $"--diff names '{name}', which is no commit of this repository; give a branch, tag or commit as 'git log' takes it.");
    }

    /// <summary>Where two commits part.</summary>
    public async Task<string> MergeBaseAsync(string one, string other, string names, CancellationToken cancellationToken)
    {
        var found = await _git.RunAsync(cancellationToken, "merge-base", one, other).ConfigureAwait(false);
        if (found.ExitCode == 0 && ObjectName().IsMatch(found.Text.Trim()))
            return found.Text.Trim();
        throw new ChangeException(_isShallow
            ? $"This shallow clone does not reach back to where {names} part; fetch more of the history ('git fetch --unshallow', or fetch-depth: 0 in a workflow)."
            : $"{char.ToUpperInvariant(names[0])}{names[1..]} have no commit in common; name the base that the change started from.");
    }

    /// <summary>The unified diff from a commit to another, or to the work tree.</summary>
    public async Task<byte[]> DiffAsync(string from, string? to, CancellationToken cancellationToken)
    {
        var diff = await _git.RunAsync(cancellationToken, [.. s_diff, "--end-of-options", from, .. to is null ? Array.Empty<string>() : [to], "--"]).ConfigureAwait(false);
        return diff.ExitCode == 0 ? diff.Bytes : throw Failed("compare the trees", diff.Error);
    }

    /// <summary>Files that git neither tracks nor ignores, relative; one that ends with a slash is a repository of its own.</summary>
    public async Task<IReadOnlyList<string>> UntrackedAsync(CancellationToken cancellationToken)
    {
        var files = await _git.RunAsync(cancellationToken, "ls-files", "-z", "--others", "--exclude-standard").ConfigureAwait(false);
        return files.ExitCode == 0 ? [.. files.Items] : throw Failed("list the untracked files", files.Error);
    }

    /// <summary>Everything in a commit, by path.</summary>
    public async Task<IReadOnlyDictionary<string, GitEntry>> TreeAsync(string commit, CancellationToken cancellationToken)
    {
        var tree = await _git.RunAsync(cancellationToken, "ls-tree", "-r", "-z", "--long", "--full-tree", commit).ConfigureAwait(false);
        if (tree.ExitCode != 0)
            throw Failed("list the files of the commit", tree.Error);
        var entries = new Dictionary<string, GitEntry>(StringComparer.Ordinal);
        foreach (var item in tree.Items)
            if (Entry().Match(item) is { Success: true } entry)
                entries[entry.Groups["path"].Value] = new GitEntry(
                    entry.Groups["path"].Value, entry.Groups["mode"].Value, entry.Groups["object"].Value,
                    long.TryParse(entry.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0);
        return entries;
    }

    /// <summary>Reads the content of entries one after the other, as git stores it: no filter, no conversion.</summary>
    public async Task ReadAsync(IReadOnlyList<GitEntry> entries, Action<GitEntry, byte[]> take, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return;
        var input = string.Concat(entries.Select(e => e.Object + "\n"));
        var (exitCode, error) = await _git.RunAsync(["cat-file", "--batch"], input, async (stream, cancellation) =>
        {
            using var reader = new GitBatch(stream);
            foreach (var entry in entries)
                take(entry, await reader.ReadAsync(entry, cancellation).ConfigureAwait(false) ?? throw Missing(entry));
        }, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
            throw Failed("read the files of the commit", error);
    }

    /// <summary>Filters are programs that configuration names and an attribute in the tree calls: none is run.</summary>
    private static async Task<IReadOnlyList<(string, string)>> WithoutFiltersAsync(GitProgram git, CancellationToken cancellationToken)
    {
        var keys = await git.RunAsync(cancellationToken, "config", "-z", "--name-only", "--get-regexp", @"^filter\..*\.(clean|smudge|process|required)$").ConfigureAwait(false);
        return [.. keys.Items.Distinct(StringComparer.Ordinal).Select(key => (key, key.EndsWith(".required", StringComparison.Ordinal) ? "false" : ""))];
    }

    private static ChangeException Missing(GitEntry entry) =>
        new($"The repository lacks the content of '{entry.Path}' (a partial clone does); fetch it with 'git fetch --refetch --filter=blob:limit=1g', or clone without a filter.");

    private static ChangeException Failed(string what, string error) =>
        new($"git could not {what}: {(error.Split('\n')[0] is { Length: > 0 } said ? said.Replace("fatal: ", "", StringComparison.Ordinal).TrimEnd('.') : "it does not say why")}.");

    [GeneratedRegex("^[0-9a-f]{40,64}$")]
    private static partial Regex ObjectName();

    [GeneratedRegex(@"^(?<mode>\d{6}) \w+ (?<object>[0-9a-f]{40,64}) +(?<size>\d+|-)\t(?<path>.*)$", RegexOptions.Singleline)]
    private static partial Regex Entry();
}
