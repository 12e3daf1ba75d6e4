using System.Diagnostics;
using System.Globalization;
using MlReview.Action.Tests.Running;

namespace MlReview.Action.Tests.Steps;

/// <summary>The tool, packed into a folder feed: what this build has left, packed as it is.</summary>
public sealed class PackedTool : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlreview-feed-");
    private readonly Lazy<Task<string>> _feed;
    private readonly Lazy<Task<string>> _installed;
    private readonly RunnerMachine _machine = RealMachine.Create();

    public PackedTool()
    {
        _feed = new(PackAsync);
        _installed = new(InstallAsync);
    }

    /// <summary>Another one for every run of the tests, so that no cache of packages can stand in for the package.</summary>
    internal string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test-{DateTime.UtcNow.Ticks}");

    /// <summary>Where the package lies; packed when the first test asks.</summary>
    internal Task<string> Feed => _feed.Value;

    /// <summary>A machine on which the action's own steps find the tool installed before: <c>dotnet</c> copies it.</summary>
    internal async Task<RunnerMachine> MachineWithToolAsync()
    {
        var machine = new RunnerMachine();
        machine.Install("dotnet", $"""
            if [[ $1 == --list-sdks ]]; then echo "10.0.100 [/sdk]"; exit; fi
            while [[ $1 != --tool-path ]]; do shift; done
            cp -R '{await _installed.Value}/.' "$2"
            """);
        return machine;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _machine.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<string> InstallAsync()
    {
        var run = await new ActionRun(_machine, Repository.Root).RunAsync(new Dictionary<string, string> { ["version"] = Version, ["package-source"] = await Feed, ["install-only"] = "true" });
        Assert.False(run.HasFailed, run.Log);
        return Path.GetDirectoryName(run.Output("tool"))!;
    }

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
