using System.Reflection;
using Xunit;

namespace MlReview.Surfaces.Tests;

/// <summary>The committed surfaces are what the generator writes.</summary>
public sealed class GeneratedFileTests
{
    [Fact]
    public void The_committed_files_are_what_the_generator_writes()
    {
        var folder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "SurfaceSources").Value!;
        var generated = SurfaceGenerator.Generate(folder);
        var committed = Directory.EnumerateDirectories(folder, "Microsoft.*")
            .SelectMany(assembly => Directory.EnumerateFiles(assembly, "*", SearchOption.AllDirectories))
            .Append(Path.Combine(folder, "Assemblies.props"))
            .ToDictionary(path => Path.GetRelativePath(folder, path), path => File.ReadAllText(path).ReplaceLineEndings("\n"));

        Assert.Empty(generated.Errors);
        Assert.Equal(generated.Files.Keys.Order(StringComparer.Ordinal), committed.Keys.Order(StringComparer.Ordinal));
        Assert.All(generated.Files, file => Assert.Equal(file.Value, committed[file.Key]));
    }
}
