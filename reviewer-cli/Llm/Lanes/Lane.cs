using System.Collections.Immutable;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Llm.Lanes;

/// <summary>Which of the two passes over a change asks a lane's questions.</summary>
internal enum Pass
{
    General,
    Ml,
}

/// <summary>A list of questions about one concern: a Markdown file that says when it is called for, and what to look for.</summary>
/// <param name="Id">The name of its file.</param>
/// <param name="Words">What code contains that calls for it.</param>
/// <param name="Files">Files that call for it by their name.</param>
/// <param name="IsAlwaysAsked">Anything calls for it.</param>
/// <param name="Category">The category of rules that analyzers have for the same concern; empty for none.</param>
/// <param name="Text">What the model reads.</param>
internal sealed record Lane(string Id, string Title, Pass Pass, string Category, ImmutableArray<string> Words, ImmutableArray<Glob> Files, bool IsAlwaysAsked, string Text)
{
    /// <summary>Words that are found inside longer ones by accident count only when they stand alone.</summary>
    private const int LongestLoneWord = 4;

    /// <summary>How many of its signs a piece of code shows.</summary>
    public int Signs(string path, string code) =>
        Words.Count(word => Occurs(word, code)) + (Files.Any(glob => glob.IsMatch(path) || glob.IsMatch(path[(path.LastIndexOf('/') + 1)..])) ? 2 : 0);

    private static bool Occurs(string word, string code)
    {
        for (var at = code.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = code.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var isAlone = (at == 0 || !char.IsLetterOrDigit(code[at - 1])) && (at + word.Length == code.Length || !char.IsLetterOrDigit(code[at + word.Length]));
            if (word.Length > LongestLoneWord || !word.All(char.IsLetterOrDigit) || isAlone)
                return true;
        }
        return false;
    }
}
