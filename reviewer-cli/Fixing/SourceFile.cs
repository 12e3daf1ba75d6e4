using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Fixing;

/// <summary>Writes repaired files: whole or not at all, and only over the text that was repaired.</summary>
internal static class SourceFile
{
    /// <returns>Why the file was left alone; empty when it was written.</returns>
    public static string TryWrite(SourceChange change)
    {
        try
        {
            var bytes = File.ReadAllBytes(change.Path);
            var (encoding, preamble) = EncodingOf(bytes);
            if (!bytes.AsSpan(preamble).SequenceEqual(encoding.GetBytes(change.Before.ToString())))
                return IsText(bytes, encoding, preamble) ? "changed since it was read" : "is not UTF-8 or UTF-16 text";
            Replace(change.Path, [.. bytes.AsSpan(0, preamble), .. encoding.GetBytes(change.After.ToString())]);
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is UnauthorizedAccessException ? "access is denied" : "cannot be written";
        }
    }

    /// <summary>A new file beside the old one takes its place in one step: nobody ever sees half of it.</summary>
    private static void Replace(string path, byte[] content)
    {
        var target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        var temporary = target + ".mlreview-" + Guid.NewGuid().ToString("N")[..8];
        try
        {
            File.WriteAllBytes(temporary, content);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static (Encoding Encoding, int Preamble) EncodingOf(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false), 3),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 2),
        _ => (new UTF8Encoding(false), 0),
    };

    private static bool IsText(byte[] bytes, Encoding encoding, int preamble) =>
        bytes.AsSpan(preamble).SequenceEqual(encoding.GetBytes(encoding.GetString(bytes, preamble, bytes.Length - preamble)));
}
