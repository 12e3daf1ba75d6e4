using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;
using Origins = MlReview.Analyzers.Flow.Sources;

namespace MlReview.Cli.Pictures;

/// <summary>A comparison of a metric that decides whether a save is reached.</summary>
/// <param name="Compares">The comparison.</param>
/// <param name="Judges">The evaluations, cross-validations or searches that the metric was read of.</param>
internal sealed record Gate(Save Save, FlowEvent Compares, IReadOnlyList<CallSite> Judges)
{
    public Place Place => new(Compares.Site.Node, Compares.Site.Member);

    /// <summary>The gates of a graph: a save's own branch was decided by the comparison, here or in a member that the condition calls.</summary>
    public static IEnumerable<Gate> In(PipelineGraph graph)
    {
        var comparisons = graph.Events.Where(recorded => recorded.Kind == EventKind.Compares).ToList();
        return from save in graph.Saves
               from comparison in comparisons
               where save.Event.Guard.Decisions.Any(decision => Decides(comparison.Site, decision))
               let judges = new[] { comparison.Receiver, comparison.Argument("value")! }.SelectMany(Origins.Metrics).SelectMany(Origins.Within)
                   .Where(value => value.Kind == ValueKind.Event && value.Site!.Role is Role.Evaluates or Role.CrossValidates or Role.RunsSearch).Select(value => value.Site!).Distinct().ToList()
               where judges.Count > 0
               select new Gate(save, comparison, judges);
    }

    private static bool Decides(CallSite comparison, Decision decision)
    {
        if (decision.Condition is not Microsoft.CodeAnalysis.SyntaxNode condition)
            return false;
        for (var site = comparison; site is not null; site = site.Outer)
        {
            if (site.Outer == decision.Call && site.Node.SyntaxTree == condition.SyntaxTree && condition.Span.Contains(site.Node.Span))
                return true;
        }

        return false;
    }
}

/// <summary>Draws gates: from the evaluation over the comparison to the save.</summary>
internal sealed class GatePainter(PipelineGraph graph, PictureDraft draft)
{
    public void Draw()
    {
        foreach (var gate in Gate.In(graph))
        {
            var node = draft.Node(NodeKind.Gate, gate.Place, "Gate", gate.Place.Text);
            foreach (var judge in gate.Judges)
            {
                var kind = judge.Role switch { Role.Evaluates => NodeKind.Evaluation, Role.CrossValidates => NodeKind.CrossValidation, _ => NodeKind.Fit };
                draft.Edge(draft.Node(kind, new Place(judge.Node, judge.Member), "Evaluate", PictureBuilder.NameOf(judge)), node, EdgeKind.Metrics, "");
            }

            draft.Edge(node, draft.Node(NodeKind.Save, gate.Save.Place, "Save", gate.Save.ModelName), EdgeKind.Metrics, "decides");
        }
    }
}
