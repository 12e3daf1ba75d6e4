using System.Text;

namespace MlReview.Cli.Notebooks;

/// <summary>The names that notebooks give to languages.</summary>
internal static class KernelLanguages
{
    private const string CSharp = "csharp";

    /// <summary>Magic commands that change the language of what follows. Kernels that were connected to a database have a prefix.</summary>
    private static readonly HashSet<string> s_languages = new(StringComparer.OrdinalIgnoreCase)
        { CSharp, "c#", "cs", "fsharp", "f#", "pwsh", "powershell", "javascript", "js", "html", "svg", "markdown", "md", "mermaid", "sql", "kql", "python", "r", "http", "httprequest", "value", "webview", "vb", "meta" };

    private static readonly string[] s_connected = ["sql-", "kql-"];

    public static bool IsCSharp(string name) =>
        name.Equals(CSharp, StringComparison.OrdinalIgnoreCase) || name.Equals("C#", StringComparison.OrdinalIgnoreCase) || name.Equals("cs", StringComparison.OrdinalIgnoreCase)
        || name.Equals(".net-csharp", StringComparison.OrdinalIgnoreCase) || name.Equals("dotnet-csharp", StringComparison.OrdinalIgnoreCase);

    /// <returns>The language that a line <c>#!language</c> changes to; null for any other line.</returns>
    public static string? OfMagic(string line)
    {
        var text = line.AsSpan().Trim();
        if (!text.StartsWith("#!"))
            return null;
        var name = text[2..].ToString();
        return s_languages.Contains(name) || Array.Exists(s_connected, p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase) && !name.Contains(' ', StringComparison.Ordinal)) ? name.ToLowerInvariant() : null;
    }

    public static string? OfMagic(ReadOnlySpan<byte> line) =>
        line.Length <= 128 && line.TrimStart(" \t"u8).StartsWith("#!"u8) ? OfMagic(Encoding.UTF8.GetString(line)) : null;
}
