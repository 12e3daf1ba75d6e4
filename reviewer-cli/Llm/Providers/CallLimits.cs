namespace MlReview.Cli.Llm.Providers;

/// <summary>What a review may take.</summary>
/// <param name="Tokens">Input and output of all calls together.</param>
/// <param name="Total">From the first call to the last answer.</param>
internal sealed record CallLimits(long Tokens, TimeSpan Total)
{
    public const int DefaultTokens = 150_000;
    public const int DefaultSeconds = 300;

    public static CallLimits Default { get; } = new(DefaultTokens, TimeSpan.FromSeconds(DefaultSeconds));

    /// <summary>One call, from sending to the last byte.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(120);

    public int Retries { get; init; } = 3;

    /// <summary>Calls at once.</summary>
    public int Parallel { get; init; } = 4;
}
