using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlReview.Cli.Llm.Providers;

namespace MlReview.Cli.Tests.Llm;

/// <summary>What a model was asked.</summary>
internal sealed record ModelQuestion(ModelProvider Provider, string System, string User, JsonElement Body, string? Authorization)
{
    public bool IsVerification => System.StartsWith("A reviewer made one claim", StringComparison.Ordinal);
}

/// <summary>What a server does with a question.</summary>
internal abstract record Reply
{
    public sealed record Says(string Text) : Reply
    {
        public string Finish { get; init; } = "stop";

        public int InputTokens { get; init; } = 1000;

        public int OutputTokens { get; init; } = 100;
    }

    public sealed record Status(int Code) : Reply
    {
        public string? RetryAfter { get; init; }

        public string Message { get; init; } = "scripted";

        public string? Location { get; init; }
    }

    /// <summary>200 with a body of its own.</summary>
    public sealed record Body(string Content, string Type = "text/html") : Reply;

    /// <summary>Promises a reply and breaks the connection in the middle of it.</summary>
    public sealed record CutOff : Reply;

    /// <summary>Never answers; calls back once the question is there.</summary>
    public sealed record Silence(Action Asked) : Reply;
}

/// <summary>A server on loopback that speaks the wire formats of OpenAI and Anthropic.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Func<ModelQuestion, int, Reply> _script;
    private readonly ConcurrentQueue<ModelQuestion> _questions = new();
    private int _count;

    /// <summary>Whatever the environment of a test run holds: no key of a person is used, and what would lead the providers' clients astray is there.</summary>
    static ModelServer()
    {
        foreach (var key in new[] { "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "MLREVIEW_LLM_KEY", "MLREVIEW_LLM", "MLREVIEW_LLM_PRICE" })
            Environment.SetEnvironmentVariable(key, null);
        Environment.SetEnvironmentVariable("ANTHROPIC_BASE_URL", "http://127.0.0.1:9");
        Environment.SetEnvironmentVariable("ANTHROPIC_AUTH_TOKEN", "token-of-somebody-else");
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", "http://127.0.0.1:9");
    }

    private ModelServer(Func<ModelQuestion, int, Reply> script)
    {
        _script = script;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.MapPost("/v1/chat/completions", context => ReplyAsync(context, ModelProvider.OpenAi));
        _application.MapPost("/v1/messages", context => ReplyAsync(context, ModelProvider.Anthropic));
    }

    public IReadOnlyList<ModelQuestion> Questions => [.. _questions];

    private string Address => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="script">Gets the question and how many came before it.</param>
    public static async Task<ModelServer> StartAsync(Func<ModelQuestion, int, Reply> script)
    {
        var server = new ModelServer(script);
        await server._application.StartAsync();
        return server;
    }

    /// <summary>Replies in this order; the last one for ever.</summary>
    public static Task<ModelServer> StartAsync(params Reply[] replies) => StartAsync((_, before) => replies[Math.Min(before, replies.Length - 1)]);

    public string Written(ModelProvider provider, string model = "test-model") =>
        provider == ModelProvider.OpenAi ? $"openai:{model}@{Address}/v1" : $"anthropic:{model}@{Address}";

    public ModelName Name(ModelProvider provider, string model = "test-model") => ModelName.TryParse(Written(provider, model), out _)!;

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private async Task ReplyAsync(HttpContext context, ModelProvider provider)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        var question = Read(json.RootElement.Clone(), provider, context);
        _questions.Enqueue(question);
        switch (_script(question, Interlocked.Increment(ref _count) - 1))
        {
            case Reply.Says says:
                await context.Response.WriteAsJsonAsync(provider == ModelProvider.OpenAi ? Completion(says) : Message(says));
                break;
            case Reply.Status status:
                context.Response.StatusCode = status.Code;
                if (status.RetryAfter is not null)
                    context.Response.Headers.RetryAfter = status.RetryAfter;
                if (status.Location is not null)
                    context.Response.Headers.Location = status.Location;
                await context.Response.WriteAsJsonAsync(new { type = "error", error = new { type = "scripted", message = status.Message } });
                break;
            case Reply.Body body:
                context.Response.ContentType = body.Type;
                await context.Response.WriteAsync(body.Content);
                break;
            case Reply.CutOff:
                context.Response.ContentLength = 4000;
                await context.Response.WriteAsync("{\"id\":\"");
                // Fewer bytes than promised: the server closes the connection behind them.
                break;
            case Reply.Silence silence:
                silence.Asked();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
        }
    }

    private static ModelQuestion Read(JsonElement body, ModelProvider provider, HttpContext context)
    {
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        var system = provider == ModelProvider.OpenAi
            ? string.Concat(messages.Where(message => message.GetProperty("role").GetString() == "system").Select(Text))
            : body.TryGetProperty("system", out var blocks) ? TextOf(blocks) : "";
        var user = string.Join("\n", messages.Where(message => message.GetProperty("role").GetString() == "user").Select(Text));
        return new ModelQuestion(provider, system, user, body, context.Request.Headers.Authorization.FirstOrDefault() ?? context.Request.Headers["x-api-key"].FirstOrDefault());
    }

    private static string Text(JsonElement message) => TextOf(message.GetProperty("content"));

    private static string TextOf(JsonElement content) =>
        content.ValueKind == JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString()));

    private static object Completion(Reply.Says says) => new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1,
        model = "served-model",
        choices = new[] { new { index = 0, message = new { role = "assistant", content = says.Text, refusal = (string?)null }, finish_reason = says.Finish } },
        usage = new { prompt_tokens = says.InputTokens, completion_tokens = says.OutputTokens, total_tokens = says.InputTokens + says.OutputTokens },
    };

    private static object Message(Reply.Says says) => new
    {
        id = "msg_1",
        type = "message",
        role = "assistant",
        model = "served-model",
        content = new[] { new { type = "text", text = says.Text } },
        stop_reason = says.Finish switch { "stop" => "end_turn", "length" => "max_tokens", "content_filter" => "refusal", var other => other },
        stop_sequence = (string?)null,
        usage = new { input_tokens = says.InputTokens, output_tokens = says.OutputTokens },
    };
}
