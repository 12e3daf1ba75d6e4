using System.Text.Json;

namespace MlReview.Cli.Tests.Commands;

/// <summary>The built tool, from its command line to its exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("src/App.csproj", Review.Project).With("src/Program.cs", Review.Leaking);

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("--format xml", "--format does not know 'xml'; it takes terminal, json, sarif, markdown, html, github, each also as FORMAT=FILE.")]
    [InlineData("--format json=", "--format json= names no file; write FORMAT or FORMAT=FILE.")]
    [InlineData("--format json --format sarif", "--format names two reports for standard output; give all but one a file, as FORMAT=FILE.")]
    [InlineData("--format json --format github", "--format names two reports for standard output; give all but one a file, as FORMAT=FILE.")]
    [InlineData("--fail-on blocker", "--fail-on does not know 'blocker'; it takes critical, major, minor or never.")]
    [InlineData("--format sarif=/no/such/place/x.sarif", "--format sarif=/no/such/place/x.sarif cannot be written, for the directory '/no/such/place' does not exist.")]
    public async Task A_wrong_option_is_one_sentence_and_exit_code_2(string options, string sentence)
    {
        var run = await Tool.RunAsync(["review", _tree.Root, .. options.Split(' ')]);
        Assert.Equal((2, "mlreview: " + sentence, ""), (run.ExitCode, run.Error.Trim(), run.Output));
    }

    [Theory]
    [InlineData("reveiw")]
    [InlineData("review", ".", "--frobnicate")]
    [InlineData("review", ".", "more")]
    [InlineData("review", "--format")]
    public async Task A_command_line_that_is_not_understood_is_one_sentence_and_exit_code_2(params string[] arguments)
    {
        var run = await Tool.RunAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("mlreview: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Findings_decide_the_exit_code_by_their_severity()
    {
        Assert.Equal(1, (await Tool.RunAsync("review", _tree.Root, "--no-llm")).ExitCode);
        Assert.Equal(0, (await Tool.RunAsync("review", _tree.Root, "--fail-on", "never")).ExitCode);
        Assert.Equal(0, (await Tool.RunAsync("review", _tree.Root, "--exclude", "src/**")).ExitCode);
    }

    [Fact]
    public async Task What_could_not_be_reviewed_decides_only_when_asked()
    {
        _tree.With("src/Program.cs", "using Microsoft.ML;").With("bad/Bad.csproj", "<Project>");
        Assert.Equal(0, (await Tool.RunAsync("review", _tree.Root)).ExitCode);
        var run = await Tool.RunAsync("review", _tree.Root, "--fail-on-incomplete");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("Not analysed: bad/Bad.csproj is not valid XML", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_go_to_files_and_standard_output_at_once()
    {
        var run = await Tool.RunAsync("review", _tree.Root, "--format", "json", "--format", "sarif=" + _tree["out.sarif"], "--format", "terminal=" + _tree["out.txt"]);
        var finding = JsonDocument.Parse(run.Output).RootElement.GetProperty("findings")[0];
        Assert.Equal("src/Program.cs", finding.GetProperty("file").GetString());
        Assert.Equal("critical", finding.GetProperty("severity").GetString());
        Assert.Equal("2.1.0", JsonDocument.Parse(File.ReadAllText(_tree["out.sarif"])).RootElement.GetProperty("version").GetString());
        Assert.Contains("src/Program.cs", File.ReadAllText(_tree["out.txt"]), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", File.ReadAllText(_tree["out.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_than_on_a_terminal_there_is_no_colour_and_progress_is_plain_lines()
    {
        var run = await Tool.RunAsync("review", _tree.Root);
        Assert.DoesNotContain("\u001b", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal("mlreview: project 1 of 1", run.Error.Trim());
    }

    [Fact]
    public async Task Two_runs_write_the_same()
    {
        var first = await Tool.RunAsync("review", _tree.Root, "--format", "sarif");
        Assert.Equal(first.Output, (await Tool.RunAsync("review", _tree.Root, "--format", "sarif")).Output);
    }
}
