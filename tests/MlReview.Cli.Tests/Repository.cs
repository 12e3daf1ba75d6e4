namespace MlReview.Cli.Tests;

/// <summary>The files of the repository that the tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = RootOf(AppContext.BaseDirectory);

    private static string RootOf(string directory) =>
        File.Exists(Path.Combine(directory, "MlReview.sln")) ? directory : RootOf(Path.GetDirectoryName(directory.TrimEnd(Path.DirectorySeparatorChar))!);
}
