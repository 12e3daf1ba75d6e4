using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlReview.Cli.GitHub.Publishing;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>
/// What a finding is called over pushes: its fingerprint, so that a file may be renamed and code may move. Copies of code in several files have one
/// fingerprint; then the file is part of the name, so that a copy which is repaired does not hand its conversation to another.
/// </summary>
internal static class FindingIds
{
    private const int CharactersOfPath = 10;

    /// <summary>One for each finding, no two alike.</summary>
    /// <param name="findings">In an order that a push does not change.</param>
    public static ImmutableArray<string> Of(ImmutableArray<(string Fingerprint, string Path)> findings)
    {
        var copied = findings.Distinct().GroupBy(each => each.Fingerprint, StringComparer.Ordinal).Where(files => files.Skip(1).Any()).Select(files => files.Key).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. findings.Select(each => Free(copied.Contains(each.Fingerprint) ? $"{FindingMarker.IdOf(each.Fingerprint)}-{Short(each.Path)}" : FindingMarker.IdOf(each.Fingerprint), taken))];
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var id = FindingMarker.IdOf(name);
        for (var ordinal = 2; !taken.Add(id); ordinal++)
            id = FindingMarker.IdOf(string.Create(CultureInfo.InvariantCulture, $"{name}.{ordinal}"));
        return id;
    }

    private static string Short(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..CharactersOfPath];
}
