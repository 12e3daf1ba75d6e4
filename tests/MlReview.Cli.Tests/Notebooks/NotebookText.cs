using System.Text;
using System.Text.Json;

namespace MlReview.Cli.Tests.Notebooks;

/// <summary>Writes notebooks for tests as Jupyter does: indented, one string a line.</summary>
internal static class NotebookText
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    public static string Of(params string[] cells) => Of(".net-csharp", [.. cells.Select(Code)]);

    public static string Of(string kernel, params object[] cells) => JsonSerializer.Serialize(
        new { cells, metadata = new { kernelspec = new { name = kernel, language = "C#", display_name = kernel } }, nbformat = 4, nbformat_minor = 5 }, s_indented);

    public static object Code(string code) => new { cell_type = "code", execution_count = 7, metadata = new { }, outputs = new[] { new { output_type = "stream", text = new[] { "model.Fit(data)\n" } } }, source = Lines(code) };

    public static object InLanguage(string language, string code) =>
        new { cell_type = "code", execution_count = (int?)null, metadata = new { dotnet_interactive = new { language } }, outputs = Array.Empty<object>(), source = Lines(code) };

    public static object Markdown(string text) => new { cell_type = "markdown", metadata = new { }, source = Lines(text) };

    /// <summary>The same notebook with each cell as one string, in one line.</summary>
    public static string Minified(params string[] cells) => JsonSerializer.Serialize(
        new { cells = cells.Select(c => new { cell_type = "code", source = c, metadata = new { } }), metadata = new { kernelspec = new { name = ".net-csharp" } }, nbformat = 4 });

    private static string[] Lines(string code)
    {
        var lines = code.Split('\n');
        return [.. lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line)];
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
