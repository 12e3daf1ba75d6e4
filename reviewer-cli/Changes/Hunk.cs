using System.Collections.Immutable;
using System.Text;

namespace MlReview.Cli.Changes;

/// <summary>A place where a file changed, with its surroundings. Starts are 1-based; a side without lines starts at the line before it.</summary>
/// <param name="Heading">What the diff shows of the enclosing member; may be empty.</param>
internal sealed record Hunk(int OldStart, int OldCount, int NewStart, int NewCount, string Heading, ImmutableArray<PatchLine> Lines);

internal enum LineChange
{
    Context,
    Added,
    Removed,
}

/// <summary>One line of a hunk.</summary>
/// <param name="OldLine">Its number before the change; 0 for an added line.</param>
/// <param name="NewLine">Its number after the change; 0 for a removed line.</param>
/// <param name="Bytes">As in the file, without the line feed.</param>
/// <param name="HasEnd">False for a last line that no line feed ends.</param>
internal readonly record struct PatchLine(LineChange Change, int OldLine, int NewLine, ReadOnlyMemory<byte> Bytes, bool HasEnd)
{
    /// <summary>Without its line end; bytes that are not UTF-8 are replaced.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span).TrimEnd('\r');
}
