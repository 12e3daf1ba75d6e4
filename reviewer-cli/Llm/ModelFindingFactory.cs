using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Grounding;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm;

/// <summary>Makes findings of what a model found, in the shape that reports, baseline and verdict know.</summary>
internal static class ModelFindingFactory
{
    private const string HelpUri = "https://github.com/mlreview/mlreview/blob/main/docs/llm-review.md";
    private const int LongestLine = 400;

    /// <summary>A lane as a rule: what a model finds has one name from review to review.</summary>
    public static Rule RuleOf(Lane lane) => new("LLM-" + lane.Id, lane.Title, $"{lane.Title}: found by a language model, on the quoted lines, and confirmed by a second question.", HelpUri, lane.Category.Length > 0 ? lane.Category : lane.Title, Level.Note);

    public static Finding Create(Candidate candidate, SourceText text)
    {
        var (first, last) = (text.Lines[candidate.FirstLine - 1], text.Lines[candidate.LastLine - 1]);
        var indent = first.ToString().Length - first.ToString().TrimStart().Length;
        var range = new SourceRange(candidate.FirstLine, indent + 1, candidate.LastLine, last.ToString().TrimEnd().Length + 1);
        var rule = RuleOf(candidate.Lane);
        var quoted = Enumerable.Range(candidate.FirstIndex, candidate.LastIndex - candidate.FirstIndex + 1).Select(index => candidate.File.Lines[index].Text);
        return new Finding
        {
            Rule = rule,
            Severity = candidate.Severity,
            Level = candidate.Severity == Severity.Minor ? Level.Note : Level.Warning,
            Path = candidate.File.Path,
            Range = range,
            Issue = $"{candidate.Title.TrimEnd('.')}. {candidate.Issue}",
            Impact = candidate.Impact,
            Fix = candidate.Fix,
            Evidence = candidate.Evidence.Length == 0 ? [] : [new Evidence(candidate.File.Path, range, candidate.Evidence, candidate.File.Lines[candidate.FirstIndex].Text.Trim())],
            Snippet = SnippetOf(text, range),
            Fingerprint = Fingerprint.Of(rule.Id, string.Join(' ', quoted.SelectMany(Words)), candidate.File.BlockAt(candidate.FirstIndex)?.Name ?? ""),
            LineHash = LineHashes.Of(text)[range.StartLine - 1],
            Suggestion = SuggestionCheck.Of(candidate, text),
        };
    }

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Without secrets: that a line holds one is often what the finding is about.</summary>
    private static Snippet SnippetOf(SourceText text, SourceRange range)
    {
        var first = Math.Max(0, range.StartLine - 2);
        var last = Math.Min(text.Lines.Count - 1, range.EndLine);
        var lines = Secrets.RedactLines(Enumerable.Range(first, last - first + 1).Select(index => text.Lines[index].ToString()));
        return new Snippet(first + 1, [.. lines.Select(line => line.Length <= LongestLine ? line : line[..LongestLine])]);
    }
}
