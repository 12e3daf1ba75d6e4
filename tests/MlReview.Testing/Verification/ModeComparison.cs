using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Testing;

/// <summary>An editor must show what the build reports.</summary>
public static class ModeComparison
{
    /// <summary>Compares the findings of a build with those of live analysis. Those without a location exist in builds only and are left out.</summary>
    /// <param name="built">The findings of a build.</param>
    /// <param name="live">The findings of live analysis.</param>
    /// <exception cref="VerificationException">They differ.</exception>
    public static void Verify(ImmutableArray<Diagnostic> built, ImmutableArray<Diagnostic> live)
    {
        var builtLines = Lines(built);
        var liveLines = Lines(live);
        if (builtLines.SequenceEqual(liveLines))
            return;

        var buildOnly = Without(builtLines, liveLines).Select(line => "  build only: " + line);
        var liveOnly = Without(liveLines, builtLines).Select(line => "  live only:  " + line);
        throw new VerificationException(
            $"A build and live analysis differ:\n{string.Join('\n', buildOnly.Concat(liveOnly))}");
    }

    private static List<string> Lines(ImmutableArray<Diagnostic> findings) =>
        [.. findings.Where(finding => FindingComparison.PlaceOf(finding.Location) is not null).Select(Line)];

    private static string Line(Diagnostic finding)
    {
        var additional = string.Join("; ", finding.AdditionalLocations.Select(location => location.GetLineSpan()));
        return $"{finding.Location.GetLineSpan()}: {finding.Severity} {finding.Id}: {finding.GetMessage()} [{additional}]";
    }

    private static List<string> Without(List<string> lines, List<string> others)
    {
        var rest = lines.ToList();
        foreach (var line in others)
            rest.Remove(line);
        return rest;
    }
}
