namespace MlReview.Cli.Configuration;

/// <summary>What somebody meant who wrote something else.</summary>
internal static class NearestWord
{
    /// <summary>The word that takes the fewest edits to reach; of several the first.</summary>
    public static string Of(string written, IEnumerable<string> words) =>
        words.MinBy(word => Distance(written.ToUpperInvariant(), word.ToUpperInvariant()))!;

    /// <summary>Insertions, deletions and replacements between two short texts.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        foreach (var (i, c) in a.Index())
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (c == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
