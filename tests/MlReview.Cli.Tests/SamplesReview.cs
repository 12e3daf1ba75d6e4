using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Tests;

/// <summary>All samples, reviewed once with the product's rules.</summary>
public sealed class SamplesReview : IAsyncLifetime
{
    internal ReviewResult Result { get; private set; } = null!;

    internal IReadOnlyList<PipelinePicture> Marked { get; private set; } = [];

    internal static string Root { get; } = RootOf(AppContext.BaseDirectory);

    /// <param name="sample">Such as <c>churn/defective</c>.</param>
    internal PipelinePicture Picture(string sample) => Marked.Single(picture => picture.Project.StartsWith(sample + "/", StringComparison.Ordinal));

    internal IEnumerable<string> Patterns(string sample) =>
        Result.PositivePatterns.Where(pattern => pattern.Project.StartsWith(sample + "/", StringComparison.Ordinal)).Select(pattern => pattern.Id);

    public async ValueTask InitializeAsync()
    {
        Result = await Review.OfProductAsync(Path.Combine(Root, "samples"));
        Marked = GuiltMarks.On(Result.Pictures, Result.Findings);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string RootOf(string directory) =>
        File.Exists(Path.Combine(directory, "MlReview.sln")) ? directory : RootOf(Path.GetDirectoryName(directory.TrimEnd(Path.DirectorySeparatorChar))!);
}

/// <summary>Classes that share one review of the samples.</summary>
[CollectionDefinition(Name)]
public sealed class SamplesCollection : ICollectionFixture<SamplesReview>
{
    public const string Name = "samples";
}
