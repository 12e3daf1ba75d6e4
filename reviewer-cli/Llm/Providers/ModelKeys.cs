namespace MlReview.Cli.Llm.Providers;

/// <summary>
/// Where keys come from: the environment of the user or standard input, and nowhere else. A provider's own variable goes to that provider alone;
/// an endpoint of the user's choice gets only the key that was set for it.
/// </summary>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="given">The key that was read from standard input; null when there was none.</param>
internal sealed class ModelKeys(Func<string, string?> variable, string? given)
{
    public const string Variable = "MLREVIEW_LLM_KEY";

    private const int LongestKey = 4096;

    /// <returns>The key; null when there is none and none is needed, or when <paramref name="error"/> says what is missing.</returns>
    public string? For(ModelName model, out string error)
    {
        error = "";
        var own = Clean(given) ?? Clean(variable(Variable));
        var key = model.IsAtProvider ? Clean(variable(ProviderVariable(model))) ?? own : own;
        if (key is null && model.IsAtProvider)
            error = $"{model} needs a key in {ProviderVariable(model)} or {Variable}";
        else if (key is not null && !model.IsPrivate)
            error = $"a key must not travel over http to {model.Endpoint.Host}; use https, or unset {Variable}";
        return error.Length > 0 ? null : key;
    }

    /// <summary>The first line of standard input.</summary>
    public static string? Read(TextReader input)
    {
        var line = input.ReadLine();
        return line is { Length: <= LongestKey } ? line : null;
    }

    private static string ProviderVariable(ModelName model) => model.Provider == ModelProvider.OpenAi ? "OPENAI_API_KEY" : "ANTHROPIC_API_KEY";

    private static string? Clean(string? key) => string.IsNullOrWhiteSpace(key) || key.Trim().Any(char.IsControl) ? null : key.Trim();
}
