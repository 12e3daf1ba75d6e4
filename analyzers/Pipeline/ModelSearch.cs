using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// A search for a model (AutoML), as what it is to a pipeline: a fit on the rows it trains on, which judges what it tries on its validation
/// rows, or on folds that it cuts from the training rows.
/// </summary>
internal sealed record ModelSearch(Fit Fit, bool CutsFolds)
{
    /// <summary>Null when it is not known what the search is given.</summary>
    public static ModelSearch? Of(PipelineGraph graph, FlowEvent run)
    {
        if (GivenBy(graph, run) is not { } given)
            return null;
        var search = new Estimator(Preparation(graph, run).Add(new EstimatorStep(run)), isKnown: true);
        var (data, validation) = given.Argument("split") is { } split
            ? (Side(graph, split, 0), Side(graph, split, 1))
            : (graph.DataOf(given), graph.DataOf(given, "validation"));
        return new ModelSearch(
            new Fit(run, ImmutableArray.Create((search, Guard.Always)), data) { Validation = validation, GivenBy = given },
            given.Argument("folds") is not null);
    }

    /// <summary>The call with the rows: the run itself, or the one call that gave them to the search before.</summary>
    private static FlowEvent? GivenBy(PipelineGraph graph, FlowEvent run)
    {
        if (run.Argument("data") is not null)
            return run;
        if (run.Argument("search") is not { IsUnknown: false } search)
            return null;
        var calls = graph.Operations(Role.ConfiguresSearch).Where(call => call.Argument("search") == search && call.Guard.AgreesWith(run.Guard)).ToList();
        var given = calls.Where(call => call.Argument("data") is not null || call.Argument("split") is not null).ToList();
        return given.Count == 1 && !calls.Any(call => call.Site.Spec!.Has("own")) ? given[0] : null;
    }

    private static ImmutableArray<EstimatorStep> Preparation(PipelineGraph graph, FlowEvent run) =>
        run.Argument("preparation") is { IsNull: false } preparation && graph.Estimators(preparation) is { Length: 1 } known
            ? known[0].Estimator.Steps
            : ImmutableArray<EstimatorStep>.Empty;

    private static ImmutableArray<(Value Data, Guard Guard)> Side(PipelineGraph graph, Value split, int side) =>
        ValueFactory.Expand(split).Where(each => each.Value.Kind == ValueKind.Split && each.Value.Operands[side].Kind == ValueKind.Data)
            .Select(each => (each.Value.Operands[side], each.Guard)).ToImmutableArray();
}
