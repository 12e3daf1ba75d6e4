namespace MlReview.Browser.Tests;

/// <summary>Where the tests' own repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } = RootOf(AppContext.BaseDirectory);

    private static string RootOf(string directory) =>
        File.Exists(Path.Combine(directory, "MlReview.sln")) ? directory : RootOf(Path.GetDirectoryName(directory.TrimEnd(Path.DirectorySeparatorChar))!);
}
