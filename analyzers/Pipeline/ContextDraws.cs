using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Random numbers that are really taken from an ML context, and what takes them.</summary>
internal sealed record ContextDraw(FlowEvent Drawer, Value Context)
{
    /// <summary>Ends when its time is over: not repeatable by a seed alone.</summary>
    public bool IsTimeBounded { get; init; }

    public Place Place => new(Drawer.Site.Node, Drawer.Site.Member);

    public string Name => Drawer.Site.Spec!.Name;

    /// <summary>The contexts that may be drawn from, as far as they were created without a seed.</summary>
    public static IEnumerable<FlowEvent> Unseeded(PipelineGraph graph, Value context) =>
        from each in ValueFactory.Expand(context)
        where each.Value is { Kind: ValueKind.Event, Site.Role: Role.CreatesContext }
        let created = graph.OperationAt(each.Value.Site)
        where created is not null && created.Argument("seed") is null or { IsNull: true }
        select created;

    /// <summary>Whether a context surely has a seed of its own choosing.</summary>
    public static bool IsSeeded(PipelineGraph graph, Value context) => ValueFactory.Expand(context).All(
        each => each.Value is { Kind: ValueKind.Event, Site.Role: Role.CreatesContext }
            && graph.OperationAt(each.Value.Site)?.Argument("seed") is { Kind: ValueKind.Constant, IsNull: false });

    public static IEnumerable<ContextDraw> In(PipelineGraph graph)
    {
        foreach (var fit in graph.Fits)
        {
            foreach (var draw in InFit(graph, fit.Event, fit.Estimators, fit.Data))
                yield return draw;
        }

        foreach (var validation in graph.CrossValidations)
        {
            foreach (var draw in InFit(graph, validation.Event, validation.Estimators, validation.Data))
                yield return draw;
        }

        foreach (var (data, _) in graph.Evaluations.SelectMany(evaluation => evaluation.Data))
        {
            foreach (var draw in InRows(graph, data))
                yield return draw;
        }

        foreach (var explanation in graph.Operations(Role.Explains).Where(recorded => recorded.Site.Spec!.Has("context")))
            yield return new ContextDraw(explanation, explanation.Receiver);

        foreach (var run in graph.Operations(Role.RunsSearch))
        {
            foreach (var (search, _) in ValueFactory.Expand(run.Argument("search") ?? graph.Values.Unknown))
            {
                if (graph.OperationAt(search.Site) is { Role: Role.CreatesSearch } created && IsWithoutSeed(created, "settings"))
                    yield return new ContextDraw(run, created.Argument("context") ?? created.Receiver) { IsTimeBounded = true };
            }
        }
    }

    private static IEnumerable<ContextDraw> InFit(
        PipelineGraph graph, FlowEvent fit, IEnumerable<(Estimator Estimator, Guard Guard)> estimators, IReadOnlyList<(Value Data, Guard Guard)> data)
    {
        foreach (var (rows, _) in data)
        {
            foreach (var draw in InRows(graph, rows))
                yield return draw;
        }

        var rowsCanShuffle = data.Count > 0 && data.All(each => CanShuffle(each.Data));
        foreach (var (estimator, guard) in estimators)
        {
            if (!guard.AgreesWith(fit.Guard))
                continue;
            var canShuffle = rowsCanShuffle;
            foreach (var step in estimator.Steps)
            {
                canShuffle |= step.Event.Site.Spec!.Has("caches");
                foreach (var drawing in Drawing(graph, step, canShuffle))
                    yield return new ContextDraw(drawing.Event, drawing.Event.Receiver);
            }
        }
    }

    /// <summary>The step, or the inner trainer of the step, if it draws from its context.</summary>
    private static IEnumerable<EstimatorStep> Drawing(PipelineGraph graph, EstimatorStep step, bool canShuffle)
    {
        if (step.Traits is not { } traits)
            return Enumerable.Empty<EstimatorStep>();
        if (traits.Draws == Draws.AsInner)
            return graph.InnerTrainers(step).SelectMany(inner => Drawing(graph, inner, canShuffle));

        var draws = traits.Draws switch
        {
            _ when traits.DrawsWith is { } option && step.Event.Argument("options." + option) is { } amount => Arithmetic.Number(amount) is not (null or 0),
            Draws.Context => IsNotTold(step),
            Draws.OwnSeedElseContext => IsWithoutSeed(step.Event, "options"),
            Draws.ContextWhenShufflable => canShuffle && IsNotTold(step),
            _ => false,
        };
        return draws ? new[] { step } : Enumerable.Empty<EstimatorStep>();
    }

    /// <summary>Whether nothing tells the trainer to take the rows in their order. Options from elsewhere may.</summary>
    private static bool IsNotTold(EstimatorStep step) =>
        step.Event.KnowsOptions("options")
        && step.Event.Argument("options.Shuffle") is null or { Kind: ValueKind.Constant, Tag: true };

    private static bool IsWithoutSeed(FlowEvent recorded, string options) =>
        recorded.KnowsOptions(options)
        && (recorded.Argument("seed") ?? recorded.Argument((recorded.Site.Spec!.Parameter(options)) + ".Seed")) is null or { IsNull: true };

    /// <summary>Shuffles and bootstrap draws that the rows have gone through.</summary>
    private static IEnumerable<ContextDraw> InRows(PipelineGraph graph, Value data) =>
        from drawn in Sources.Within(data.First)
        where drawn is { Kind: ValueKind.Event, Site: { Role: Role.Shuffles or Role.Bootstraps, Spec: { } spec } } && spec.Has("context")
        let recorded = graph.OperationAt(drawn.Site)
        where recorded is not null
        select new ContextDraw(recorded, recorded.Receiver);

    /// <summary>Whether a view can hand out its rows in random order: it is in memory, binary, or shuffled; and not cut by position after that.</summary>
    private static bool CanShuffle(Value data)
    {
        for (var rows = data.First; ; rows = rows.First)
        {
            if (rows is { Kind: ValueKind.Shuffled, Tag: false } && rows.Operands[1].Kind != ValueKind.Result)
                return true;
            if (rows.Kind is ValueKind.Range or ValueKind.Union)
                return false;
            if (rows.Kind == ValueKind.AllRows || rows.Operands.IsEmpty)
                break;
        }

        return data.Operands.Skip(1).Any(applied => applied is { Kind: ValueKind.Event, Site: { } site } && (site.Role == Role.Caches || site.Spec?.Has("shufflable") == true));
    }
}
