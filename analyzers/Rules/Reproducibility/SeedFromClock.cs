using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Reproducibility;

/// <summary>MLR303: there is a seed, but each run has another one: it comes from the time, a GUID, the process.</summary>
internal sealed class SeedFromClock : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR303",
        "Seed from the clock",
        "The seed of '{0}' comes from '{1}' at {2}, which differs in every run: nobody can get this result again",
        Category.Reproducibility,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A seed that comes from the time, a tick count, a GUID or the process id is another one in every run, which is no better than none.",
        HelpLink("MLR303"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var deciding = new HashSet<CallSite>(graph.RandomUses.Select(use => use.Source.Site));
        foreach (var seeded in graph.AllOperations)
        {
            if (RandomnessInRows.SeedOf(seeded) is not { } seed || (seeded.Role == Role.CreatesRandom && !deciding.Contains(seeded.Site)))
                continue;
            var sources = new HashSet<Value>();
            Sources.Collect(seed, sources, 32);
            if (sources.FirstOrDefault(DiffersInEveryRun) is not { Site: { } source })
                continue;
            var from = new Place(source.Node, source.Member);
            var operation = new Place(seeded.Site.Node, seeded.Site.Member);
            var place = PlaceOfSeed(operation, seeded);
            yield return new Finding(place, Impact.Major, operation.Text, from.Text, from.SeenFrom(place))
            {
                Path = ImmutableArray.Create((from, "another one in every run")),
                Fix = "Use a constant seed.",
            };
        }
    }

    private static bool DiffersInEveryRun(Value source) => source is { Kind: ValueKind.Event, Site: { Spec: { } spec } }
        && (spec.Role == Role.ReadsClock || (spec.Role == Role.DrawsRandom && spec.Has("unseedable")));

    private static Place PlaceOfSeed(Place place, FlowEvent seeded) => seeded.Argument("seed") is not null
        ? place.Argument(seeded, "seed")
        : seeded.Argument("options") is { Kind: ValueKind.Object, Site: { } options }
            ? new Place(options.Node, options.Member).Initialized("Seed")
            : place.Argument(seeded, "options");
}
