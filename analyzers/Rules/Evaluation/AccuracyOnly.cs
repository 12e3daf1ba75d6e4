using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Evaluation;

/// <summary>MLR501: accuracy is all that is read of a binary model's metrics.</summary>
internal sealed class AccuracyOnly : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR501",
        "Accuracy only",
        "The accuracy is all that {0} '{1}', evaluated at {2}: on 95 % negatives a model that always says no has 0.95; look at F1, recall or the area under the precision-recall curve as well",
        Category.Evaluation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Accuracy alone gates, or is all that is read of, a binary model. It is high for a model that always gives the more frequent answer.",
        HelpLink("MLR501"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        if (!graph.IsComplete)
            yield break;
        var reads = graph.Events.Where(recorded => recorded.Kind == EventKind.ReadsMetric)
            .SelectMany(read => EvaluationsBehind(read.Receiver).Select(site => (Read: read, Site: site)));
        var selecting = new HashSet<CallSite>(graph.Selections.SelectMany(selection => selection.Judges));
        foreach (var evaluation in reads.GroupBy(read => read.Site.Node))
        {
            // Where the best of several models is kept, that is the greater trouble.
            if (evaluation.Any(each => selecting.Contains(each.Site)))
                continue;
            if (evaluation.Any(each => each.Read.Site.Spec?.Has("blind") != true || graph.Reach.IsHandedOut(each.Site)))
                continue;
            var sites = new HashSet<CallSite>(evaluation.Select(each => each.Site));
            var gates = graph.Events.Where(recorded => recorded.Kind == EventKind.Compares
                && (Concerns(recorded.Receiver, sites) || Concerns(recorded.Argument("value")!, sites))).ToList();
            if (!gates.Any(Selects))
                yield return Found(evaluation.Select(each => PlaceOf(each.Read)).ToList(), gates.Select(PlaceOf).ToList(), PlaceOf(evaluation.First().Site));
        }
    }

    private static Finding Found(IReadOnlyList<Place> reads, IReadOnlyList<Place> gates, Place evaluated)
    {
        var place = reads.FirstOrDefault(read => gates.Any(gate => gate.Contains(read))) ?? reads[0];
        return new Finding(place, Impact.Major, gates.Count > 0 ? "decides about" : "is read of", evaluated.ResultName, evaluated.SeenFrom(place))
        {
            IsHint = gates.Count == 0,
            Path = ImmutableArray.Create((evaluated, "evaluated here")),
            Fix = "Read F1, recall or the area under the precision-recall curve as well.",
        };
    }

    private static IEnumerable<CallSite> EvaluationsBehind(Value metrics) =>
        Sources.Within(metrics).Where(value => value.Kind == ValueKind.Event && value.Site!.Role is Role.Evaluates or Role.CrossValidates or Role.RunsSearch)
            .Select(value => value.Site!);

    private static bool Concerns(Value number, HashSet<CallSite> sites) =>
        Sources.Metrics(number).Any(metric => EvaluationsBehind(metric).Any(sites.Contains));

    /// <summary>Whether two metrics are compared, as where the best of several models is kept: another rule's.</summary>
    private static bool Selects(FlowEvent gate) => gate.Receiver.IsUnknown || gate.Argument("value")!.IsUnknown
        || (Sources.Metrics(gate.Receiver).Any() && Sources.Metrics(gate.Argument("value")!).Any());

    private static Place PlaceOf(FlowEvent recorded) => PlaceOf(recorded.Site);

    private static Place PlaceOf(CallSite site) => new(site.Node, site.Member);
}
