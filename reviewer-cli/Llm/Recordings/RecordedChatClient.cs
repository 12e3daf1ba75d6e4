using Microsoft.Extensions.AI;
using MlReview.Cli.Llm.Providers;

namespace MlReview.Cli.Llm.Recordings;

/// <summary>Where answers are kept and looked up.</summary>
/// <param name="Cache">The user's own; only answers that could be read are kept there.</param>
/// <param name="Record">Gets every answer of this run, good or bad.</param>
/// <param name="Replay">The only source of answers: no model is asked.</param>
internal sealed record RecordingPlaces(Recording? Cache, Recording? Record, Recording? Replay)
{
    public static RecordingPlaces Nowhere { get; } = new(null, null, null);
}

/// <summary>Answers from what is known, and keeps what is new.</summary>
internal sealed class RecordedChatClient(IChatClient inner, ModelName model, string promptVersion, RecordingPlaces recordings, UsageMeter meter) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sent = messages.ToList();
        var key = Recording.KeyOf(promptVersion, model, sent, options);
        if ((recordings.Replay ?? recordings.Cache)?.TryRead(key) is { } known)
        {
            meter.Count(usage => usage with { FromCache = usage.FromCache + 1 });
            Keep(recordings.Record, known);
            return known;
        }
        if (recordings.Replay is not null)
            throw new ModelCallException(CallFault.NotRecorded, $"the recording holds no answer of {model} to this question");
        var response = await base.GetResponseAsync(sent, options, cancellationToken).ConfigureAwait(false);
        Keep(recordings.Record, response);
        if (response.FinishReason == ChatFinishReason.Stop && AnswerText.TryParse(response.Text) is { } answer)
        {
            answer.Dispose();
            Keep(recordings.Cache, response);
        }
        return response;

        void Keep(Recording? place, ChatResponse answer)
        {
            if (place?.TryWrite(key, promptVersion, model, answer) == false && place == recordings.Record)
                throw new ModelCallException(CallFault.NotRecorded, "the recording cannot be written");
        }
    }
}
