using MlReview.Cli.Findings;
using MlReview.Cli.Reports;

namespace MlReview.Cli.GitHub.Runner;

/// <summary><c>--format github</c>: commands to a runner, which show the findings at their lines.</summary>
/// <param name="workspace">As <c>GITHUB_WORKSPACE</c> has it.</param>
internal sealed class AnnotationReport(string? workspace) : IReport
{
    public void Write(ReviewResult result, TextWriter output) =>
        AnnotationCommands.Write(result, result.RepositoryTop ?? RepositoryTop.Of(result.BasePath, workspace), output);
}
