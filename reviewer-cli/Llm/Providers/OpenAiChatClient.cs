using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace MlReview.Cli.Llm.Providers;

/// <summary>
/// The chat completions of OpenAI and of everything that speaks its protocol. One kind of call is all that is needed of it: OpenAI's own client would
/// bring a dozen assemblies for that.
/// </summary>
internal sealed class OpenAiChatClient(HttpClient http, Uri endpoint, string model, string? key) : IChatClient
{
    private readonly Uri _address = new(endpoint.ToString().TrimEnd('/') + "/chat/completions");

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = JsonContent.Create(Body(messages, options)) };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var reply = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var json = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        return Read(json.RootElement);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Reviews do not stream.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => http.Dispose();

    private JsonObject Body(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray([.. messages.Select(message => (JsonNode)new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text })]),
        };
        if (options?.MaxOutputTokens is { } most)
            body["max_completion_tokens"] = most;
        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } format)
            body["response_format"] = new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = format.SchemaName ?? "answer", ["strict"] = true, ["schema"] = JsonNode.Parse(schema.GetRawText()) },
            };
        return body;
    }

    /// <exception cref="Exception">The reply is none of the protocol; <see cref="ModelCallException.Of"/> tells what that means.</exception>
    private static ChatResponse Read(JsonElement reply)
    {
        var choice = reply.GetProperty("choices")[0];
        var message = choice.GetProperty("message");
        var isRefused = message.TryGetProperty("refusal", out var refusal) && refusal.ValueKind == JsonValueKind.String;
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, message.GetProperty("content").GetString() ?? ""))
        {
            ModelId = reply.TryGetProperty("model", out var served) ? served.GetString() : null,
            FinishReason = isRefused ? ChatFinishReason.ContentFilter
                : choice.TryGetProperty("finish_reason", out var finish) && finish.GetString() is { Length: > 0 } reason ? new ChatFinishReason(reason) : null,
            Usage = reply.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object
                ? new UsageDetails { InputTokenCount = usage.GetProperty("prompt_tokens").GetInt64(), OutputTokenCount = usage.GetProperty("completion_tokens").GetInt64() }
                : null,
        };
    }
}
