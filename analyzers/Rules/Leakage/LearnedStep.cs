using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>What a fit learned that reaches the features of a model: the names of the steps, and how much it matters.</summary>
internal sealed record LearnedStep(string Names, Impact Impact, bool IsVocabularyOnly)
{
    /// <summary>Null when the fit learned nothing that counts.</summary>
    public static LearnedStep? Of(PipelineGraph graph, Fit fit, Estimator model)
    {
        var learned = fit.Steps.Where(step => step.Learning is not (Learning.Nothing or Learning.Series)).ToList();
        var counting = learned.Where(step => step.Learning != Learning.Vocabulary).ToList();
        if (counting.Count == 0)
            return learned.Count == 0 ? null : new LearnedStep(NamesOf(learned), Impact.Minor, true);
        var usesLabel = counting.Any(step => step.Learning is Learning.LabelStatistics or Learning.Prediction);
        return new LearnedStep(
            NamesOf(counting) + (usesLabel ? " (which uses the label)" : ""),
            usesLabel ? Impact.Critical : counting.All(step => step.Learning == Learning.Scaling) ? Impact.Minor : Impact.Major,
            false);
    }

    private static string NamesOf(IEnumerable<EstimatorStep> steps) => string.Join(" and ", steps.Select(step => step.Name).Distinct());
}
