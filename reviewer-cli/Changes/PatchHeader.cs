using System.Collections.Immutable;

namespace MlReview.Cli.Changes;

/// <summary>What stands above the hunks of one file.</summary>
internal sealed class PatchHeader
{
    private (string Old, string New)? _gitNames;
    private string? _renamedFrom;
    private string? _renamedTo;
    private bool _isCopy;
    private bool _isAdded;
    private bool _isDeleted;
    private bool _isBinary;
    private string? _oldMode;
    private string? _newMode;

    /// <summary>The rest of the <c>---</c> line; null when there is none.</summary>
    public string? OldSide { get; set; }

    public string? NewSide { get; set; }

    public bool HasCarriageReturns { get; set; }

    /// <summary>Reads a <c>diff --git</c> line and git's extended headers; stands at the first line after them.</summary>
    public static PatchHeader Read(PatchText text)
    {
        var header = new PatchHeader { _gitNames = PatchPath.OfGitLine(text.Text["diff --git ".Length..]) };
        for (text.MoveNext(); !text.IsAtEnd && header.TryTake(text); text.MoveNext())
        {
        }
        return header;
    }

    private bool TryTake(PatchText text)
    {
        var line = text.Text;
        if (After(line, "old mode ") is { } oldMode)
            _oldMode = oldMode;
        else if (After(line, "new mode ") is { } newMode)
            _newMode = newMode;
        else if (After(line, "new file mode ") is { } addedMode)
            (_isAdded, _newMode) = (true, addedMode);
        else if (After(line, "deleted file mode ") is { } deletedMode)
            (_isDeleted, _oldMode) = (true, deletedMode);
        else if ((After(line, "rename from ") ?? After(line, "rename old ")) is { } from)
            _renamedFrom = PatchPath.OfRenaming(from);
        else if ((After(line, "rename to ") ?? After(line, "rename new ")) is { } to)
            _renamedTo = PatchPath.OfRenaming(to);
        else if (After(line, "copy from ") is { } copiedFrom)
            (_isCopy, _renamedFrom) = (true, PatchPath.OfRenaming(copiedFrom));
        else if (After(line, "copy to ") is { } copiedTo)
            _renamedTo = PatchPath.OfRenaming(copiedTo);
        else if (After(line, "index ") is { } index)
            (_oldMode, _newMode) = index.Split(' ') is [_, var mode] ? (mode, mode) : (_oldMode, _newMode);
        else if (line.StartsWith("Binary files ", StringComparison.Ordinal) && line.EndsWith(" differ", StringComparison.Ordinal))
            _isBinary = true;
        else if (line == "GIT binary patch")
            PassBinary(text);
        else
            return line.StartsWith("similarity index ", StringComparison.Ordinal) || line.StartsWith("dissimilarity index ", StringComparison.Ordinal);
        return true;
    }

    /// <returns>Null when no line names the file.</returns>
    public FilePatch? ToPatch(ImmutableArray<Hunk> hunks)
    {
        var (old, now) = Names();
        if (old is null && now is null)
            return null;
        var status = _isCopy ? FileStatus.Copied
            : _renamedFrom is not null ? FileStatus.Renamed
            : old is null ? FileStatus.Added
            : now is null ? FileStatus.Deleted
            : FileStatus.Modified;
        return new FilePatch { OldPath = old, NewPath = now, Status = status, OldMode = old is null ? null : _oldMode, NewMode = now is null ? null : _newMode, IsBinary = _isBinary, Hunks = hunks };
    }

    private (string? Old, string? New) Names()
    {
        if (_renamedFrom is not null && _renamedTo is not null)
            return (_renamedFrom, _renamedTo);
        var old = OldSide is null ? null : PatchPath.OfSide(OldSide);
        var now = NewSide is null ? null : PatchPath.OfSide(NewSide);
        var both = _gitNames is { } names ? PatchPath.Same(names.Old, names.New) : null;
        var path = old is not null && now is not null ? PatchPath.Same(old, now) ?? PatchPath.WithoutPrefix(now)
            : both ?? ((now ?? old) is { } only ? PatchPath.WithoutPrefix(only) : null);
        var hasSides = OldSide is not null;
        return (_isAdded || (hasSides && old is null) ? null : path, _isDeleted || (hasSides && now is null) ? null : path);
    }

    private void PassBinary(PatchText text)
    {
        _isBinary = true;
        // Two blocks of letters, for either direction, each ended by an empty line.
        while (!text.IsAtEnd && !text.IsFollowedBy("diff --git "u8) && !text.IsFollowedBy("-- \n"u8))
            text.MoveNext();
    }

    private static string? After(string line, string start) => line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : null;
}
