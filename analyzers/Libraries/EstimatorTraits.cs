using System.Collections.Immutable;

namespace MlReview.Analyzers.Libraries;

/// <summary>What <c>Fit</c> of an estimator learns from the rows it is given.</summary>
internal enum Learning
{
    /// <summary>Row-wise: the output of a row depends on that row alone.</summary>
    Nothing,

    /// <summary>Only which categories exist. On all rows this is a hint at most, on the label it is needed.</summary>
    Vocabulary,

    /// <summary>Range, mean, variance or quantiles of a column.</summary>
    Scaling,

    /// <summary>Anything else that the values of the rows decide: dictionaries, projections, imputed means, clusters.</summary>
    Statistics,

    /// <summary>Something that the label decides.</summary>
    LabelStatistics,

    /// <summary>A model that predicts from labelled rows.</summary>
    Prediction,

    /// <summary>A model without labels: clusters, anomalies.</summary>
    Structure,

    /// <summary>A model of one ordered series, which it is fitted on by design.</summary>
    Series,
}

/// <summary>Where an estimator draws random numbers.</summary>
internal enum Draws
{
    Never,

    /// <summary>From the context, in <c>Fit</c>.</summary>
    Context,

    /// <summary>From its own seed, else from the context.</summary>
    OwnSeedElseContext,

    /// <summary>From the context, when the view it is fitted on can shuffle (cached, binary or shuffled).</summary>
    ContextWhenShufflable,

    /// <summary>As the binary trainer it is given.</summary>
    AsInner,
}

/// <summary>The learning task of a trainer.</summary>
internal enum LearningTask
{
    None,
    Binary,
    Multiclass,
    Regression,
    Ranking,
    Recommendation,
    Clustering,
    Anomaly,
    Forecasting,
}

/// <summary>The facts about one estimator that the rules need; measured (see docs/architecture.md, "Facts").</summary>
internal sealed record EstimatorTraits(Learning Learning, Draws Draws = Draws.Never, LearningTask Task = LearningTask.None)
{
    /// <summary>A search for a model: it trains many and keeps one. What it draws is its own matter.</summary>
    public static readonly EstimatorTraits Search = new(Learning.Prediction) { ReadsEveryColumn = true };

    /// <summary>Argument that must be given a value other than the default for anything to be learned; null = learns always.</summary>
    public string? LearnsOnlyWith { get; init; }

    /// <summary>Argument that, when given, turns learning off (a vocabulary that the caller supplies).</summary>
    public string? LearnsNothingWith { get; init; }

    /// <summary>Computes its output from columns that cannot be read off its arguments.</summary>
    public bool HasHiddenInputs { get; init; }

    /// <summary>Option that, at a value other than zero, makes <c>Fit</c> draw from the context whatever it does otherwise.</summary>
    public string? DrawsWith { get; init; }

    /// <summary>
    /// Options each of which makes a trainer repeatable that is not so by itself: a number of threads at one, or a switch that is on.
    /// </summary>
    public ImmutableArray<string> RepeatableWith { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Argument that is taken and has no effect.</summary>
    public string? Ignores { get; init; }

    /// <summary>Reads every column there is but the label.</summary>
    public bool ReadsEveryColumn { get; init; }

    /// <summary>Options that, when set, let the validation rows decide when training ends or what is kept of the model.</summary>
    public ImmutableArray<string> ValidatesWith { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The option that has to be switched off for the validation rows to decide nothing.</summary>
    public string? ValidatesUnless { get; init; }

    /// <summary>Puts several columns side by side into one.</summary>
    public bool Concatenates { get; init; }

    /// <summary>Computes no column; it only says which ones stay.</summary>
    public bool WritesNothing { get; init; }

    /// <summary>Gives keys that number the values in their order; a range of such keys is a choice of values.</summary>
    public bool NumbersValues { get; init; }

    /// <summary>Turns values into categories: a number that goes through it is no quantity any more.</summary>
    public bool EncodesCategories { get; init; }

    /// <summary>Reads the rows as one series: what it computes of a row depends on the rows before.</summary>
    public bool ReadsInOrder { get; init; }

    /// <summary>Learns one thing for each user, item or the like: identifiers are what it is made for.</summary>
    public bool LearnsFromIdentifiers { get; init; }

    /// <summary>Arguments that name the columns it reads, where they are not those that nearly all its kind share.</summary>
    public ImmutableArray<string> Reads { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Arguments that name the columns it writes, where they are not those that nearly all its kind share.</summary>
    public ImmutableArray<string> Writes { get; init; } = ImmutableArray<string>.Empty;

    public bool IsTrainer => Learning is Learning.Prediction or Learning.Structure or Learning.Series;
}
