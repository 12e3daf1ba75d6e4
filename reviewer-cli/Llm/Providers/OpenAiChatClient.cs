using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using AiFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace MlReview.Cli.Llm.Providers;

/// <summary>The chat completions of OpenAI and of everything that speaks its protocol.</summary>
internal sealed class OpenAiChatClient(ChatClient client) : IChatClient
{
    /// <summary>What strict schemas demand.</summary>
    private static readonly AIJsonSchemaTransformOptions s_strict = new() { DisallowAdditionalProperties = true, RequireAllProperties = true, ConvertBooleanSchemas = true };

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<AiMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sent = messages.Select(Message).ToList();
        if (options?.Instructions is { Length: > 0 } instructions)
            sent.Insert(0, new SystemChatMessage(instructions));
        var completion = (await client.CompleteChatAsync(sent, Options(options), cancellationToken).ConfigureAwait(false)).Value;
        return new ChatResponse(new AiMessage(ChatRole.Assistant, string.Concat(completion.Content.Select(part => part.Text))))
        {
            ModelId = completion.Model,
            FinishReason = FinishReason(completion),
            Usage = completion.Usage is { } usage
                ? new UsageDetails { InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount, TotalTokenCount = usage.TotalTokenCount }
                : null,
        };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<AiMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Reviews do not stream.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static OpenAI.Chat.ChatMessage Message(AiMessage message) =>
        message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
        : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
        : new UserChatMessage(message.Text);

    private static ChatCompletionOptions Options(ChatOptions? options)
    {
        var result = new ChatCompletionOptions { MaxOutputTokenCount = options?.MaxOutputTokens };
        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } json)
            result.ResponseFormat = OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat(json.SchemaName ?? "answer", BinaryData.FromString(Strict(schema)), jsonSchemaIsStrict: true);
        return result;
    }

    private static string Strict(JsonElement schema) => AIJsonUtilities.TransformSchema(schema, s_strict).GetRawText();

    private static AiFinishReason? FinishReason(ChatCompletion completion) =>
        completion.Refusal is { Length: > 0 } ? AiFinishReason.ContentFilter : completion.FinishReason switch
        {
            OpenAI.Chat.ChatFinishReason.Stop => AiFinishReason.Stop,
            OpenAI.Chat.ChatFinishReason.Length => AiFinishReason.Length,
            OpenAI.Chat.ChatFinishReason.ContentFilter => AiFinishReason.ContentFilter,
            _ => AiFinishReason.ToolCalls,
        };
}
