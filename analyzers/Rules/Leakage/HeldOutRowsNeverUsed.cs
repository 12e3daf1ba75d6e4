using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR114: a split's test side is never read, while the model that was trained on the other side is saved or used.</summary>
internal sealed class HeldOutRowsNeverUsed : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR114",
        "Held-out rows never used",
        "'{0}' holds rows out of '{1}', but nothing ever reads them: '{2}' ({3}) goes into use without an evaluation",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A split is made and its test side is never read, while the model trained on the other side is saved or used; or the model is trained on the test side and the training side is never read.",
        HelpLink("MLR114"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        if (!graph.IsComplete)
            yield break;
        foreach (var (split, train, test) in graph.IdleSplitSides)
        {
            var place = split.Place;
            foreach (var model in graph.Fits.Where(fit => fit.TrainsModel))
            {
                if (!graph.Reach.IsUsed(test) && (IsTrainedOn(model, train) || model.Data.Any(data => Rows.Relate(data.Data, train) == RowRelation.Contains)) && graph.Reach.GoesIntoUse(model) && !graph.Judgement.IsEvaluated(model))
                {
                    yield return new Finding(place, Impact.Major, place.ResultName, split.DataName, model.Place.ResultName, model.Place.SeenFrom(place))
                    {
                        Path = ImmutableArray.Create((model.Place, "the model is trained on the other side")),
                        Fix = "Evaluate the model on the test side before it is saved.",
                    };
                }
                else if (!graph.Reach.IsUsed(train) && IsTrainedOn(model, test) && (graph.Judgement.IsEvaluated(model) || graph.Reach.GoesIntoUse(model)))
                {
                    yield return new Finding(model.Place, Impact.Major, place.ResultName, split.DataName, model.Place.ResultName, model.Place.SeenFrom(model.Place))
                    {
                        Path = ImmutableArray.Create((place, "the training side of this split is never read")),
                        Fix = "Train on the training side; keep the test side for the evaluation.",
                    };
                }
            }
        }
    }

    /// <summary>Whether a model is trained on a test side whose training side lies idle: one finding, at the fit.</summary>
    public static bool IsTrainedOnTestSide(PipelineGraph graph, Fit model) =>
        graph.IdleSplitSides.Any(sides => IsTrainedOn(model, sides.Test) && !graph.Reach.IsUsed(sides.Train));

    /// <summary>Whether a model is trained on one side of a split whose other side lies idle: that is the cause of whatever else is missing.</summary>
    public static bool LeavesTestSideIdle(PipelineGraph graph, Fit model) =>
        graph.IdleSplitSides.Any(sides => IsTrainedOn(model, sides.Train) && !graph.Reach.IsUsed(sides.Test));

    private static bool IsTrainedOn(Fit model, Value side) =>
        side.Kind == ValueKind.Data && model.Data.Any(data => Rows.Spine(data.Data.First).Contains(side.First));
}
