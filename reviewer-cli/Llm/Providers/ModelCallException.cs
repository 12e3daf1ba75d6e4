using System.Text.Json;

namespace MlReview.Cli.Llm.Providers;

/// <summary>Why a model gave no answer.</summary>
internal enum CallFault
{
    RateLimited,
    ServerError,
    TimedOut,
    CutOff,
    Unreachable,

    /// <summary>The reply is not what the provider's protocol says.</summary>
    Malformed,

    KeyRefused,
    UnknownModel,
    TooLarge,
    RequestRefused,

    /// <summary>The model declined, or stopped at its limit of output.</summary>
    NoAnswer,

    OverBudget,
    NotRecorded,
}

/// <summary>A call that brought no answer, with what the user can be told about it.</summary>
internal sealed class ModelCallException(CallFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public CallFault Fault => fault;

    /// <summary>How long the provider asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient => fault is CallFault.RateLimited or CallFault.ServerError or CallFault.TimedOut or CallFault.CutOff or CallFault.Unreachable or CallFault.Malformed;

    /// <summary>Whether the model may have worked for it all the same.</summary>
    public bool MayCost => fault is CallFault.TimedOut or CallFault.CutOff or CallFault.Malformed;

    /// <summary>Whether no later call to this model can succeed either.</summary>
    public bool IsFinal => fault is CallFault.KeyRefused or CallFault.UnknownModel;

    /// <summary>What lies behind an exception of a provider's client.</summary>
    public static ModelCallException Of(Exception exception)
    {
        for (var at = exception; at is not null; at = at is AggregateException { InnerExceptions: [var first, ..] } ? first : at.InnerException)
            if (at is ModelCallException known)
                return known;
        return exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException
            ? new ModelCallException(CallFault.Malformed, "the endpoint sent a reply that is none of the provider's", exception)
            : new ModelCallException(CallFault.Unreachable, $"the call failed ({exception.GetType().Name})", exception);
    }
}
