using MlReview.Cli.Sources;

namespace MlReview.Cli.GitHub.Runner;

/// <summary>Which directory GitHub counts paths from.</summary>
internal static class RepositoryTop
{
    /// <summary>
    /// In a workflow the outermost checkout in the workspace, for a repository inside it is a submodule; elsewhere the checkout that the directory is in.
    /// </summary>
    /// <param name="directory">Absolute.</param>
    /// <param name="workspace">As <c>GITHUB_WORKSPACE</c> has it; null or empty outside of a workflow.</param>
    public static string Of(string directory, string? workspace)
    {
        var upwards = new List<string>();
        for (var at = Path.TrimEndingDirectorySeparator(directory); at is not null; at = Path.GetDirectoryName(at))
            upwards.Add(at);
        if (workspace is { Length: > 0 } && Path.TrimEndingDirectorySeparator(Path.GetFullPath(workspace)) is var home && PathRules.IsWithin(upwards[0], home))
            return upwards.TakeWhile(d => PathRules.IsWithin(d, home)).LastOrDefault(IsCheckout) ?? home;
        return upwards.Find(IsCheckout) ?? upwards[0];
    }

    private static bool IsCheckout(string directory) => Path.Exists(Path.Combine(directory, ".git"));
}
