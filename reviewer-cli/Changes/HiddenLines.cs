using System.Text;
using MlReview.Cli.Fixing;

namespace MlReview.Cli.Changes;

/// <summary>
/// Text that git was told to treat as binary. An attribute in the tree under review can say so, and a change must not hide its own lines:
/// such files are compared here.
/// </summary>
internal static class HiddenLines
{
    private const int LargestFile = 1 << 20;

    /// <summary>Where git looks for a zero byte.</summary>
    private const int BinaryProbe = 8000;

    /// <param name="before">The content of a file before the change, by its path in the patch; null when there is none.</param>
    public static PatchMap Shown(PatchMap patch, Func<string, byte[]?> before, Func<string, byte[]?> after) =>
        patch.Files.Any(f => f.IsBinary) ? new PatchMap(patch.Files.Select(f => f is { IsBinary: true, IsLink: false } ? Shown(f, before, after) : f)) : patch;

    private static FilePatch Shown(FilePatch file, Func<string, byte[]?> before, Func<string, byte[]?> after)
    {
        var old = file.OldPath is null ? [] : before(file.OldPath);
        var now = file.NewPath is null ? [] : after(file.NewPath);
        if (old is null || now is null || !IsText(old) || !IsText(now) || old.AsSpan().SequenceEqual(now))
            return file;
        // One character for each byte, whatever the encoding is.
        var diff = string.Join('\n', UnifiedDiff.Of("file", Encoding.Latin1.GetString(old), Encoding.Latin1.GetString(now))) + "\n";
        return PatchParser.TryParse(Encoding.Latin1.GetBytes(diff), out _) is { Files: [var compared] } ? file.WithHunks(compared.Hunks) : file;
    }

    private static bool IsText(byte[] content) => content.Length <= LargestFile && !content.AsSpan(0, Math.Min(content.Length, BinaryProbe)).Contains((byte)0);
}
