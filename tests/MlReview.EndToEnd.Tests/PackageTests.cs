using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace MlReview.EndToEnd;

/// <summary>The NuGet package: what is in it, and that a project which installs it sees findings.</summary>
public sealed class PackageTests(PackedAnalyzers packed)
{
    [Fact]
    public void Fresh_project_sees_the_finding_in_its_build()
    {
        var finding = Assert.Single(packed.MessagesOf("Fresh"));
        Assert.Equal(("warning", "MLR101", "Program.cs", 6), (finding.Level, finding.Id, Path.GetFileName(finding.File), finding.Line));
    }

    [Fact]
    public void Holds_exactly_these_files()
    {
        using var package = ZipFile.OpenRead(packed.PackageFile);

        string[] expected =
        [
            "MlReview.Analyzers.nuspec",
            "PACKAGE.md",
            "[Content_Types].xml",
            "_rels/.rels",
            "analyzers/dotnet/cs/MlReview.Analyzers.dll",
            "analyzers/dotnet/cs/MlReview.CodeFixes.dll",
            "build/MlReview.Analyzers.props",
            "build/MlReview.Analyzers.targets",
            "build/presets/mlreview.minimal.globalconfig",
            "build/presets/mlreview.none.globalconfig",
            "build/presets/mlreview.recommended.globalconfig",
            "build/presets/mlreview.strict.globalconfig",
            "buildTransitive/MlReview.Analyzers.props",
            "buildTransitive/MlReview.Analyzers.targets",
            "icon.png",
        ];
        // NuGet gives the file of core properties another name in each pack.
        var content = package.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("package/services/metadata/core-properties/", StringComparison.Ordinal));
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
        Assert.Equal("icon.png", Text("icon"));
        Assert.Null(Text("dependencies"));
    }

    [Fact]
    public void Its_icon_is_a_square_that_galleries_take()
    {
        using var package = ZipFile.OpenRead(packed.PackageFile);
        using var icon = package.GetEntry("icon.png")!.Open();
        var header = new byte[24];
        icon.ReadExactly(header);

        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G'];
        Assert.Equal(png, header[..4]);
        Assert.Equal((128, 128), (header[19], header[23]));
    }

    [Fact]
    public void Its_readme_links_nothing_that_only_the_repository_has()
    {
        using var package = ZipFile.OpenRead(packed.PackageFile);
        using var readme = new StreamReader(package.GetEntry("PACKAGE.md")!.Open());

        Assert.DoesNotMatch(@"\]\((?!https://)", readme.ReadToEnd());
    }
}
