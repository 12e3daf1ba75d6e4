using System.Collections.Immutable;
using System.Globalization;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Checks;

namespace MlReview.Cli.GitHub.Runner;

/// <summary>The findings of a review as commands to the runner, which shows each at its lines.</summary>
internal static class AnnotationCommands
{
    /// <summary>GitHub shows no more errors, warnings or notices of one step.</summary>
    public const int MostOfKind = 10;

    /// <param name="top">Absolute directory of the repository's top.</param>
    public static void Write(ReviewResult result, string top, TextWriter output)
    {
        var commands = Annotation.Of(result, top).Select(Of).ToList();
        var shown = commands.GroupBy(c => c.Name, StringComparer.Ordinal).SelectMany(kind => kind.Take(MostOfKind)).ToList();
        foreach (var command in shown)
            output.Write(command + "\n");
        if (commands.Count - shown.Count is var left and > 0)
            output.Write(Rest(left, shown.Count(c => c.Name == Notice) < MostOfKind) + "\n");
    }

    private const string Notice = "notice";

    /// <summary>What does not fit is said where there is room for it, else in the log.</summary>
    private static string Rest(int left, bool hasRoom)
    {
        var sentence = $"{Reviewer.Count(left, "more finding")} {(left == 1 ? "is" : "are")} in the summary of the job; GitHub shows {MostOfKind} annotations of a kind for each step.";
        return hasRoom ? new WorkflowCommand(Notice, [("title", Product.Name)], sentence).ToString() : $"{Product.Name}: {sentence}";
    }

    private static WorkflowCommand Of(Annotation annotation) => new(
        annotation.Severity switch { Severity.Critical => "error", Severity.Major => "warning", _ => Notice },
        annotation.Path.Length == 0 ? [("title", annotation.Title)] :
        [
            ("file", annotation.Path),
            ("line", Number(annotation.FirstLine)),
            ("endLine", Number(annotation.LastLine)),
            ("col", Number(annotation.FirstColumn)),
            ("endColumn", Number(annotation.LastColumn)),
            ("title", annotation.Title),
        ],
        annotation.Message);

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
