using System.Collections.Immutable;
using System.Globalization;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Llm.Slices;

/// <summary>Something that is known for certain about a line.</summary>
internal sealed record LineFact(string Path, int FirstLine, int LastLine, string Text);

/// <summary>What the analyzers found and what flows where, for the lines that a slice shows.</summary>
internal sealed class SliceFacts(IEnumerable<LineFact> facts)
{
    private const int MostFacts = 12;
    private const int LongestFact = 220;
    private readonly ILookup<string, LineFact> _byPath = facts.ToLookup(fact => fact.Path, PathRules.Comparer);

    public static SliceFacts None { get; } = new([]);

    public static IEnumerable<LineFact> Of(IEnumerable<Finding> findings) =>
        findings.Select(finding => new LineFact(finding.Path, finding.Range.StartLine, finding.Range.EndLine, $"already reported, {finding.Rule.Id}: {finding.Issue}"));

    public ImmutableArray<string> Of(ShownFile file, ImmutableArray<int> shown)
    {
        if (shown.IsEmpty)
            return [];
        var numbers = shown.Select(index => file.Lines[index].Number).ToHashSet();
        return
        [
            .. _byPath[file.Path].Where(fact => Enumerable.Range(fact.FirstLine, Math.Min(fact.LastLine - fact.FirstLine + 1, 200)).Any(numbers.Contains))
                .OrderBy(fact => fact.FirstLine).Take(MostFacts).Select(fact => Cut(string.Create(CultureInfo.InvariantCulture, $"line {fact.FirstLine}: {fact.Text}"))),
        ];
    }

    private static string Cut(string text)
    {
        var safe = Trust.Secrets.Redact(Printable.Text(text));
        return safe.Length <= LongestFact ? safe : safe[..(LongestFact - 1)] + "…";
    }
}
