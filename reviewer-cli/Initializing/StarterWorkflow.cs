using MlReview.Cli.Llm.Prompts;

namespace MlReview.Cli.Initializing;

/// <summary>The workflow that reviews pull requests.</summary>
internal static class StarterWorkflow
{
    public static StarterFile File => new(
        ".github/workflows/mlreview.yml",
        PromptFile.Read("initializing/workflow.yml").Replace("{{action}}", Action, StringComparison.Ordinal));

    /// <summary>
    /// The action of the version that writes the workflow. Who can move a tag can run code with the job's token, so the commit is named where the build
    /// knew it.
    /// </summary>
    private static string Action
    {
        get
        {
            var repository = new Uri(Product.Home).AbsolutePath.Trim('/');
            return Product.Commit.Length > 0 ? $"{repository}@{Product.Commit} # v{Product.Version}" : $"{repository}@v{Product.Version}";
        }
    }
}
