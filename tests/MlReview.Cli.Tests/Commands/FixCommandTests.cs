namespace MlReview.Cli.Tests.Commands;

/// <summary><c>mlreview fix</c>, from its command line to the files.</summary>
public sealed class FixCommandTests : IDisposable
{
    private const string Unseeded = """
        using Microsoft.ML;

        var ml = new MLContext();
        var rows = ml.Data.LoadFromTextFile<Row>("rows.csv", separatorChar: ',', hasHeader: true);
        var model = ml.Regression.Trainers.Sdca().Fit(rows);
        System.Console.WriteLine(model.Model.Bias);

        class Row
        {
            public float[] Features { get; set; } = [];
            public float Label { get; set; }
        }
        """;

    private readonly TemporaryTree _tree = new TemporaryTree().With("src/App.csproj", Review.Project).With("src/Program.cs", Unseeded);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Without_a_terminal_it_prints_the_diff_and_writes_nothing()
    {
        var run = await Tool.RunAsync("fix", _tree.Root, "--rules", "MLR301");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("--- a/src/Program.cs\n+++ b/src/Program.cs\n@@ -1,6 +1,6 @@\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n-var ml = new MLContext();\n+var ml = new MLContext(seed: 1);\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 repair in 1 file (1 MLR301)", run.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was written", run.Error, StringComparison.Ordinal);
        Assert.Equal(Unseeded, await File.ReadAllTextAsync(_tree["src/Program.cs"]));
    }

    [Fact]
    public async Task With_yes_it_writes_and_a_second_run_finds_nothing_to_repair()
    {
        Assert.Equal(0, (await Tool.RunAsync("fix", _tree.Root, "--rules", "MLR301", "--yes")).ExitCode);
        Assert.Equal(Unseeded.Replace("new MLContext()", "new MLContext(seed: 1)", StringComparison.Ordinal), await File.ReadAllTextAsync(_tree["src/Program.cs"]));

        var again = await Tool.RunAsync("fix", _tree.Root, "--rules", "MLR301", "--yes");
        Assert.Equal((0, ""), (again.ExitCode, again.Output));
        Assert.Contains("Nothing to repair", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rules", "MLR303")]
    [InlineData("--exclude", "src/**")]
    [InlineData("--include", "other/**")]
    public async Task What_is_not_asked_for_is_left_alone(string option, string value)
    {
        var run = await Tool.RunAsync("fix", _tree.Root, "--yes", option, value);
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Equal(Unseeded, await File.ReadAllTextAsync(_tree["src/Program.cs"]));
    }

    [Theory]
    [InlineData("--rules MLR999", "--rules names 'MLR999', which has no automatic repair; these have one: MLR")]
    [InlineData("--dry-run --yes", "--dry-run writes nothing and --yes writes without asking; give one of them.")]
    public async Task A_wrong_option_is_one_sentence_and_exit_code_2(string options, string sentence)
    {
        var run = await Tool.RunAsync(["fix", _tree.Root, .. options.Split(' ')]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("mlreview: " + sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }
}
