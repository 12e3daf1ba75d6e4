using System.Collections.Immutable;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Changes;

/// <summary>Whose configuration counts: .editorconfig, global config files, role files, <c>NoWarn</c> and <c>MlReviewMode</c>.</summary>
internal enum ConfigurationSide
{
    /// <summary>That of the tree after the change: the author reviews work of their own.</summary>
    Head,

    /// <summary>That of the tree before it: somebody else's change must not switch off its own review.</summary>
    Base,
}

/// <summary>A change that can be reviewed: the tree after it, the tree before it, and what lies between.</summary>
/// <param name="Directory">What it had to write; gone when it is disposed.</param>
/// <param name="Top">Absolute directory that the paths of the patch are relative to, in both trees.</param>
/// <param name="Before">The tree before it: the same absolute paths, of which an overlay replaces those that changed.</param>
internal sealed record Change(PrivateDirectory Directory, PatchMap Patch, string Top, ReviewScope Head, ReviewScope Before, ConfigurationSide Configuration) : IDisposable
{
    public required string BaseName { get; init; }

    public string BaseCommit { get; init; } = "";

    public required string HeadName { get; init; }

    public string HeadCommit { get; init; } = "";

    /// <summary>What of the change could not be read.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];

    /// <summary>Whether the tree after the change is the files on disk.</summary>
    public bool IsOfWorkTree => HeadCommit.Length == 0;

    /// <summary>The patch of a file, by its absolute path after the change.</summary>
    public FilePatch? PatchOf(string path) => PathRules.IsWithin(path, Top) ? Patch.ByNewPath(PathRules.Relative(Top, path)) : null;

    /// <summary>The absolute path that a file had before the change; null for one that was not there.</summary>
    public string? OldPathOf(string path) => PatchOf(path) is not { } patch ? path : patch.OldPath is { } old ? Absolute(old) : null;

    /// <summary>Absolute paths of all files that it touches, before and after it.</summary>
    public IEnumerable<string> Paths => Patch.Files.SelectMany(f => new[] { f.OldPath, f.NewPath }).OfType<string>().Select(Absolute);

    public string Absolute(string path) => Path.Combine(Top, path.Replace('/', Path.DirectorySeparatorChar));

    public void Dispose() => Directory.Dispose();
}
