using Anthropic;
using Microsoft.Extensions.AI;

namespace MlReview.Cli.Llm.Providers;

/// <summary>Makes the providers' clients, with everything they would do by themselves (retries, time limits, redirects, environment) switched off.</summary>
internal static class ModelClients
{
    /// <summary>What Anthropic's client sends where no key is needed; it insists on one.</summary>
    private const string NoKey = "none";

    public static IChatClient Create(ModelName model, string? key, CallLimits limits, TimeProvider time)
    {
        // A redirect would carry the code under review, and perhaps the key, to an address that nobody named.
        var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var http = new HttpClient(new FaultHandler(model.Endpoint, limits.Attempt, time, sockets)) { Timeout = Timeout.InfiniteTimeSpan };
        return model.Provider == ModelProvider.OpenAi ? new OpenAiChatClient(http, model.Endpoint, model.Model, key) : Anthropic(model, key, http);
    }

    private static IChatClient Anthropic(ModelName model, string? key, HttpClient http) => new AnthropicClient
    {
        ApiKey = key ?? NoKey,
        BaseUrl = model.Endpoint.ToString(),
        HttpClient = http,
        MaxRetries = 0,
        Timeout = TimeSpan.FromHours(1),
    }.AsIChatClient(model.Model);
}
