using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Reproducibility;

/// <summary>MLR301: a context without a seed, from which something really draws random numbers.</summary>
internal sealed class MissingSeed : Rule
{
    private const int LongestPath = 8;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR301",
        "Missing seed",
        "'{0}' has no seed, and {1} draws its random numbers from it at {2}: each run gives another result, and nobody can get this one again",
        Category.Reproducibility,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An MLContext without a seed reaches an operation that draws random numbers from it. Splits and most trainers do not; this one does.",
        HelpLink("MLR301"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var drawnFrom = from draw in ContextDraw.In(graph)
                        from context in ContextDraw.Unseeded(graph, draw.Context)
                        group draw by context.Site.Node into draws
                        select draws;
        foreach (var draws in drawnFrom.ToList())
        {
            var member = draws.SelectMany(draw => ContextDraw.Unseeded(graph, draw.Context)).First(context => context.Site.Node == draws.Key).Site.Member;
            var place = new Place(draws.Key, member);
            var drawers = draws.GroupBy(draw => draw.Drawer.Site.Node).Select(same => same.First())
                .OrderBy(draw => draw.Place.Tree.FilePath, StringComparer.Ordinal).ThenBy(draw => draw.Place.Start).ToList();
            yield return new Finding(
                place,
                Impact.Major,
                place.ResultName,
                string.Join(", ", drawers.Select(draw => draw.Name).Distinct()),
                drawers[0].Place.SeenFrom(place))
            {
                IsHint = drawers.All(draw => draw.IsTimeBounded),
                Path = drawers.Take(LongestPath).Select(draw => (draw.Place, draw.Name + " draws from it")).ToImmutableArray(),
                Fix = "Give the context a constant seed: new MLContext(seed: 1).",
            };
        }
    }
}
