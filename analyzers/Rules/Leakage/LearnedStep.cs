using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>What a fit learned that reaches the features of a model: the names of the steps, and how much it matters.</summary>
internal sealed record LearnedStep(string Names, Impact Impact, bool IsVocabularyOnly)
{
    /// <summary>Null when the fit learned nothing that counts.</summary>
    /// <param name="graph">The pipeline graph.</param>
    /// <param name="fit">The fit that may have learned too much.</param>
    /// <param name="model">The estimator whose features are asked about.</param>
    /// <param name="data">The rows that estimator is given, with all that was applied to them.</param>
    public static LearnedStep? Of(PipelineGraph graph, Fit fit, Estimator model, Value data)
    {
        var learned = fit.Steps.Where(step => step.Learning is not (Learning.Nothing or Learning.Series)).ToList();
        if (graph.ColumnsOf(model, data) is { IsKnown: true } columns)
        {
            var feeding = new HashSet<CallSite>(columns.StepsOf(fit).Select(step => step.Site));
            learned.RemoveAll(step => !feeding.Contains(step.Site));
        }
        else
        {
            learned.RemoveAll(step => step.Learning == Learning.Vocabulary);
        }

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
