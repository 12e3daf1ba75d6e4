using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers;
using MlReview.Cli.Configuration;

namespace MlReview.Cli.Rules;

/// <summary>A rule as <c>mlreview rules</c> lists it.</summary>
/// <param name="Severities">Warning, Info or off, the highest first.</param>
/// <param name="Findings">Critical, Major or Minor, the highest first; none for what the tool says about itself.</param>
internal sealed record ListedRule(
    string Id, string Title, string Category, string Description, string Help, ImmutableArray<string> Severities, ImmutableArray<string> Findings);

/// <summary>All rules, from their descriptors and pages.</summary>
internal static class RuleCatalog
{
    public static ImmutableArray<ListedRule> All { get; } =
        [.. new MlReviewAnalyzer().SupportedDiagnostics.OrderBy(d => d.Id, StringComparer.Ordinal).Select(Listed)];

    /// <summary>The rule that a user means: also in lower case, or by its number alone.</summary>
    public static ListedRule? Find(string written) =>
        All.FirstOrDefault(r => r.Id.Equals(written, StringComparison.OrdinalIgnoreCase) || r.Id.AsSpan(3).SequenceEqual(written));

    /// <summary>The id that takes the fewest edits to reach, the nearer number first.</summary>
    public static string Nearest(string written)
    {
        var sought = written.ToUpperInvariant();
        return All.Select(r => r.Id).OrderBy(id => NearestWord.Distance(sought, id)).ThenBy(id => Math.Abs(Number(sought) - Number(id))).First();
    }

    private static ListedRule Listed(DiagnosticDescriptor descriptor)
    {
        var page = RulePage.TryRead(descriptor.Id);
        var byDefault = !descriptor.IsEnabledByDefault ? "off" : descriptor.DefaultSeverity.ToString();
        var severities = page?.WordsOf("Severity", "off", "Warning", "Info").ToImmutableArray() ?? [];
        return new ListedRule(
            descriptor.Id,
            descriptor.Title.ToString(CultureInfo.InvariantCulture),
            descriptor.Category,
            descriptor.Description.ToString(CultureInfo.InvariantCulture),
            descriptor.HelpLinkUri,
            severities.IsEmpty ? [byDefault] : severities,
            page?.WordsOf("Finding", "Critical", "Major", "Minor").ToImmutableArray() ?? []);
    }

    private static int Number(string id) => int.TryParse(string.Concat(id.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
