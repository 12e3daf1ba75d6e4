using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Evaluation;

/// <summary>MLR506: example weights are given to a trainer that ignores them.</summary>
internal sealed class WeightsIgnored : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR506",
        "Weights ignored",
        "'{0}' ignores the weights in '{1}': it trains the same model with any weights, and with a column that does not exist",
        Category.Evaluation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Example weights are given to a trainer that takes the argument and ignores it: the model is trained as if all rows weighed the same.",
        HelpLink("MLR506"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var built in graph.Operations(Role.BuildsEstimator))
        {
            var step = new EstimatorStep(built);
            if (step.Traits?.Ignores is { } weights && step.Argument(weights) is { Kind: ValueKind.Constant, Tag: string { Length: > 0 } column })
            {
                yield return new Finding(step.PlaceOf(weights), Impact.Major, step.Name, column)
                {
                    Fix = "Take a trainer that uses weights (SdcaNonCalibrated, LbfgsLogisticRegression), or leave the weights out.",
                };
            }
        }
    }
}
