namespace MlReview.Cli.Llm.Providers;

/// <summary>What all calls took.</summary>
/// <param name="Calls">Calls that reached a model, retries included.</param>
/// <param name="FromCache">Answers that cost nothing, because they were known.</param>
/// <param name="Failed">Calls that brought no answer.</param>
internal sealed record ModelUsage(int Calls, int FromCache, int Failed, long InputTokens, long OutputTokens)
{
    public static ModelUsage None { get; } = new(0, 0, 0, 0, 0);

    /// <param name="price">US dollars for a million tokens; null when nobody said.</param>
    public decimal? Cost(ModelPrice? price) => price is null ? null : ((InputTokens * price.Input) + (OutputTokens * price.Output)) / 1_000_000m;
}

/// <summary>US dollars for a million tokens.</summary>
internal sealed record ModelPrice(decimal Input, decimal Output)
{
    /// <summary>Reads <c>INPUT,OUTPUT</c>. Prices change too often to be built in.</summary>
    public static ModelPrice? TryParse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return parts is [var input, var output]
            && decimal.TryParse(input, System.Globalization.NumberStyles.AllowDecimalPoint, culture, out var perInput)
            && decimal.TryParse(output, System.Globalization.NumberStyles.AllowDecimalPoint, culture, out var perOutput)
                ? new ModelPrice(perInput, perOutput)
                : null;
    }
}

/// <summary>Counts while calls are made.</summary>
internal sealed class UsageMeter
{
    private readonly Lock _gate = new();
    private ModelUsage _usage = ModelUsage.None;

    public ModelUsage Total
    {
        get
        {
            lock (_gate)
                return _usage;
        }
    }

    public void Count(Func<ModelUsage, ModelUsage> change)
    {
        lock (_gate)
            _usage = change(_usage);
    }
}
