using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// A preparation that is fitted on its own and can become the first step of what is trained on its rows: its estimator ("preparation"), each
/// call that prepares rows ("prepared") with the rows it is given ("raw"), and the estimators that take such rows ("pipeline"). Where a function
/// prepares them, its calls stand for them, and "within" is the call in it. Nothing where anything else rests on the fitted preparation, on
/// the rows it prepared, or on a model that takes prepared rows.
/// </summary>
internal sealed class FoldIn
{
    private static readonly ImmutableArray<(string, Place)> s_nothing = ImmutableArray<(string, Place)>.Empty;
    private readonly PipelineGraph _graph;
    private readonly HashSet<Fit> _fits;
    private readonly HashSet<Fit> _trained;
    private readonly HashSet<CallSite> _trainedAt;
    private readonly List<CrossValidation> _validated;
    private readonly HashSet<Value> _preparations;
    private readonly HashSet<Value> _models;

    /// <summary>Of one walk; every event is walked.</summary>
    private readonly HashSet<Value> _seen = new();
    private readonly Stack<Value> _open = new();

    private FoldIn(PipelineGraph graph, Fit fit)
    {
        _graph = graph;
        var steps = fit.Estimators[0].Estimator.Steps.Select(step => step.Site).ToList();
        _fits = new HashSet<Fit>(graph.Fits.Where(other => other.Site.Node == fit.Site.Node || other.Estimators.Any(each => each.Estimator.Steps.Select(step => step.Site).SequenceEqual(steps))));
        _preparations = new HashSet<Value>(_fits.Select(each => graph.Values.Event(each.Site)));
        _trained = new HashSet<Fit>(graph.Fits.Where(other => other.TrainsModel && !_fits.Contains(other) && other.Data.Any(data => Ends(data.Data))));
        _trainedAt = new HashSet<CallSite>(_trained.Select(model => model.Site));
        _validated = graph.CrossValidations.Where(validation => validation.Data.Any(data => Ends(data.Data))).ToList();
        _models = new HashSet<Value>(_trained.Select(model => graph.Values.Event(model.Site)));
    }

    public static ImmutableArray<(string, Place)> Of(PipelineGraph graph, Fit fit)
    {
        if (!graph.IsComplete || fit.IsSearch || fit.Estimators.Length != 1 || !fit.Estimators[0].Estimator.IsKnown)
            return s_nothing;
        var fold = new FoldIn(graph, fit);
        return fold.IsRight() ? fold.Places(fit) : s_nothing;
    }

    private bool IsRight() => _trained.Count + _validated.Count > 0
        && _fits.All(fit => fit.Estimators.Length == 1 && !_graph.Uses.IsLost(fit))
        && _trained.All(fit => fit.Estimators.Length == 1 && fit.Validation.IsEmpty && AreOnlyPrepared(fit.Data) && !_graph.Uses.IsLost(fit) && !fit.IsSearch)
        && _validated.All(validation => validation.Estimators.Length == 1 && AreOnlyPrepared(validation.Data) && validation.Event.Role == Role.CrossValidates && IsUnkeyed(validation.Event))
        && new HashSet<SyntaxNode>(_trained.Select(trained => trained.Site.Node)) is var written && _graph.Fits.All(fit => _trained.Contains(fit) || !written.Contains(fit.Site.Node))
        && _graph.CrossValidations.All(each => _validated.Contains(each) || _validated.All(validated => validated.Site.Node != each.Site.Node))
        && _graph.Events.All(IsKnownUse);

    /// <summary>Whether the preparation is what was applied to rows last, and once.</summary>
    private bool Ends(Value rows) => rows.Kind == ValueKind.Data && _preparations.Contains(rows.Operands[rows.Operands.Length - 1]) && rows.Operands.Count(_preparations.Contains) == 1;

    private bool AreOnlyPrepared(ImmutableArray<(Value Data, Guard Guard)> rows) => rows.Length == 1 && Ends(rows[0].Data);

    /// <summary>Groups may come from a column that the preparation makes.</summary>
    private static bool IsUnkeyed(FlowEvent recorded) => recorded.Argument("key") is null or { IsNull: true };

    /// <summary>Whether an event has nothing to do with the preparation, or goes on as before once it is folded in.</summary>
    private bool IsKnownUse(FlowEvent recorded)
    {
        if (recorded.Kind is EventKind.StoresUnread or EventKind.DropsResult or EventKind.TypesRows)
            return true;
        var (takesRows, takesTransformer) = Uses(recorded);
        if (!takesRows && !takesTransformer)
            return true;
        if (recorded is { Kind: EventKind.Escapes, Receiver: { Kind: ValueKind.Folds, Site: { } folds } })
            return new Place(folds.Node, folds.Member).IsOnlyIterated;
        return (recorded.Kind is EventKind.Operation or EventKind.MakesRows ? recorded.Site.Role : Role.None) switch
        {
            Role.Transforms => _preparations.Contains(recorded.Receiver) ? !takesRows : _models.Contains(recorded.Receiver) && AreOnlyPrepared(_graph.DataOf(recorded)),
            Role.Fits => !takesTransformer && _trainedAt.Contains(recorded.Site),
            Role.CrossValidates => !takesTransformer,
            Role.Splits or Role.SplitsIntoFolds or Role.TakesRows or Role.SkipsRows or Role.Shuffles or Role.Caches => !takesTransformer && IsUnkeyed(recorded),
            Role.SavesModel => recorded.Argument("schema") is not null && recorded.Argument("model") is { } model && _models.Contains(model) && !ModelPath.MayBeLoadedHere(_graph, recorded),
            _ => false,
        };
    }

    /// <summary>Whether an event gets prepared rows that no model has scored, and whether it gets the preparation or a model.</summary>
    private (bool Rows, bool Transformer) Uses(FlowEvent recorded)
    {
        var (rows, transformer) = (false, false);
        _seen.Clear();
        var open = _open;
        open.Push(recorded.Receiver);
        foreach (var argument in recorded.Arguments)
            open.Push(argument.Value);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!_seen.Add(next))
                continue;
            transformer |= _preparations.Contains(next) || _models.Contains(next);
            if (next.Kind == ValueKind.Data)
            {
                rows |= next.Operands.Any(_preparations.Contains) && !next.Operands.Any(_models.Contains);
                continue;
            }

            foreach (var operand in next.Operands)
                open.Push(operand);
        }

        return (rows, transformer);
    }

    private ImmutableArray<(string, Place)> Places(Fit fit)
    {
        var preparation = EstimatorOf(fit);
        var trainings = _trained.Select(model => EstimatorOf(model).HandedOn(model.Site).ToList())
            .Concat(_validated.Select(validation => validation.Place.Argument(validation.Event, "estimator").HandedOn(validation.Site).ToList())).ToList();
        var isInFunction = !trainings.All(places => places.Any(place => place.Sees(preparation)));
        var found = ImmutableArray.CreateBuilder<(string Name, Place Place)>();
        var seen = new HashSet<(string, Location)>();
        Place? function = null;
        found.Add(("preparation", preparation));
        foreach (var applied in _graph.Operations(Role.Transforms).Where(applied => _preparations.Contains(applied.Receiver)))
        {
            var (inner, rows) = (new Place(applied.Site.Node, applied.Site.Member), new Place(applied.Site.Node, applied.Site.Member).Argument(applied, "data"));
            if (isInFunction && (applied.Site.Outer is not { } call || rows.WrittenBy(call) is not { } given || (function is not null && function.Location != inner.Location)))
                return s_nothing;
            function = inner;
            var prepared = isInFunction ? new Place(applied.Site.Outer!.Node, applied.Site.Outer.Member) : inner;
            if (!seen.Add(("prepared", prepared.Location)))
                continue;
            found.Add(("prepared", prepared));
            found.Add(("raw", isInFunction ? rows.WrittenBy(applied.Site.Outer!)! : rows));
            if (isInFunction)
                found.Add(("within", inner));
        }

        var scope = isInFunction ? found.FirstOrDefault(each => each.Name == "prepared").Place : preparation;
        foreach (var places in trainings)
        {
            if (scope is null || places.FirstOrDefault(place => place.Sees(scope)) is not { } pipeline)
                return s_nothing;
            if (seen.Add(("pipeline", pipeline.Location)))
                found.Add(("pipeline", pipeline));
        }

        return found.ToImmutable();
    }

    private static Place EstimatorOf(Fit fit) => fit.Event.Site.Spec!.Has("estimator") ? fit.Place.Argument(fit.Event, "estimator") : fit.Place.Receiver;
}
