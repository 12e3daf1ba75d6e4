using System.Text;
using MlReview.Cli.Sources;

namespace MlReview.Cli.GitHub.Runner;

/// <summary>A file through which a step tells the runner something. What stands in it stays.</summary>
/// <param name="path">Null or empty where the runner has none.</param>
/// <param name="name">What the file is for, as a sentence names it.</param>
internal sealed class RunnerFile(string? path, string name)
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="textOf">The text to append, from the number of bytes that the file has.</param>
    /// <returns>The sentence that says what is wrong; empty when nothing is.</returns>
    public string Append(Func<long, string> textOf)
    {
        if (string.IsNullOrEmpty(path))
            return "";
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            // What another program wrote may lack the end of its last line.
            var start = LacksLineEnd(file) ? "\n" : "";
            var text = textOf(file.Length + start.Length);
            if (text.Length == 0)
                return "";
            file.Seek(0, SeekOrigin.End);
            file.Write(s_encoding.GetBytes(start + text));
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The {name} cannot be written: {WholeFile.Reason(e)}.";
        }
    }

    public static int Bytes(string text) => s_encoding.GetByteCount(text);

    private static bool LacksLineEnd(FileStream file)
    {
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
