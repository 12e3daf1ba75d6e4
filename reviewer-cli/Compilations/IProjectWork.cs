using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Compilations;

/// <summary>What is done with each project of a review besides collecting its findings.</summary>
internal interface IProjectWork
{
    /// <summary>A text that stands in for a file; null when the file counts.</summary>
    SourceText? TextOf(string path);

    Task WorkAsync(ProjectCompilation project, AnalysisResult result, ProjectAnalysis analysis, CancellationToken cancellationToken);
}
