using System.Globalization;
using System.Text.Json;
using Xunit;

namespace MlReview.EndToEnd;

/// <summary>
/// The analyzers packed into a folder feed, and a fresh project elsewhere that installs them from there. Every run packs another
/// version: NuGet would take one that it has seen before from its cache.
/// </summary>
public sealed class PackedAnalyzers : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlreview-package-");

    internal string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test-{DateTime.UtcNow.Ticks}");

    internal string PackageFile => Path.Combine(Feed, $"MlReview.Analyzers.{Version}.nupkg");

    private string Feed => Path.Combine(_folder.FullName, "feed");

    private string Project => Path.Combine(_folder.FullName, "fresh");

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        // What the build of this test has left, packed as it is: building here would change files under the hands of other builds.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var packed = await DotNet.RunAsync(
            [
                "pack", Repository.PathOf("analyzers", "MlReview.Analyzers.csproj"), "-c", configuration, "--no-build", "-o", Feed,
                $"-p:PackageVersion={Version}", $"-p:NuspecOutputPath={Path.Combine(_folder.FullName, "nuspec")}", "-v:q", "-nologo", "-nodeReuse:false",
            ],
            TestContext.Current.CancellationToken);
        Assert.True(packed.ExitCode == 0, packed.Text);
    }

    /// <summary>Builds a program in a project of its own that references the package.</summary>
    internal async Task<BuildLog> BuildFreshProjectAsync(string program, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Project);
        // On top of what the machine's own configuration names: the folder feed.
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        // Whatever stands in a folder above the temporary one is not for this project.
        Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
                <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
              </PropertyGroup>
            </Project>
            """);
        Write("Fresh.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MlReview.Analyzers" Version="{Version}" />
              </ItemGroup>
              <Import Project="{Repository.PathOf("surfaces", "MlNet.targets")}" />
            </Project>
            """);
        Write("Program.cs", program);
        return await BuildLog.OfAsync(Path.Combine(Project, "Fresh.csproj"), cancellation);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        foreach (var installed in PackageFolders().Select(folder => Path.Combine(folder, "mlreview.analyzers", Version)).Where(Directory.Exists))
            Directory.Delete(installed, recursive: true);
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Project, name), text);

    /// <summary>Where NuGet installed packages for the fresh project.</summary>
    private List<string> PackageFolders()
    {
        var assets = Path.Combine(Project, "obj", "project.assets.json");
        if (!File.Exists(assets))
            return [];
        using var json = JsonDocument.Parse(File.ReadAllText(assets));
        return [.. json.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
    }
}
