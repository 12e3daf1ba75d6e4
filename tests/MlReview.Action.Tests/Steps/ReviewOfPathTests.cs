using System.Text.Json;

namespace MlReview.Action.Tests.Steps;

/// <summary>The action's steps as they stand, with the tool as it is packed, over a checkout.</summary>
public sealed class ReviewOfPathTests(PackedTool package)
{
    [Fact]
    public async Task A_push_is_reviewed_annotated_summed_up_and_judged()
    {
        using var machine = await package.MachineWithToolAsync();
        foreach (var file in Directory.GetFiles(Repository.PathOf("samples", "churn", "defective")))
            machine.With("src/" + Path.GetFileName(file), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        var run = await new Running.ActionRun(machine, Repository.Root).RunAsync(new Dictionary<string, string>
        {
            ["version"] = package.Version, ["package-source"] = await package.Feed, ["reports"] = "json, sarif, markdown, html",
        });

        Assert.Equal("fail", run.Output("verdict"));
        Assert.Equal(1, run["Review"].ExitCode);
        Assert.Matches(@"(?m)^::error file=src/\w+\.cs,line=\d+", run.Log);
        Assert.Contains("MLR101", machine.Summary, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(run.Output("report-json"), TestContext.Current.CancellationToken));
        var critical = report.RootElement.GetProperty("findings").EnumerateArray().Count(finding => finding.GetProperty("severity").GetString() == "critical");
        Assert.Equal($"{critical}", run.Output("critical"));
        Assert.All(["sarif", "markdown", "html"], format => Assert.True(new FileInfo(run.Output("report-" + format)).Length > 0));
        Assert.Equal(0, (await machine.RunInWorkspaceAsync(run.Output("tool"), "rules")).ExitCode);
    }
}
