using System.Globalization;
using MlReview.Cli.Compilations;
using MlReview.Cli.Llm.Grounding;

namespace MlReview.Cli.Llm;

/// <summary>What a report says about the model, in sentences.</summary>
internal static class ModelLines
{
    /// <param name="isVerbose">Also what was dropped, by reason.</param>
    public static IEnumerable<string> Of(ModelSummary model, bool isVerbose)
    {
        if (model.NotAsked.Length > 0)
        {
            yield return $"No language model was asked what no analyzer can decide: {model.NotAsked}.";
            yield break;
        }
        var usage = model.Usage;
        var cost = model.Cost is { } dollars ? string.Create(CultureInfo.InvariantCulture, $", about ${dollars:0.00}") : "";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"Asked {model.Models} about {Reviewer.Count(model.Files, "file")}: {Reviewer.Count(usage.Calls, "call")}, {usage.FromCache:N0} answered from cache, {usage.InputTokens:N0} + {usage.OutputTokens:N0} tokens{cost} (prompts {model.PromptVersion}).");
        foreach (var unanswered in model.Unanswered)
            yield return $"No answer to {Reviewer.Count(unanswered.Count, "question")}: {unanswered.Reason}.";
        if (!model.FilesLeftOut.IsEmpty)
            yield return $"Not reviewed by the model, at least in part: {string.Join(", ", model.FilesLeftOut.Take(isVerbose ? int.MaxValue : 3))}{(model.FilesLeftOut.Length > 3 && !isVerbose ? $" and {model.FilesLeftOut.Length - 3} more" : "")}.";
        if (isVerbose)
            foreach (var (reason, count) in model.Dropped)
                yield return $"Dropped {Reviewer.Count(count, "claim")} of the model: {Words(reason)}.";
    }

    public static string Words(DropReason reason) => reason switch
    {
        DropReason.WrongShape => "a field is missing or of another type",
        DropReason.UnknownLane => "the concern was not asked about",
        DropReason.UnknownSeverity => "the severity is none",
        DropReason.UnknownConfidence => "the confidence is none",
        DropReason.UnknownFile => "the file was not shown",
        DropReason.EmptyQuote => "no line was quoted",
        DropReason.QuoteNotFound => "the quoted line does not exist",
        DropReason.QuoteNotUnique => "the quoted line stands in several places and not in the one that was named",
        DropReason.OutsideChange => "the line is not of this change",
        DropReason.Hedges => "it takes no position",
        DropReason.FoundByAnalyzer => "an analyzer found it already",
        DropReason.Repeated => "another claim says the same",
        DropReason.OverLimit => "there are worse ones, and more than enough",
        DropReason.Refuted => "a second question did not confirm it",
        _ => "a second question was not answered",
    };
}
