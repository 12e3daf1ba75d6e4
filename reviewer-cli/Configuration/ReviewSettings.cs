using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Configuration;

/// <summary>How to review, after the command line and <c>.mlreview.yml</c> were put together.</summary>
/// <param name="FailOn">Of the configuration; null when it says nothing.</param>
internal sealed record ReviewSettings(FileFilter Filter, RulePolicy Policy, FailOn? FailOn, BaselinePlace Baseline)
{
    /// <summary>What a baseline is to know of a review.</summary>
    public BaselineView View(ReviewScope scope, ReviewResult result) => new(scope.Root, Filter, Policy.Hears, result);
}
