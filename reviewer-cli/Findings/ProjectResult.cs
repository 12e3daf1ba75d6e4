using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MlReview.Cli.Pictures;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Findings;

/// <summary>
/// What a review found out about one project. Plain data without a trace of the compiler, so that it outlives the compilation, can be kept
/// on disk and be joined with the results of other projects.
/// </summary>
internal sealed record ProjectResult
{
    public required ProjectCoverage Coverage { get; init; }

    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Its pipelines, without findings.</summary>
    public ImmutableArray<PipelinePicture> Pictures { get; init; } = [];

    /// <summary>What it does right.</summary>
    public ImmutableArray<PositivePattern> PositivePatterns { get; init; } = [];

    /// <summary>What was read with an assumption or not at all, in this project and those that it sees.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];

    /// <summary>False where something failed that may succeed the next time: such a result is not kept.</summary>
    [JsonIgnore]
    public bool IsRepeatable { get; init; } = true;
}
