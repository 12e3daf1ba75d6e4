using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Slices;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm.Grounding;

/// <summary>Lets a replacement pass only when the file parses with it, and when it replaces exactly lines that the model saw as they are.</summary>
internal static class SuggestionCheck
{
    /// <returns>Null where the replacement cannot be offered as one click.</returns>
    public static Suggestion? Of(Candidate candidate, SourceText text)
    {
        if (candidate.Replacement is not { IsEmpty: false } lines || candidate.File.Language is not (Language.CSharp or Language.Json))
            return null;
        var (first, last) = (candidate.FirstLine - 1, candidate.LastLine - 1);
        var replaced = Enumerable.Range(first, last - first + 1).Select(index => text.Lines[index].ToString()).ToList();
        // What was hidden from the model would be lost, and what it hides would come in.
        if (replaced.Where((line, i) => line.TrimEnd() != candidate.File.Lines[candidate.FirstIndex + i].Text).Any() || lines.Any(line => Printable.Text(line) != line || Secrets.Redact(line) != line))
            return null;
        var indented = Indented(lines, replaced[0]);
        if (indented.SequenceEqual(replaced, StringComparer.Ordinal))
            return null;
        var newLine = text.ToString().Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var changed = text.WithChanges(new TextChange(TextSpan.FromBounds(text.Lines[first].Start, text.Lines[last].End), string.Join(newLine, indented)));
        return Parses(candidate.File.Language, text) && Parses(candidate.File.Language, changed) ? new Suggestion(candidate.FirstLine, candidate.LastLine, indented) : null;
    }

    /// <summary>Models lose the depth of what they quote; the first line shows by how much.</summary>
    private static ImmutableArray<string> Indented(ImmutableArray<string> lines, string replaced)
    {
        var missing = IndentOf(replaced).Length - IndentOf(lines[0]).Length;
        return missing <= 0 ? lines : [.. lines.Select(line => line.Length == 0 ? line : IndentOf(replaced)[..missing] + line)];
    }

    private static string IndentOf(string line) => line[..(line.Length - line.TrimStart().Length)];

    private static bool Parses(Language language, SourceText text)
    {
        if (language == Language.CSharp)
            return !CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetDiagnostics().Any(each => each.Severity == DiagnosticSeverity.Error);
        try
        {
            JsonDocument.Parse(text.ToString()).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
