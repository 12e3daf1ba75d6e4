using System.Globalization;
using System.Text.Json;
using Xunit;

namespace MlReview.EndToEnd;

/// <summary>A finding in a build's log of errors, where suggestions stand as well.</summary>
internal sealed record LoggedFinding(string Id, string Level, int Line);

/// <summary>
/// The analyzers packed into a folder feed, and fresh projects elsewhere that install them from there, all built at once. Every run packs
/// another version: NuGet would take one that it has seen before from its cache.
/// </summary>
public sealed class PackedAnalyzers : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlreview-package-");

    internal string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test-{DateTime.UtcNow.Ticks}");

    internal string PackageFile => Path.Combine(Feed, $"MlReview.Analyzers.{Version}.nupkg");

    /// <summary>Where the projects lie, each in a folder of its name.</summary>
    internal string Projects => Path.Combine(_folder.FullName, "projects");

    internal BuildLog Log { get; private set; } = new(0, "");

    private string Feed => Path.Combine(_folder.FullName, "feed");

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
        Directory.CreateDirectory(Projects);
        WriteCommonFiles();
        foreach (var project in FreshProject.All)
            Write(project);
        File.WriteAllText(
            Path.Combine(Projects, "All.slnx"),
            $"<Solution>{string.Concat(FreshProject.All.Select(project => $"<Project Path=\"{project.Name}/{project.Name}.csproj\" />"))}</Solution>");
        Log = await BuildLog.OfAsync(Path.Combine(Projects, "All.slnx"), TestContext.Current.CancellationToken);
    }

    /// <summary>The lines of the build about one project.</summary>
    internal IEnumerable<BuildMessage> MessagesOf(string project) =>
        Log.Messages.Where(message => message.File.StartsWith(Path.Combine(Projects, project) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>All findings in one project, also those that a build does not print.</summary>
    internal List<LoggedFinding> FindingsIn(string project)
    {
        using var log = JsonDocument.Parse(File.ReadAllText(Path.Combine(Projects, project, "obj", "build.sarif")));
        return
        [
            .. from result in log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
               let id = result.GetProperty("ruleId").GetString()!
               where id.StartsWith("MLR", StringComparison.Ordinal) && !result.TryGetProperty("suppressions", out _)
               let line = result.TryGetProperty("locations", out var places) ? places[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32() : 0
               orderby line, id
               select new LoggedFinding(id, result.GetProperty("level").GetString()!, line),
        ];
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        foreach (var installed in PackageFolders().Select(folder => Path.Combine(folder, "mlreview.analyzers", Version)).Where(Directory.Exists))
            Directory.Delete(installed, recursive: true);
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void WriteCommonFiles()
    {
        // On top of what the machine's own configuration names: the folder feed.
        File.WriteAllText(Path.Combine(Projects, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        // Whatever stands in a folder above the temporary one is not for these projects.
        File.WriteAllText(Path.Combine(Projects, "Directory.Build.props"), """
            <Project>
              <PropertyGroup>
                <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
                <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <ErrorLog>$(MSBuildProjectDirectory)/obj/build.sarif,version=2.1</ErrorLog>
              </PropertyGroup>
            </Project>
            """);
    }

    private void Write(FreshProject project)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Projects, project.Name)).FullName;
        File.WriteAllText(Path.Combine(folder, project.Name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {project.Properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MlReview.Analyzers" Version="{Version}" />
                <AdditionalFiles Include="*.mlreview.txt" />
              </ItemGroup>
              <Import Project="{Repository.PathOf("surfaces", "MlNet.targets")}" />
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), project.Program);
        if (project.EditorConfig.Length > 0)
            File.WriteAllText(Path.Combine(folder, ".editorconfig"), "root = true\n[*.cs]\n" + project.EditorConfig);
        if (project.Roles.Length > 0)
            File.WriteAllText(Path.Combine(folder, "team.mlreview.txt"), project.Roles);
    }

    /// <summary>Where NuGet installed packages for the fresh projects.</summary>
    private List<string> PackageFolders()
    {
        var assets = Path.Combine(Projects, FreshProject.All[0].Name, "obj", "project.assets.json");
        if (!File.Exists(assets))
            return [];
        using var json = JsonDocument.Parse(File.ReadAllText(assets));
        return [.. json.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
    }
}
