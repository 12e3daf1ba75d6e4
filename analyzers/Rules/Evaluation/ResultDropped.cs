using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Evaluation;

/// <summary>MLR502: the result of an operation that only returns something is thrown away.</summary>
internal sealed class ResultDropped : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR502",
        "Result dropped",
        "'{0}' only returns something, and {1}: {2}",
        Category.Evaluation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Pipelines, rows, models and metrics are immutable. A call whose result nobody takes does nothing: the stage is not in the pipeline, the rows are not filtered, the model is gone.",
        HelpLink("MLR502"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var recorded in graph.Events)
        {
            if (recorded.Kind is not (EventKind.DropsResult or EventKind.StoresUnread) || HasAnotherPurpose(graph, recorded.Site))
                continue;
            var call = recorded.Site;
            var place = new Place(call.Node, call.Member);
            var isDropped = recorded.Kind == EventKind.DropsResult;
            yield return new Finding(
                place, Impact.Major, call.Spec!.Name, isDropped ? "nobody takes it" : $"nobody reads '{recorded.Symbol!.Name}'", Loss(call, place))
            {
                IsHint = !isDropped,
                RepairPlaces = isDropped && Variable(graph, call, place) is { } variable ? ImmutableArray.Create(("variable", variable)) : ImmutableArray<(string, Place)>.Empty,
                Fix = "Assign the result and use it, or delete the call; write '_ =' where it is dropped on purpose.",
            };
        }
    }

    /// <summary>A fit that hands its model to a delegate; of an unknown estimator nobody can tell.</summary>
    private static bool HasAnotherPurpose(PipelineGraph graph, CallSite call)
    {
        if (call.Role != Role.Fits)
            return false;
        return graph.OperationAt(call) is not { } fit || ValueFactory.Expand(fit.Receiver).Any(each => ModelOrigins.Parts(each.Value).Any(
            step => step.Kind != ValueKind.Event || step.Site!.Spec?.Has("runs") == true));
    }

    /// <summary>What the result should have gone back into: the pipeline that is extended, or the rows of which some are kept.</summary>
    private static Place? Variable(PipelineGraph graph, CallSite call, Place place)
    {
        if (call.Role is Role.Caches or Role.TakesRows or Role.SkipsRows or Role.FiltersByRange or Role.FiltersRows or Role.Shuffles)
            return place.Argument(call.Spec!.Parameter("data"), 0);
        if (call.Role != Role.Appends)
            return null;
        var appends = new HashSet<Location>(graph.Operations(Role.Appends).Select(each => new Place(each.Site.Node, each.Site.Member).Location));
        var (chain, start) = (place, place.Receiver);
        for (; chain != start && appends.Contains(start.Location); start = start.Receiver)
            chain = start;
        return start;
    }

    private static string Loss(CallSite call, Place place) => call.Role switch
    {
        Role.Appends => $"'{place.ReceiverText}' stays as it was",
        Role.Fits => "the fitted model is lost",
        Role.Transforms => "the transformed rows are lost",
        Role.Evaluates or Role.CrossValidates => "the metrics are lost",
        Role.Splits or Role.SplitsIntoFolds => "the parts are lost",
        Role.BuildsEstimator => "the step is in no pipeline",
        _ => $"'{place.Argument(call.Spec!.Parameter("data"), 0).Text}' stays as it was",
    };
}
