namespace MlReview.Action.Tests;

/// <summary>The files of the repository that the tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = RootOf(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts)).ReplaceLineEndings("\n");

    private static string RootOf(string directory) =>
        File.Exists(Path.Combine(directory, "MlReview.sln")) ? directory : RootOf(Path.GetDirectoryName(directory.TrimEnd(Path.DirectorySeparatorChar))!);
}
