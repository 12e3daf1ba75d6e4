using Microsoft.CodeAnalysis;

namespace MlReview.Testing;

/// <summary>Damages source text as editing does: the result often does not compile, yet analyzers must cope with it.</summary>
public static class TokenMutations
{
    /// <summary>Random edits of one to three tokens each: deleted, duplicated, swapped with a neighbour, or replaced by one from elsewhere.</summary>
    /// <param name="text">The text to damage.</param>
    /// <param name="seed">The same seed gives the same texts.</param>
    /// <param name="count">How many damaged texts.</param>
    public static IEnumerable<string> Edits(string text, int seed, int count)
    {
        var random = new Random(seed);
        var tokens = Tokens(text);
        for (var i = 0; i < count && tokens.Length > 1; i++)
        {
            var edited = tokens.ToList();
            for (var edits = random.Next(1, 4); edits > 0 && edited.Count > 1; edits--)
                Edit(edited, tokens, random);
            yield return string.Concat(edited);
        }
    }

    /// <summary>The text cut off after every so many tokens, as when it is being typed from top to bottom.</summary>
    /// <param name="text">The text to cut.</param>
    /// <param name="step">The number of tokens between two cuts.</param>
    public static IEnumerable<string> Truncations(string text, int step)
    {
        var tokens = Tokens(text);
        for (var length = step; length < tokens.Length; length += step)
            yield return string.Concat(tokens.Take(length));
    }

    private static void Edit(List<string> edited, string[] tokens, Random random)
    {
        var at = random.Next(edited.Count);
        switch (random.Next(4))
        {
            case 0:
                edited.RemoveAt(at);
                break;
            case 1:
                edited.Insert(at, edited[at]);
                break;
            case 2:
                var next = (at + 1) % edited.Count;
                (edited[at], edited[next]) = (edited[next], edited[at]);
                break;
            default:
                edited[at] = tokens[random.Next(tokens.Length)];
                break;
        }
    }

    private static string[] Tokens(string text) =>
        [.. TestProgram.Parse("Mutated.cs", text).GetRoot().DescendantTokens().Select(token => token.ToFullString())];
}
