using System.Text.RegularExpressions;

namespace MlReview.Surfaces;

/// <summary>One line of <c>exceptions.tsv</c>: the members of an assembly that the surfaces leave out, and why.</summary>
public sealed record LeftOutEntry(string Assembly, Regex Member, string Reason)
{
    /// <summary>Whether the entry leaves the row out; the pattern must match the row's full name as a whole.</summary>
    public bool Matches(ApiRow row) => row.Assembly == Assembly && Member.IsMatch(row.FullName);
}

/// <summary>The rows of the table that the surfaces leave out.</summary>
public sealed record LeftOut(IReadOnlyList<LeftOutEntry> Entries)
{
    /// <summary>Reads the file; lines that start with <c>#</c> are comments.</summary>
    public static LeftOut Read(string path) => new(
        [.. File.ReadLines(path)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(cells => new LeftOutEntry(cells[0], new Regex($"^(?:{cells[1]})$", RegexOptions.CultureInvariant), cells[2]))]);

    /// <summary>Whether an entry leaves the row out.</summary>
    public bool Contains(ApiRow row) => Entries.Any(entry => entry.Matches(row));
}
