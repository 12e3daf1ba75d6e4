using System.Collections.Immutable;

namespace MlReview.Cli.Changes;

internal enum FileStatus
{
    Added,
    Deleted,
    Modified,
    Renamed,
    Copied,
}

/// <summary>What a change does to one file.</summary>
internal sealed class FilePatch
{
    private const string Link = "120000";
    private const string Submodule = "160000";
    private LineMap? _map;

    /// <summary>Relative to the top of the repository, with forward slashes; null for a file that the change adds.</summary>
    public string? OldPath { get; init; }

    /// <summary>Null for a file that the change deletes.</summary>
    public string? NewPath { get; init; }

    /// <summary>The path after the change; the one before it for a file that the change deletes.</summary>
    public string Path => NewPath ?? OldPath ?? "";

    public required FileStatus Status { get; init; }

    /// <summary>Git's mode, such as <c>100644</c>; null where the diff does not say.</summary>
    public string? OldMode { get; init; }

    public string? NewMode { get; init; }

    /// <summary>The diff does not say what changed in it.</summary>
    public bool IsBinary { get; init; }

    public bool IsSubmodule => OldMode == Submodule || NewMode == Submodule;

    public bool IsLink => OldMode == Link || NewMode == Link;

    public ImmutableArray<Hunk> Hunks { get; init; } = [];

    /// <summary>The file was touched, and is as it was.</summary>
    public bool IsEmpty => Status == FileStatus.Modified && Hunks.IsEmpty && !IsBinary && OldMode == NewMode;

    /// <summary>Whether the change wrote this line (1-based). Of a binary file nothing is known, so that every line counts.</summary>
    public bool IsAddedLine(int newLine) => Status == FileStatus.Added || IsBinary || Map.IsAdded(newLine);

    /// <summary>Where a line is after the change (both 1-based); null when it is not there any more, or nothing is known.</summary>
    public int? NewLineOf(int oldLine) => Status is FileStatus.Added or FileStatus.Deleted || IsBinary ? null : Map.NewLineOf(oldLine);

    /// <summary>Where a line was before the change (both 1-based); null when it was not there, or nothing is known.</summary>
    public int? OldLineOf(int newLine) => Status is FileStatus.Added or FileStatus.Deleted || IsBinary ? null : Map.OldLineOf(newLine);

    /// <summary>The same patch for a file whose lines are known after all.</summary>
    public FilePatch WithHunks(ImmutableArray<Hunk> hunks) =>
        new() { OldPath = OldPath, NewPath = NewPath, Status = Status, OldMode = OldMode, NewMode = NewMode, Hunks = hunks };

    private LineMap Map => _map ??= new LineMap(Hunks);
}
