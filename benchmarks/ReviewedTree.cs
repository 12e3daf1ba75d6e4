using System.Globalization;

namespace MlReview.Benchmarks;

/// <summary>
/// A checkout of 100,000 lines in five projects, of which a twentieth is about machine learning. All five reference ML.NET, so that what
/// keeps the reviewer from looking at the other files is not the project they are in.
/// </summary>
internal static class ReviewedTree
{
    public const int Lines = 100_000;
    private const int LinesPerFile = 1_000;
    private const int Projects = 5;
    private const int FilesPerProject = Lines / LinesPerFile / Projects;

    private const string ProjectFile = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.ML" Version="5.0.0" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>Writes the checkout into a directory: the projects are its folders.</summary>
    public static void Write(string directory)
    {
        var plain = Code.Plain(Lines).ToList();
        for (var project = 0; project < Projects; project++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"Shop{project}"))).FullName;
            File.WriteAllText(Path.Combine(folder, $"Shop{project}.csproj"), ProjectFile);
            File.WriteAllText(Path.Combine(folder, "Training.cs"), Code.Training(LinesPerFile));
            for (var file = 1; file < FilesPerProject; file++)
                File.WriteAllText(Path.Combine(folder, $"Orders{file}.cs"), plain[(project * FilesPerProject) + file]);
        }
    }

    /// <summary>Writes projects of 1,000 lines of training code each, the most that a project of its size can give the rules to do.</summary>
    public static void WriteProjects(string directory, int projects)
    {
        var training = Code.Training(LinesPerFile);
        for (var project = 0; project < projects; project++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"Model{project}"))).FullName;
            File.WriteAllText(Path.Combine(folder, $"Model{project}.csproj"), ProjectFile);
            File.WriteAllText(Path.Combine(folder, "Training.cs"), training);
        }
    }

    /// <summary>The source files of each project.</summary>
    public static IEnumerable<IReadOnlyList<string>> SourcesOf(string directory) =>
        Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal).Select(folder => Directory.GetFiles(folder, "*.cs"));
}
