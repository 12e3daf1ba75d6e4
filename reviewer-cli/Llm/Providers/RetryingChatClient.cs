using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;

namespace MlReview.Cli.Llm.Providers;

/// <summary>Calls again what may succeed later, as long as the provider asks and the deadline allows.</summary>
internal sealed class RetryingChatClient : DelegatingChatClient
{
    private readonly ResiliencePipeline<ChatResponse> _pipeline;

    public RetryingChatClient(IChatClient inner, int retries, Deadline deadline, TimeProvider time)
        : base(inner) =>
        _pipeline = retries == 0 ? ResiliencePipeline<ChatResponse>.Empty : new ResiliencePipelineBuilder<ChatResponse> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<ChatResponse>
            {
                MaxRetryAttempts = retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(2),
                MaxDelay = TimeSpan.FromSeconds(30),
                // Waiting longer than there is time left only makes the failure late.
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is ModelCallException { IsTransient: true } fault && (fault.RetryAfter ?? TimeSpan.Zero) < deadline.Left),
                DelayGenerator = attempt => ValueTask.FromResult((attempt.Outcome.Exception as ModelCallException)?.RetryAfter),
            })
            .Build();

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sent = messages.ToList();
        return await _pipeline.ExecuteAsync(async cancellation => await base.GetResponseAsync(sent, options, cancellation).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }
}
