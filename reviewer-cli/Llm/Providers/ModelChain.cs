using Microsoft.Extensions.AI;
using MlReview.Cli.Llm.Recordings;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm.Providers;

/// <summary>A model that may be asked, with its key.</summary>
internal sealed record ModelAccess(ModelName Model, string? Key)
{
    /// <summary>Never shows the key.</summary>
    public override string ToString() => Model.ToString();
}

/// <summary>Everything between a question and a provider, from the outside in: fallback, recordings, retries, budget, border, provider.</summary>
internal static class ModelChain
{
    public static IChatClient Create(
        IEnumerable<ModelAccess> models, CallLimits limits, TokenBudget budget, UsageMeter meter, Deadline deadline, RecordingPlaces recordings, string promptVersion, TimeProvider time) =>
        new FallbackChatClient([.. models.Select(access => OfOne(access, limits, budget, meter, deadline, recordings, promptVersion, time))]);

    private static RecordedChatClient OfOne(
        ModelAccess access, CallLimits limits, TokenBudget budget, UsageMeter meter, Deadline deadline, RecordingPlaces recordings, string promptVersion, TimeProvider time)
    {
        var provider = new FencedChatClient(ModelClients.Create(access.Model, access.Key, limits, time));
        var retried = new RetryingChatClient(new MeteredChatClient(provider, budget, meter), limits.Retries, deadline, time);
        return new RecordedChatClient(retried, access.Model, promptVersion, recordings, meter);
    }
}
