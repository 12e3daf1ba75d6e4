using System.Collections.Immutable;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.GitHub.Runner;
using MlReview.Cli.Llm.Trust;
using MlReview.Cli.Reports;

namespace MlReview.Cli.GitHub.Checks;

/// <summary>Makes the check of a review.</summary>
internal static class CheckRunComposer
{
    /// <summary>Six requests, seconds apart; nobody reads more beside the code.</summary>
    public const int MostAnnotations = 300;

    /// <summary>GitHub takes 65,535 characters.</summary>
    private const int LongestSummary = 60_000;

    /// <param name="top">Absolute directory of the repository's top.</param>
    /// <param name="fails">Whether the run ends with another exit code than 0: the check gates as the command does.</param>
    /// <param name="summary">Markdown.</param>
    public static CheckRunContent Compose(ReviewResult result, string top, string headCommit, bool fails, string summary, ActionsRunner? runner)
    {
        var annotations = Annotation.Of(result, top).Where(a => a.Path.Length > 0).Take(MostAnnotations).Select(Of).ToImmutableArray();
        var verdict = VerdictText.Of(result);
        return new CheckRunContent(
            headCommit,
            runner?.RunId ?? "",
            Conclusion(result, fails),
            $"{verdict.Word}: {verdict.Reason}",
            Fit(Secrets.Redact(summary)) + Rest(result.Findings.Length - annotations.Length),
            annotations,
            runner?.RunAddress);
    }

    /// <summary>Neutral where nothing fails and something is to be done all the same.</summary>
    private static string Conclusion(ReviewResult result, bool fails) =>
        fails ? "failure" : result.Verdict == Verdict.Pass && !result.IsIncomplete ? "success" : "neutral";

    /// <summary>Lines as they are, or of one that is too long the beginning.</summary>
    private static string Fit(string summary)
    {
        var text = BodyLimit.Fit(summary, LongestSummary);
        return text.Length <= LongestSummary ? text : text[..(char.IsHighSurrogate(text[LongestSummary - 1]) ? LongestSummary - 1 : LongestSummary)];
    }

    private static string Rest(int left) => left == 0 ? "" : $"\n\n{Reviewer.Count(left, "more finding")} {(left == 1 ? "has" : "have")} no annotation beside the code.";

    private static CheckAnnotation Of(Annotation annotation) => new(
        annotation.Path,
        annotation.FirstLine,
        annotation.LastLine,
        annotation.Severity switch { Severity.Critical => "failure", Severity.Major => "warning", _ => "notice" },
        annotation.Message,
        annotation.Title,
        annotation.FirstColumn,
        annotation.LastColumn);
}
