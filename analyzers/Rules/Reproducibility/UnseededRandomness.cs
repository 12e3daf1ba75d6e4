using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Reproducibility;

/// <summary>MLR302: random numbers without a seed decide about rows, their order or a split.</summary>
internal sealed class UnseededRandomness : Rule
{
    private const int LongestPath = 8;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR302",
        "Unseeded randomness",
        "'{0}' has no seed and decides about '{1}' at {2}: each run sees other rows, and nobody can get this result again",
        Category.Reproducibility,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Random numbers without a seed flow into training or evaluation rows: their values, their order, or which side of a split they land on.",
        HelpLink("MLR302"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var uses in graph.RandomUses.Where(use => IsUnseeded(use.Source)).GroupBy(use => use.Source.Site.Node))
        {
            var first = uses.First();
            var place = new Place(uses.Key, first.Source.Site.Member);
            var steps = uses.SelectMany(use => new[] { (Place: use.Draw, Caption: "drawn here"), (Place: use.Decides, Caption: "decides about " + use.Name) })
                .Where(step => step.Place.Location != place.Location)
                .GroupBy(step => step.Place.Location).Select(same => same.First());
            yield return new Finding(place, Impact.Major, place.Text, first.Name, first.Decides.SeenFrom(place))
            {
                Path = steps.Take(LongestPath).ToImmutableArray(),
                Fix = "Draw from a generator with a constant seed: new Random(1).",
            };
        }
    }

    private static bool IsUnseeded(FlowEvent source) =>
        source.Role != Role.CreatesRandom || source.Argument("seed") is null or { IsNull: true };
}
