namespace MlReview.EndToEnd;

/// <summary>Where the tests' own repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MlReview.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No MlReview.sln above '{start}'.");
    }
}
