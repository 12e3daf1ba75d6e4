namespace MlReview.Cli.Llm.Providers;

internal enum ModelProvider
{
    OpenAi,
    Anthropic,
}

/// <summary>A model as the command line names it: <c>openai:MODEL</c>, <c>anthropic:MODEL</c>, each also with <c>@URL</c> of a compatible endpoint.</summary>
internal sealed record ModelName(ModelProvider Provider, string Model, Uri Endpoint)
{
    private const int LongestName = 200;
    private static readonly Uri s_openAi = new("https://api.openai.com/v1");
    private static readonly Uri s_anthropic = new("https://api.anthropic.com");

    /// <summary>Whether the endpoint is the provider's, not one of the user's choice.</summary>
    public bool IsAtProvider => Endpoint == OfProvider(Provider);

    /// <summary>Keys travel only over an encrypted connection, or not over a network at all.</summary>
    public bool IsPrivate => Endpoint.Scheme == Uri.UriSchemeHttps || Endpoint.IsLoopback;

    /// <returns>The model, or null and the sentence that says what is accepted.</returns>
    public static ModelName? TryParse(string text, out string error)
    {
        error = "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var provider = colon < 0 ? "" : text[..colon].Trim().ToLowerInvariant();
        if (provider is not ("openai" or "anthropic"))
            return Refuse($"--llm does not know '{text}'; write openai:MODEL or anthropic:MODEL, with @URL after it for an endpoint of your own.", out error);
        var kind = provider == "openai" ? ModelProvider.OpenAi : ModelProvider.Anthropic;
        var rest = text[(colon + 1)..].Trim();
        var at = rest.LastIndexOf("@http", StringComparison.OrdinalIgnoreCase);
        var model = at < 0 ? rest : rest[..at];
        if (model.Length is 0 or > LongestName || model.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return Refuse($"--llm '{text}' names no model; write {provider}:MODEL, such as {provider}:{(kind == ModelProvider.OpenAi ? "gpt-5" : "claude-sonnet-5")}.", out error);
        if (at < 0)
            return new ModelName(kind, model, OfProvider(kind));
        if (!Uri.TryCreate(rest[(at + 1)..], UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0)
            return Refuse($"--llm '{text}' has no usable endpoint; write {provider}:MODEL@https://HOST/PATH, without user name or query.", out error);
        return new ModelName(kind, model, endpoint);
    }

    public override string ToString() => $"{(Provider == ModelProvider.OpenAi ? "openai" : "anthropic")}:{Model}";

    private static Uri OfProvider(ModelProvider provider) => provider == ModelProvider.OpenAi ? s_openAi : s_anthropic;

    private static ModelName? Refuse(string why, out string error)
    {
        error = why;
        return null;
    }
}
