using System.Collections.Immutable;

namespace MlReview.Cli.Changes;

/// <summary>What a change does to files and their lines, as a unified diff says it.</summary>
internal sealed class PatchMap
{
    private readonly Dictionary<string, FilePatch> _byNewPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FilePatch> _byOldPath = new(StringComparer.Ordinal);

    public PatchMap(IEnumerable<FilePatch> files)
    {
        Files = [.. files];
        foreach (var file in Files)
        {
            if (file.NewPath is not null)
                _byNewPath.TryAdd(file.NewPath, file);
            // What a copy was made of is still there.
            if (file.OldPath is not null && file.Status != FileStatus.Copied)
                _byOldPath.TryAdd(file.OldPath, file);
        }
    }

    public ImmutableArray<FilePatch> Files { get; }

    /// <summary>The patch of a file by its path after the change; null when the change does not touch it.</summary>
    /// <param name="path">Relative to the top of the repository, with forward slashes.</param>
    public FilePatch? ByNewPath(string path) => _byNewPath.GetValueOrDefault(path);

    /// <summary>The patch of a file by its path before the change; null when the change does not touch it.</summary>
    /// <param name="path">Relative to the top of the repository, with forward slashes.</param>
    public FilePatch? ByOldPath(string path) => _byOldPath.GetValueOrDefault(path);

    public PatchMap With(IEnumerable<FilePatch> more) => new(Files.Concat(more));
}
