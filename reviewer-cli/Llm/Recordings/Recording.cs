using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using MlReview.Cli.Llm.Providers;

namespace MlReview.Cli.Llm.Recordings;

/// <summary>An answer as it is kept, readable by a person who asks what the model said.</summary>
internal sealed record RecordedAnswer(string Model, string Prompt, string Text, string Finish, long InputTokens, long OutputTokens);

/// <summary>Answers in a directory, one file each, named after what was asked.</summary>
internal sealed class Recording(string directory)
{
    private const int LargestAnswer = 1 << 20;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>The identity of a question: the prompts' version, the model, every message, the schema and the limit of output.</summary>
    public static string KeyOf(string promptVersion, ModelName model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var parts = new List<string> { promptVersion, model.ToString(), options?.Instructions ?? "", $"{options?.MaxOutputTokens}", (options?.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText() ?? "" };
        parts.AddRange(messages.SelectMany(message => new[] { message.Role.Value, message.Text }));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts))))[..40];
    }

    public ChatResponse? TryRead(string key)
    {
        try
        {
            var file = new FileInfo(PathOf(key));
            if (!file.Exists || file.Length > LargestAnswer)
                return null;
            return JsonSerializer.Deserialize<RecordedAnswer>(File.ReadAllText(file.FullName), s_json) is { } answer
                ? new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Text))
                {
                    ModelId = answer.Model,
                    FinishReason = new ChatFinishReason(answer.Finish),
                    Usage = new UsageDetails { InputTokenCount = answer.InputTokens, OutputTokenCount = answer.OutputTokens },
                }
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            // A damaged entry is as good as none.
            return null;
        }
    }

    /// <returns>False when the directory cannot be written to.</returns>
    public bool TryWrite(string key, string promptVersion, ModelName model, ChatResponse response)
    {
        var answer = new RecordedAnswer(
            model.ToString(), promptVersion, response.Text, (response.FinishReason ?? ChatFinishReason.Stop).Value, response.Usage?.InputTokenCount ?? 0, response.Usage?.OutputTokenCount ?? 0);
        var path = PathOf(key);
        var temporary = path + "." + Guid.NewGuid().ToString("N")[..8];
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(temporary, JsonSerializer.Serialize(answer, s_json) + "\n");
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            return false;
        }
    }

    /// <summary>Removes the oldest entries, so that a cache does not grow for ever.</summary>
    public void Prune(int most)
    {
        try
        {
            var files = new DirectoryInfo(directory).EnumerateFiles("*.json").ToList();
            foreach (var file in files.OrderByDescending(file => file.LastWriteTimeUtc).Skip(most))
                TryDelete(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another time.
        }
    }

    private string PathOf(string key) => Path.Combine(directory, key + ".json");

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is in use; the next pruning finds it again.
        }
    }
}
