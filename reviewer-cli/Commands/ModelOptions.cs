using System.Collections.Immutable;
using System.CommandLine;
using MlReview.Cli.Llm;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Recordings;

namespace MlReview.Cli.Commands;

/// <summary>The options that say which language model is asked. Neither model, endpoint nor key ever come from the repository.</summary>
internal static class ModelOptions
{
    private const string ModelVariable = "MLREVIEW_LLM";
    private const string PriceVariable = "MLREVIEW_LLM_PRICE";

    private static readonly Option<string[]> s_llm = new("--llm") { Description = "Ask a language model what no analyzer can decide: openai:MODEL or anthropic:MODEL, @URL after it for a compatible endpoint; repeatable, the next one is asked when one cannot answer. Default: $MLREVIEW_LLM.", HelpName = "PROVIDER:MODEL" };
    private static readonly Option<bool> s_noLlm = new("--no-llm") { Description = "Analyzers alone, no language model." };
    private static readonly Option<bool> s_key = new("--llm-key-stdin") { Description = "Read the key from the first line of standard input. Otherwise: OPENAI_API_KEY, ANTHROPIC_API_KEY, MLREVIEW_LLM_KEY." };
    private static readonly Option<long> s_tokens = new("--max-tokens") { Description = "Tokens of input and output that the model may take altogether.", DefaultValueFactory = _ => CallLimits.DefaultTokens, HelpName = "NUMBER" };
    private static readonly Option<int> s_seconds = new("--max-seconds") { Description = "Seconds after which no answer of the model counts.", DefaultValueFactory = _ => CallLimits.DefaultSeconds, HelpName = "NUMBER" };
    private static readonly Option<string?> s_only = new("--only") { Description = "One pass of the model's review: ml or general.", HelpName = "PASS" };
    private static readonly Option<string?> s_record = new("--record") { Description = "Keep every answer of the model in this directory.", HelpName = "DIR" };
    private static readonly Option<string?> s_replay = new("--replay") { Description = "Take all answers from a directory that --record wrote, and ask nobody.", HelpName = "DIR" };
    private static readonly Option<string?> s_price = new("--llm-price") { Description = "US dollars for a million tokens of input and of output, for an estimate of the cost. Default: $MLREVIEW_LLM_PRICE.", HelpName = "INPUT,OUTPUT" };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { s_llm, s_noLlm, s_key, s_tokens, s_seconds, s_only, s_record, s_replay, s_price })
            command.Options.Add(option);
    }

    /// <summary>Whether standard input holds the key, and can hold nothing else.</summary>
    public static bool TakesStandardInput(ParseResult parsed) => parsed.GetValue(s_key);

    /// <param name="error">The sentence that says what is wrong; empty when nothing is.</param>
    /// <returns>Null when no model was named.</returns>
    public static ModelSetup? Read(ParseResult parsed, out string error)
    {
        error = "";
        var written = parsed.GetValue(s_llm) is { Length: > 0 } given ? given : Environment.GetEnvironmentVariable(ModelVariable)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (written.Length == 0)
            error = FirstUsed(parsed) is { } option ? $"{option} is about a language model, and none is named; add --llm PROVIDER:MODEL." : "";
        if (written.Length == 0 || parsed.GetValue(s_noLlm) || error.Length > 0)
            return null;
        var (record, replay) = (parsed.GetValue(s_record), parsed.GetValue(s_replay));
        error = Check(parsed, record, replay, out var only, out var price);
        var models = new List<ModelName>();
        foreach (var text in error.Length > 0 ? [] : written)
            if (ModelName.TryParse(text, out error) is { } model)
                models.Add(model);
            else
                break;
        if (error.Length > 0)
            return null;
        var access = Access(models, replay is not null, parsed.GetValue(s_key) ? ModelKeys.Read(Console.In) : null, out var missing);
        var limits = new CallLimits(parsed.GetValue(s_tokens), TimeSpan.FromSeconds(parsed.GetValue(s_seconds)));
        var places = new RecordingPlaces(null, record is null ? null : new Recording(record), replay is null ? null : new Recording(replay));
        return new ModelSetup(access, limits, places, only, price, missing);
    }

    private static string Check(ParseResult parsed, string? record, string? replay, out Pass? only, out ModelPrice? price)
    {
        var pass = parsed.GetValue(s_only)?.ToLowerInvariant();
        only = pass switch { "ml" => Pass.Ml, "general" => Pass.General, _ => null };
        var written = parsed.GetValue(s_price) ?? Environment.GetEnvironmentVariable(PriceVariable);
        price = string.IsNullOrEmpty(written) ? null : ModelPrice.TryParse(written);
        return pass is not null && only is null ? $"--only does not know '{pass}'; it takes ml or general."
            : parsed.GetValue(s_tokens) <= 0 ? "--max-tokens takes a number above 0."
            : parsed.GetValue(s_seconds) is <= 0 or > 86_400 ? "--max-seconds takes a number from 1 to 86400."
            : !string.IsNullOrEmpty(written) && price is null ? $"--llm-price '{written}' is no price; write INPUT,OUTPUT in US dollars for a million tokens, such as 3,15."
            : record is not null && replay is not null ? "--record keeps what a model says and --replay asks none; give one of them."
            : replay is not null && !Directory.Exists(replay) ? $"--replay names '{replay}', which is no directory; give one that --record wrote."
            : "";
    }

    /// <summary>The models that can be asked; those without the key they need are left out, and if none is left the first says why.</summary>
    private static ImmutableArray<ModelAccess> Access(List<ModelName> models, bool isReplay, string? key, out string missing)
    {
        missing = "";
        if (isReplay)
            return [.. models.Select(model => new ModelAccess(model, null))];
        var keys = new ModelKeys(Environment.GetEnvironmentVariable, key);
        var able = ImmutableArray.CreateBuilder<ModelAccess>();
        foreach (var model in models)
        {
            var found = keys.For(model, out var reason);
            if (reason.Length == 0)
                able.Add(new ModelAccess(model, found));
            else if (missing.Length == 0)
                missing = reason;
        }
        if (able.Count == 0)
            return [.. models.Select(model => new ModelAccess(model, null))];
        missing = "";
        return able.ToImmutable();
    }

    /// <summary>An option that means nothing without a model.</summary>
    private static string? FirstUsed(ParseResult parsed) =>
        parsed.GetValue(s_record) is not null ? "--record" : parsed.GetValue(s_replay) is not null ? "--replay" : parsed.GetValue(s_only) is not null ? "--only" : parsed.GetValue(s_key) ? "--llm-key-stdin" : null;
}
