using System.Diagnostics;
using System.Globalization;

namespace MlReview.Action.Tests.Steps;

/// <summary>The tool, packed into a folder feed: what this build has left, packed as it is.</summary>
public sealed class PackedTool : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlreview-feed-");
    private readonly Lazy<Task<string>> _feed;

    public PackedTool() => _feed = new(PackAsync);

    /// <summary>Another one for every run of the tests, so that no cache of packages can stand in for the package.</summary>
    internal string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test-{DateTime.UtcNow.Ticks}");

    /// <summary>Where the package lies; packed when the first test asks.</summary>
    internal Task<string> Feed => _feed.Value;

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> PackAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "pack", Repository.PathOf("reviewer-cli", "MlReview.Cli.csproj"), "-c", configuration, "--no-build", "-o", _folder.FullName,
                $"-p:PackageVersion={Version}", $"-p:NuspecOutputPath={Path.Combine(_folder.FullName, "nuspec")}", "-v:q", "-nologo", "-nodeReuse:false",
            ]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return _folder.FullName;
    }
}
