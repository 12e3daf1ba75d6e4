using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A generator (or a draw that has none) that decides about rows, where, and the user's name for them.</summary>
internal sealed record RandomUse(FlowEvent Source, Place Draw, Place Decides, string Name);

/// <summary>
/// Finds the generators of the random numbers behind the rows that are trained on or evaluated, and behind the seeds of what else is
/// random.
/// </summary>
internal sealed class RandomnessInRows
{
    private readonly PipelineGraph _graph;

    public RandomnessInRows(PipelineGraph graph) => _graph = graph;

    public IEnumerable<RandomUse> Uses()
    {
        // A drawn name (a GUID) that only stands in a row is the row's identity, not a feature.
        foreach (var drawn in _graph.RowSources.Where(each => Sources.IsDraw(each.Source) && (each.IsChoice || !each.Source.Site!.Spec!.Has("names"))))
        {
            foreach (var source in GeneratorsOf(drawn.Source))
                yield return new RandomUse(source, PlaceOf(drawn.Source.Site!), PlaceOf(drawn.Consumer.Site), drawn.DataName);
        }

        foreach (var seeded in _graph.AllOperations.Where(recorded => recorded.Role != Role.CreatesRandom))
        {
            if (SeedOf(seeded) is not { } seed)
                continue;
            foreach (var draw in Sources.Draws(seed).Where(draw => !draw.Site!.Spec!.Has("unseedable")))
            {
                foreach (var source in GeneratorsOf(draw))
                    yield return new RandomUse(source, PlaceOf(draw.Site!), PlaceOf(seeded.Site), PlaceOf(seeded.Site).Text);
            }
        }
    }

    /// <summary>The seed that an operation is given, as an argument or in its options; null when it takes none.</summary>
    public static Value? SeedOf(FlowEvent recorded) => recorded.Role is Role.CreatesContext or Role.Splits or Role.SplitsIntoFolds or Role.CrossValidates
            or Role.Shuffles or Role.Bootstraps or Role.BuildsEstimator or Role.CreatesRandom
        ? recorded.Argument("seed") ?? recorded.Argument("options.Seed")
        : null;

    private static Place PlaceOf(CallSite site) => new(site.Node, site.Member);

    /// <summary>Where a draw gets its numbers from, if that is known.</summary>
    private IEnumerable<FlowEvent> GeneratorsOf(Value draw)
    {
        var open = new Stack<Value>();
        var seen = new HashSet<Value>();
        open.Push(draw);
        while (open.Count > 0)
        {
            if (open.Pop() is var next && (!seen.Add(next) || _graph.OperationAt(next.Site) is not { } drawn))
                continue;
            if (drawn.Role == Role.CreatesRandom || drawn.Site.Spec!.Has("unseedable"))
                yield return drawn;
            else
                PushGenerators(drawn.Receiver);

            // A generator whose seed is drawn is as good as the generator behind that.
            if (drawn.Role == Role.CreatesRandom && SeedOf(drawn) is { } seed)
            {
                foreach (var inner in Sources.Draws(seed).Where(inner => !inner.Site!.Spec!.Has("unseedable")))
                    open.Push(inner);
            }
        }

        void PushGenerators(Value receiver)
        {
            foreach (var (each, _) in ValueFactory.Expand(receiver))
            {
                if (each is { Kind: ValueKind.Event, Site.Role: Role.CreatesRandom })
                    open.Push(each);
            }
        }
    }
}
