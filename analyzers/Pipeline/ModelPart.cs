namespace MlReview.Analyzers.Pipeline;

/// <summary>A transformer in a model: everything a fit made, or its last step alone.</summary>
internal sealed record ModelPart(Fit Fit, bool IsLastStepOnly)
{
    /// <summary>Whether the step that wrote a column is in it.</summary>
    public bool Holds(Fit fit, EstimatorStep step) =>
        Fit.Site == fit.Site && (!IsLastStepOnly || Fit.Estimators.All(each => each.Estimator.Steps.LastOrDefault()?.Site == step.Site));
}
