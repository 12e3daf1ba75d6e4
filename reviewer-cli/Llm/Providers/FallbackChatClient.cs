using Microsoft.Extensions.AI;

namespace MlReview.Cli.Llm.Providers;

/// <summary>Asks the models in the order of the list until one answers. A model that can never answer is not asked again.</summary>
internal sealed class FallbackChatClient(IReadOnlyList<IChatClient> clients) : IChatClient
{
    private readonly ModelCallException?[] _final = new ModelCallException?[clients.Count];

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sent = messages.ToList();
        ModelCallException? last = null;
        for (var i = 0; i < clients.Count; i++)
        {
            if (Volatile.Read(ref _final[i]) is { } known)
            {
                last = known;
                continue;
            }
            try
            {
                return await clients[i].GetResponseAsync(sent, options, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelCallException fault) when (fault.Fault != CallFault.OverBudget)
            {
                last = fault;
                if (fault.IsFinal)
                    Volatile.Write(ref _final[i], fault);
            }
        }
        throw last ?? (Exception)new InvalidOperationException("The list of models is empty.");
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Reviews do not stream.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        foreach (var client in clients)
            client.Dispose();
    }
}
