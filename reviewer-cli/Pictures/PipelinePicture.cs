using System.Collections.Immutable;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Pictures;

/// <summary>What a node of a pipeline is to the flow.</summary>
internal enum NodeKind
{
    /// <summary>Rows as they are loaded or given.</summary>
    Data,

    /// <summary>Rows that were filtered, taken, shuffled, repeated.</summary>
    Rows,

    Split,

    /// <summary>A value that the code itself computes over rows, and puts into rows.</summary>
    Statistic,

    Fit,
    CrossValidation,
    Evaluation,

    /// <summary>A comparison of a metric that decides whether a model is saved.</summary>
    Gate,

    Save,
    Load,
    Predict,
}

/// <summary>What flows along an edge.</summary>
internal enum EdgeKind
{
    Rows,
    Model,
    Metrics,
}

/// <summary>A range of a file.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record PicturePlace([property: AbsolutePath] string Path, SourceRange Range);

/// <summary>A step of an estimator chain, inside the node that fits it.</summary>
/// <param name="Learns">Whether fitting it learns something of the rows.</param>
/// <param name="Trains">Whether it is the trainer.</param>
internal sealed record PictureStep(string Name, bool Learns, bool Trains, PicturePlace Place)
{
    /// <summary>The worst finding that touches it; null when none does.</summary>
    public Severity? Guilt { get; init; }
}

/// <summary>One place of the code that takes part in a pipeline.</summary>
/// <param name="Id">Unique in its picture: n1, n2, … in the order of the source.</param>
/// <param name="Title">What happens there: "Split", "Train".</param>
/// <param name="Name">The user's own name for what comes out of it.</param>
/// <param name="Detail">What else is worth knowing: a path, a fraction, the metrics that are read; may be empty.</param>
/// <param name="Line">The text of the line it starts at.</param>
internal sealed record PictureNode(string Id, NodeKind Kind, string Title, string Name, string Detail, PicturePlace Place, string Line)
{
    public ImmutableArray<PictureStep> Steps { get; init; } = [];

    /// <summary>Further places that belong to it: where its metrics are read, its path is written.</summary>
    public ImmutableArray<PicturePlace> Covers { get; init; } = [];

    /// <summary>The worst finding that stands here; null when none does.</summary>
    public Severity? Guilt { get; init; }

    /// <summary>Fingerprints of the findings that stand here.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>Fingerprints of the findings that stand elsewhere and whose path leads through it.</summary>
    public ImmutableArray<string> Passes { get; init; } = [];
}

/// <summary>What one node gives another.</summary>
/// <param name="Label">Which rows, or which model; may be empty.</param>
internal sealed record PictureEdge(string From, string To, EdgeKind Kind, string Label)
{
    /// <summary>The worst finding whose path takes this edge; null when none does.</summary>
    public Severity? Guilt { get; init; }

    public ImmutableArray<string> Findings { get; init; } = [];
}

/// <summary>
/// A pipeline as a graph of the user's own code: which rows go where, what is fitted on them, evaluated, saved. Without findings until
/// <see cref="GuiltMarks"/> adds them: which findings count is decided after the picture is taken.
/// </summary>
/// <param name="Project">Path of the project, relative to the review.</param>
/// <param name="Title">The member in which the model is trained, or the pipeline begins.</param>
internal sealed record PipelinePicture(string Project, string Title, ImmutableArray<PictureNode> Nodes, ImmutableArray<PictureEdge> Edges)
{
    /// <summary>How many nodes of a very large pipeline are not shown.</summary>
    public int Omitted { get; init; }

    /// <summary>Whether <see cref="GuiltMarks"/> were there already: then they stay, for the picture comes from a report.</summary>
    public bool IsMarked { get; init; }

    public bool IsGuilty => Nodes.Any(node => node.Guilt is not null || node.Steps.Any(step => step.Guilt is not null));
}

/// <summary>Something that a project does right, proven from its pipeline graph.</summary>
/// <param name="Id">Stable name: split-before-fit.</param>
/// <param name="Proof">Why that is certain, in the user's own names.</param>
internal sealed record PositivePattern(string Id, string Title, string Proof, string Project, PicturePlace Place);
