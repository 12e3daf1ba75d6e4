using System.Collections.Immutable;
using MlReview.Analyzers.Rules.Artifacts;
using MlReview.Analyzers.Rules.Evaluation;
using MlReview.Analyzers.Rules.Leakage;
using MlReview.Analyzers.Rules.Reproducibility;
using MlReview.Analyzers.Rules.Skew;

namespace MlReview.Analyzers.Rules;

/// <summary>All rules. Adding one means adding its line here (and its page, tests and release note: a test asks for them).</summary>
internal static class AllRules
{
    public static ImmutableArray<Rule> Rules { get; } = ImmutableArray.Create<Rule>(
        new FitBeforeSplit(),
        new TrainedOnEvaluationRows(),
        new EvaluatedOnTrainingRows(),
        new LabelAmongFeatures(),
        new CrossValidatedAfterFit(),
        new TransformRefittedOnEvaluationRows(),
        new GroupsSplitApart(),
        new SelectedOnTestSet(),
        new ResampledBeforeSplit(),
        new IdentifierAmongFeatures(),
        new RandomSplitOfTimeSeries(),
        new LooksAhead(),
        new MisleadingSamplingKey(),
        new HeldOutRowsNeverUsed(),
        new PreprocessingLeftOutOfSavedModel(),
        new UnsavableMapping(),
        new CultureSensitiveFeature(),
        new ClockInFeature(),
        new LoaderDoesNotMatchFile(),
        new HardCodedStatistics(),
        new MappingDiffersFromFactory(),
        new MappingLeavesMember(),
        new ReusedRowKept(),
        new SourceEnumeratedManyTimes(),
        new HashCodeAsValue(),
        new MissingSeed(),
        new UnseededRandomness(),
        new SeedFromClock(),
        new NondeterministicTraining(),
        new UnversionedModel(),
        new SavedWithWrongSchema(),
        new SavedWithoutEvaluation(),
        new UnverifiedModel(),
        new MachineSpecificPath(),
        new NoProvenance(),
        new AccuracyOnly(),
        new ResultDropped(),
        new BestFoldShipped(),
        new MetricNeverComputed(),
        new WeightsIgnored(),
        new InnerLabelDiffers());
}
