using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Llm.Providers;

namespace MlReview.Cli.Llm;

/// <summary>Puts questions to the model and reads its answers; what goes wrong is counted, never thrown.</summary>
internal sealed class ModelConversation(IChatClient client, Deadline deadline)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _unanswered = new(StringComparer.Ordinal);

    public ImmutableArray<Unanswered> Unanswered
    {
        get
        {
            lock (_gate)
                return [.. _unanswered.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => new Unanswered(each.Key, each.Value))];
        }
    }

    /// <summary>An answer that cannot be read is asked for once more.</summary>
    /// <param name="read">Null for what is no answer.</param>
    /// <param name="cancellation">The user's, not the deadline's.</param>
    public async Task<T?> AskAsync<T>(ImmutableArray<ChatMessage> messages, ChatOptions options, Func<string, T?> read, CancellationToken cancellation)
        where T : class
    {
        try
        {
            var text = await TextAsync(messages, options).ConfigureAwait(false);
            if (read(text) is { } answer)
                return answer;
            text = await TextAsync(messages.Add(ReviewRequest.Again), options).ConfigureAwait(false);
            return read(text) ?? throw new ModelCallException(CallFault.NoAnswer, "the answer was not of the schema, twice");
        }
        catch (ModelCallException fault)
        {
            Count(fault.Message);
        }
        catch (OperationCanceledException) when (deadline.IsOver && !cancellation.IsCancellationRequested)
        {
            Count("the time of --max-seconds was over");
        }
        return null;
    }

    private async Task<string> TextAsync(ImmutableArray<ChatMessage> messages, ChatOptions options)
    {
        deadline.Token.ThrowIfCancellationRequested();
        var response = await client.GetResponseAsync(messages, options, deadline.Token).ConfigureAwait(false);
        return response.FinishReason is not { } finish || finish == ChatFinishReason.Stop ? response.Text
            : finish == ChatFinishReason.Length ? throw new ModelCallException(CallFault.NoAnswer, "the answer was longer than the limit of output")
            : finish == ChatFinishReason.ContentFilter ? throw new ModelCallException(CallFault.NoAnswer, "the model declined to answer")
            : throw new ModelCallException(CallFault.NoAnswer, "the model stopped without an answer");
    }

    private void Count(string reason)
    {
        lock (_gate)
            _unanswered[reason] = _unanswered.GetValueOrDefault(reason) + 1;
    }
}
