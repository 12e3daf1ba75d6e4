using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports;

/// <summary>Writes JSON that a person can read and a terminal can bear: quotes stay quotes, everything beyond ASCII is escaped.</summary>
internal static class JsonText
{
    private const int Piece = 64 * 1024;

    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
            content(writer);
        // Beyond ASCII there is nothing outside strings, where an escape means the same. No text of a repository can act on a terminal.
        // A piece at a time: the report of a large tree is large.
        var decoder = Encoding.UTF8.GetDecoder();
        var piece = new char[Piece];
        var hashes = 0;
        for (var at = 0; at < buffer.Length; at += Piece)
        {
            var bytes = buffer.GetBuffer().AsSpan(at, (int)Math.Min(Piece, buffer.Length - at));
            var ascii = new StringBuilder(Piece);
            foreach (var c in piece.AsSpan(0, decoder.GetChars(bytes, piece, flush: at + Piece >= buffer.Length)))
            {
                // "##[" is the beginning of a command to the log of a workflow, wherever in a line it stands.
                if (c < '\u007f' && !(c == '[' && hashes >= 2))
                    ascii.Append(c);
                else
                    ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                hashes = c == '#' ? hashes + 1 : 0;
            }
            output.Write(ascii);
        }
        output.Write('\n');
    }

    /// <summary>An enumeration value in JSON's own case.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static void WriteRange(SourceRange range, Utf8JsonWriter json)
    {
        json.WriteNumber("line", range.StartLine);
        json.WriteNumber("column", range.StartColumn);
        json.WriteNumber("endLine", range.EndLine);
        json.WriteNumber("endColumn", range.EndColumn);
    }
}
