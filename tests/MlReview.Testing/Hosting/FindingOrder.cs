using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Testing;

/// <summary>Hosts return findings in no particular order; comparisons need one.</summary>
internal static class FindingOrder
{
    /// <summary>Sorts by file, position, id and message; findings without a location come first.</summary>
    public static ImmutableArray<Diagnostic> Sort(IEnumerable<Diagnostic> findings) =>
    [
        .. findings
            .OrderBy(finding => finding.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.SourceSpan)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.GetMessage(), StringComparer.Ordinal),
    ];
}
