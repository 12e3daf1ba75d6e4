using System.Collections.Immutable;
using MlReview.CodeFixes.Fixes.Artifacts;
using MlReview.CodeFixes.Fixes.Evaluation;
using MlReview.CodeFixes.Fixes.Leakage;
using MlReview.CodeFixes.Fixes.Reproducibility;
using MlReview.CodeFixes.Fixes.Skew;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes;

/// <summary>All fixes. Adding one means adding its line here (and its tests: a test asks for them).</summary>
internal static class AllFixes
{
    public static ImmutableArray<RuleFix> Fixes { get; } = ImmutableArray.Create<RuleFix>(
        new FitBeforeSplitFix(),
        new TrainedOnEvaluationRowsFix(),
        new EvaluatedOnTrainingRowsFix(),
        new LabelAmongFeaturesFix(),
        new CrossValidatedAfterFitFix(),
        new SelectedOnTestSetFix(),
        new PreprocessingLeftOutOfSavedModelFix(),
        new UnsavableMappingFix(),
        new CultureSensitiveFeatureFix(),
        new LoaderDoesNotMatchFileFix(),
        new MappingDiffersFromFactoryFix(),
        new ReusedRowKeptFix(),
        new MissingSeedFix(),
        new UnseededRandomnessFix(),
        new SeedFromClockFix(),
        new NondeterministicTrainingFix(),
        new UnversionedModelFix(),
        new SavedWithWrongSchemaFix(),
        new ResultDroppedFix(),
        new MetricNeverComputedFix(),
        new InnerLabelDiffersFix());

    /// <summary>The ways to repair a finding that leave a program which compiles.</summary>
    public static IEnumerable<Repair> For(FindingToRepair finding, string ruleId) =>
        Fixes.Where(fix => fix.RuleId == ruleId)
            .SelectMany(fix => fix.Repairs(finding))
            .Where(repair => Repaired.Compiles(finding.Compilation, repair, finding.Cancellation));
}
