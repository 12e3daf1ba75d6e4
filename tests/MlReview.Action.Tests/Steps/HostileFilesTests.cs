using System.Text.Json;

namespace MlReview.Action.Tests.Steps;

/// <summary>The real steps, the real tool and the real <c>dotnet</c> over a repository that means harm.</summary>
public sealed class HostileFilesTests(PackedTool package)
{
    [Theory]
    [InlineData("models", "")]
    [InlineData("", "HEAD")]
    public async Task Nothing_of_the_repository_governs_a_step(string path, string diff)
    {
        using var machine = RealMachine.Create();
        var hostile = await HostileWorkspace.CreateAsync(machine);

        var run = await new Running.ActionRun(machine, Repository.Root).RunAsync(new Dictionary<string, string>
        {
            ["version"] = package.Version, ["package-source"] = await package.Feed, ["path"] = path, ["diff"] = diff, ["reports"] = "json", ["fail-on"] = "major",
        });

        Assert.Equal(("success", 1), (run["Install the tool"].Outcome, run["Review"].ExitCode));
        Assert.Empty(hostile.Sprung);
        Assert.All(machine.FoldersOfDotnet(), folder => Assert.EndsWith("/_temp/mlreview/work", folder, StringComparison.Ordinal));
        // It was reviewed all the same, and for what it is.
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(run.Output("report-json"), TestContext.Current.CancellationToken));
        Assert.Contains(report.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("rule").GetString() == "MLR502");
        Assert.Equal(("pass-with-conditions", "0"), (run.Output("verdict"), run.Output("critical")));
        Assert.DoesNotContain("127.0.0.1", run.Log, StringComparison.Ordinal);
    }

    /// <summary>Without this, the test above would pass with traps that cannot spring.</summary>
    [Fact]
    public async Task The_traps_spring_for_programs_that_run_in_the_repository()
    {
        using var machine = RealMachine.Create();
        var hostile = await HostileWorkspace.CreateAsync(machine);

        await hostile.SpringAsync();

        Assert.Superset(new HashSet<string> { "build-props", "dotnet", "env", "fsmonitor", "mlreview" }, hostile.Sprung.ToHashSet());
    }
}
