using System.Diagnostics;
using System.Text.Json;

namespace MlReview.Cli.Tests.Commands;

/// <summary><c>--format github</c>, as a step of a workflow runs it and elsewhere.</summary>
public sealed class GitHubFormatTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("work/.git/HEAD", "").With("work/src/App.csproj", Review.Project).With("work/src/Program.cs", Review.Leaking).With("summary", "# Before\n");

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task In_a_workflow_there_are_annotations_a_summary_and_outputs()
    {
        var run = await RunAsync("review", _tree["work/src"], "--format", "github", "--format", "terminal", "--format", "json=" + _tree["out.json"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\n::error file=src/Program.cs,line=6,endLine=6,col=", "\n" + run.Output, StringComparison.Ordinal);
        Assert.Contains("Verdict: FAIL", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("# Before\n# FAIL\n", File.ReadAllText(_tree["summary"]), StringComparison.Ordinal);
        var outputs = File.ReadAllLines(_tree["output"]);
        Assert.Equal(["verdict=fail", "critical=1"], outputs.Take(2));
        Assert.Equal("report-json=" + _tree["out.json"], outputs[^1]);
    }

    [Fact]
    public async Task Commands_in_a_file_are_only_that()
    {
        var run = await RunAsync("review", _tree["work"], "--format", "terminal", "--format", "github=" + _tree["commands"]);
        Assert.StartsWith("::error file=src/Program.cs,", File.ReadAllText(_tree["commands"]), StringComparison.Ordinal);
        Assert.DoesNotContain("::error", run.Output, StringComparison.Ordinal);
        Assert.Equal("# Before\n", File.ReadAllText(_tree["summary"]));
        Assert.False(File.Exists(_tree["output"]));
    }

    [Fact]
    public async Task Outside_of_a_workflow_there_are_the_commands_alone()
    {
        var run = await Tool.RunAsync(null, new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "", ["GITHUB_WORKSPACE"] = "", ["GITHUB_STEP_SUMMARY"] = _tree["summary"] }, "review", _tree["work/src"], "--format", "github");
        Assert.Equal(1, run.ExitCode);
        Assert.All(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^::(error|warning|notice) file=src/Program.cs,", line));
        Assert.Equal("# Before\n", File.ReadAllText(_tree["summary"]));
    }

    [Fact]
    public async Task Merged_reports_are_shown_in_the_same_way()
    {
        await RunAsync("review", _tree["work"], "--format", "json=" + _tree["part.json"]);
        var run = await RunAsync("merge", _tree["part.json"], "--format", "github");
        Assert.Equal(1, run.ExitCode);
        // Paths of a merged review count from the current directory, which is not in this workspace.
        Assert.StartsWith("::error file=src/Program.cs,line=6,", run.Output, StringComparison.Ordinal);
        Assert.Contains("verdict=fail", File.ReadAllText(_tree["output"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_program_is_guarded_as_well()
    {
        if (OperatingSystem.IsWindows())
            return;
        // Nothing can be merged in a directory that is gone; no other fault is known that a test could bring about.
        Directory.CreateDirectory(_tree["gone"]);
        var start = new ProcessStartInfo("/bin/sh", ["-c", "cd \"$1\" && rmdir \"$1\" && GITHUB_ACTIONS=true dotnet \"$2\" merge x", "sh", _tree["gone"], Path.Combine(AppContext.BaseDirectory, "mlreview.dll")]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        Assert.StartsWith("mlreview: a fault of its own: System.IO.FileNotFoundException", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.Equal(134, process.ExitCode);
    }

    [Theory]
    [InlineData("terminal")]
    [InlineData("markdown")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("html")]
    [InlineData("github")]
    public async Task No_text_of_the_repository_commands_the_runner(string format)
    {
        if (OperatingSystem.IsWindows())
            return;
        const string Hostile = "##[add-mask]x ::set-env name=A::b";
        _tree.With($"work/{Hostile}/App.csproj", Review.Project).With($"work/{Hostile}/Program.cs", Review.Leaking.Replace("\"rows.csv\"", $"\"{Hostile}\"", StringComparison.Ordinal))
            .With($"work/bad {Hostile}/Bad.csproj", "<Project>");
        var run = await RunAsync("review", _tree["work"], "--format", format, "--verbose");
        Assert.Contains("add-mask]", run.Output, StringComparison.Ordinal);
        Assert.All((run.Output + run.Error).Split('\n', '\r').Where(line => !line.StartsWith("::error file=", StringComparison.Ordinal)), line =>
        {
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line);
        });
        if (format is "json" or "sarif")
            Assert.Contains(Hostile, JsonDocument.Parse(run.Output).RootElement.ToString().Replace("\\u005b", "[", StringComparison.Ordinal).Replace("%23", "#", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private Task<ToolRun> RunAsync(params string[] arguments) => Tool.RunAsync(
        null,
        new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true", ["GITHUB_WORKSPACE"] = _tree["work"], ["GITHUB_STEP_SUMMARY"] = _tree["summary"], ["GITHUB_OUTPUT"] = _tree["output"] },
        arguments);
}
