using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Fixing;

/// <summary>A file that repairs change: its text as it was read, and as it is to be.</summary>
internal sealed record SourceChange(string Path, SourceText Before, SourceText After);

/// <summary>Texts that stand in for files until they are written, so that a project sees what was repaired in one before it.</summary>
internal sealed class SourceChanges
{
    private readonly Dictionary<string, SourceChange> _changes = new(PathRules.Comparer);

    /// <summary>Files whose text really differs, by path.</summary>
    public IEnumerable<SourceChange> All => _changes.Values.Where(change => !change.Before.ContentEquals(change.After)).OrderBy(change => change.Path, StringComparer.Ordinal);

    public SourceText? Of(string path) => _changes.TryGetValue(path, out var change) ? change.After : null;

    public void Set(string path, SourceText before, SourceText after) =>
        _changes[path] = _changes.TryGetValue(path, out var known) ? known with { After = after } : new SourceChange(path, before, after);
}
