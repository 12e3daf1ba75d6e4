using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace MlReview.EndToEnd;

/// <summary>The NuGet package: what is in it, and that a project which installs it sees findings.</summary>
public sealed class PackageTests(PackedAnalyzers packed) : IClassFixture<PackedAnalyzers>
{
    private const string Leak = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var scaled = ml.Transforms.NormalizeMinMax("Size").Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
        var model = ml.Regression.Trainers.Sdca("Price", "Size").Fit(split.TrainSet);
        var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet), "Price");
        Console.WriteLine($"{metrics.RSquared:0.00} {metrics.RootMeanSquaredError:0.00}");

        internal sealed class House
        {
            [LoadColumn(0)] public float Size { get; set; }
            [LoadColumn(1)] public float Price { get; set; }
        }
        """;

    [Fact]
    public async Task Fresh_project_sees_the_finding_in_its_build()
    {
        var log = await packed.BuildFreshProjectAsync(Leak, TestContext.Current.CancellationToken);

        Assert.True(log.ExitCode == 0, log.Text);
        var finding = Assert.Single(log.Messages);
        Assert.Equal(("warning", "MLR101", "Program.cs", 6), (finding.Level, finding.Id, Path.GetFileName(finding.File), finding.Line));
    }

    [Fact]
    public void Holds_the_analyzer_in_one_flat_folder_and_no_library()
    {
        using var package = ZipFile.OpenRead(packed.PackageFile);

        string[] expected = ["PACKAGE.md", "analyzers/dotnet/cs/MlReview.Analyzers.dll"];
        var content = package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
            .Where(name => name is not ("[Content_Types].xml" or "MlReview.Analyzers.nuspec"));
        Assert.Equal(expected, content.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Is_a_development_dependency_under_MIT_that_needs_no_other_package()
    {
        using var package = ZipFile.OpenRead(packed.PackageFile);
        using var nuspec = package.GetEntry("MlReview.Analyzers.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();

        string? Text(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.Equal("true", Text("developmentDependency"));
        Assert.Equal("MIT", Text("license"));
        Assert.Equal("PACKAGE.md", Text("readme"));
        Assert.Null(Text("dependencies"));
    }
}
