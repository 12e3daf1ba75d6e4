using System.Collections.Immutable;

namespace MlReview.Analyzers.Pipeline;

/// <summary>The columns that a trainer reads, as they stand where it is fitted.</summary>
internal sealed class TrainerColumns
{
    public TrainerColumns(EstimatorStep trainer, ImmutableArray<Column> features, Column? label)
    {
        Trainer = trainer;
        Features = features;
        Label = label;
    }

    public EstimatorStep Trainer { get; }

    public ImmutableArray<Column> Features { get; }

    /// <summary>Null for a trainer without a label, and where the label is not known.</summary>
    public Column? Label { get; }

    /// <summary>What says which rows a ranking trainer ranks against each other; null for other trainers, and where it is not known.</summary>
    public Column? RowGroup { get; init; }

    /// <summary>The features and all columns that they are computed from.</summary>
    public IEnumerable<Column> FeatureSources => Features.SelectMany(feature => feature.Upstream()).Distinct();

    /// <summary>Whether everything that the features are computed from is known: only then does "not among it" mean anything.</summary>
    public bool IsKnown => FeatureSources.All(column => column.IsKnown);

    /// <summary>The steps of a fit whose output goes into the features; a null fit stands for the estimator of the trainer itself.</summary>
    public IEnumerable<EstimatorStep> StepsOf(Fit? fit) =>
        FeatureSources.Where(column => column.Fit?.Site == fit?.Site).Select(column => column.Step).OfType<EstimatorStep>().Distinct();
}
