using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Cli.Pictures;

/// <summary>What is drawn and praised of one project.</summary>
/// <param name="Failures">Exceptions that kept something from being drawn; findings do not depend on it.</param>
internal sealed record ProjectDrawing(ImmutableArray<PipelinePicture> Pictures, ImmutableArray<PositivePattern> PositivePatterns, ImmutableArray<string> Failures)
{
    public static readonly ProjectDrawing None = new([], [], []);

    /// <param name="diagnostics">Everything the rules found, before anybody suppressed it: praise must not contradict a finding.</param>
    public static ProjectDrawing Of(PipelineGraph graph, IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        try
        {
            return new ProjectDrawing(
                new PictureBuilder(graph, cancellation).Build(),
                [.. ProvenPatterns.In(graph, diagnostics.Select(diagnostic => diagnostic.Id).ToHashSet(StringComparer.Ordinal))],
                []);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return None with { Failures = [$"{failure.GetType().Name} while its pipeline was drawn"] };
        }
    }

    /// <param name="project">Path of the project, relative to the review.</param>
    public ProjectDrawing In(string project) => this with
    {
        Pictures = [.. Pictures.Select(picture => picture with { Project = project })],
        PositivePatterns = [.. PositivePatterns.Select(pattern => pattern with { Project = project })],
    };
}
