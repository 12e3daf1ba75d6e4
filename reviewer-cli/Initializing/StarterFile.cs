namespace MlReview.Cli.Initializing;

/// <summary>A file that <c>mlreview init</c> writes.</summary>
/// <param name="Path">From the top of the repository, with forward slashes.</param>
internal sealed record StarterFile(string Path, string Content);
