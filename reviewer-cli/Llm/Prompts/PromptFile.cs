using System.Security.Cryptography;
using System.Text;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm.Prompts;

/// <summary>The texts that a model is given: files of the tool, not strings in its code.</summary>
internal static class PromptFile
{
    private const int Characters = 10;

    /// <summary>Changes with every word of a prompt, lane or schema, and with it every key of the cache.</summary>
    public static string Version { get; } = Hash();

    public static string Review { get; } = Filled("prompts/review.md");

    public static string Verify { get; } = Filled("prompts/verify.md");

    public static IEnumerable<string> Names(string folder) =>
        typeof(PromptFile).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(PromptFile).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Filled(string name) => Read(name).Replace("{{fence}}", $"{Fence.PlaceHolder}", StringComparison.Ordinal).Trim();

    private static string Hash()
    {
        var all = string.Join('\0', Names("lanes/").Concat(Names("prompts/")).Select(name => name + '\0' + Read(name)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..Characters];
    }
}
