using System.Text.Json;

namespace MlReview.Cli.Tests.Commands;

/// <summary>What <c>.mlreview.yml</c> does to a review, and what the command line does to <c>.mlreview.yml</c>.</summary>
public sealed class ConfigurationTests : IDisposable
{
    /// <summary>MLR502, a Major.</summary>
    private const string Dropping = "using Microsoft.ML;\nvar ml = new MLContext(seed: 1);\nml.Data.FilterRowsByMissingValues(ml.Data.LoadFromTextFile<Row>(\"rows.csv\"), \"Size\");\nclass Row { public float Size { get; set; } }\n";

    private readonly TemporaryTree _tree = new TemporaryTree().With("src/App.csproj", Review.Project).With("src/Program.cs", Dropping);

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("", "", 0, 1)]
    [InlineData("fail-on: major", "", 1, 1)]
    [InlineData("fail-on: major", "--fail-on critical", 0, 1)]
    [InlineData("fail-on: critical", "--fail-on major", 1, 1)]
    [InlineData("exclude: ['src/**']\nfail-on: major", "", 0, 0)]
    [InlineData("exclude: ['src/**']", "--exclude none.cs", 0, 1)]
    [InlineData("include: ['lib/**']", "", 0, 0)]
    [InlineData("include: ['lib/**']", "--include src/*.cs", 0, 1)]
    [InlineData("rules: { MLR502: critical }", "", 1, 1)]
    [InlineData("rules: { MLR502: off }", "", 0, 0)]
    [InlineData("rules: { MLR502: off }", "--rules mlr502", 0, 1)]
    [InlineData("", "--rules MLR101,MLR103", 0, 0)]
    public async Task The_command_line_beats_the_file(string configuration, string options, int exitCode, int findings)
    {
        _tree.With(".mlreview.yml", configuration);
        var run = await Tool.RunAsync(["review", _tree.Root, "--format", "json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((exitCode, findings), (run.ExitCode, JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").GetArrayLength()));
    }

    [Theory]
    [InlineData("", "", "", false)]
    [InlineData("rules: { MLR407: major }", "", "", true)]
    [InlineData("", "", "--rules MLR407", true)]
    [InlineData("rules: { MLR407: major }", "[*.cs]\ndotnet_diagnostic.MLR407.severity = none", "", false)]
    public async Task A_rule_that_is_off_by_default_is_on_when_it_is_named(string configuration, string editor, string options, bool isOn)
    {
        _tree.With(".mlreview.yml", configuration).With(".editorconfig", editor)
            .With("src/Program.cs", Dropping.Replace("class Row", "ml.Model.Save(ml.Clustering.Trainers.KMeans(\"Size\").Fit(ml.Data.LoadFromTextFile<Row>(\"rows.csv\")), null, \"model.zip\");\nclass Row", StringComparison.Ordinal));
        var run = await Tool.RunAsync(["review", _tree.Root, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(isOn, run.Output.Contains("MLR407", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("exclude: ['src/**']", false)]
    [InlineData("rules: { MLR301: off }", false)]
    [InlineData("rules: { reproducibility: off }", false)]
    [InlineData("rules: { MLR301: minor }", true)]
    public async Task What_is_not_to_be_reported_is_not_repaired_either(string configuration, bool isRepaired)
    {
        _tree.With(".mlreview.yml", configuration)
            .With("src/Program.cs", "using Microsoft.ML;\nvar ml = new MLContext();\nSystem.Console.WriteLine(ml.Clustering.Trainers.KMeans(\"Size\").Fit(ml.Data.LoadFromTextFile<Row>(\"rows.csv\")));\nclass Row { public float Size { get; set; } }\n");
        Assert.Equal(isRepaired, (await Tool.RunAsync("fix", _tree.Root, "--dry-run")).Output.Contains("new MLContext(seed: 1)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_counts_for_what_lies_below_it_and_its_patterns_count_from_it()
    {
        Directory.CreateDirectory(_tree[".git"]);
        _tree.With(".mlreview.yml", "exclude: ['src/Program.cs']");
        Assert.Contains("No findings.", (await Tool.RunAsync("review", _tree["src/Program.cs"])).Output, StringComparison.Ordinal);
        // The nearer file counts alone.
        _tree.With("src/.mlreview.yml", "stage: production");
        Assert.Contains("MLR502", (await Tool.RunAsync("review", _tree["src"])).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".mlreview.yml", "stage: production\nexlude: []\n", ".mlreview.yml, line 2, column 1: there is no key 'exlude'; the nearest is 'exclude', and all are: include, exclude, fail-on, stage, rules, baseline.")]
    [InlineData(".mlreview.yaml", "stage: production", "'.mlreview.yaml' is not read; name it .mlreview.yml.")]
    [InlineData(".mlreview.yml", "baseline: known.json", "The baseline 'known.json' does not exist.")]
    [InlineData(".mlreview.yml", "baseline: ../../known.json", "The baseline '")]
    [InlineData(".mlreview.yml", "\u001b[2J: x", ".mlreview.yml, line 1, column 1: there is no key '\\u001B[2J'; the nearest is")]
    [InlineData(".mlreview.yml", "include: [", ".mlreview.yml, line ")]
    public async Task A_wrong_file_is_one_sentence_and_exit_code_2(string name, string content, string sentence)
    {
        _tree.With(name, content);
        var run = await Tool.RunAsync("review", _tree.Root);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("mlreview: " + sentence, run.Error.Trim(), StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_a_link_out_of_the_repository_is_refused()
    {
        _tree.With(".mlreview.yml", new string('#', 1_100_000));
        Assert.StartsWith("mlreview: '.mlreview.yml' is larger than", (await Tool.RunAsync("review", _tree.Root)).Error, StringComparison.Ordinal);
        using var outside = new TemporaryTree().With("own.yml", "stage: experiment");
        File.Delete(_tree[".mlreview.yml"]);
        File.CreateSymbolicLink(_tree[".mlreview.yml"], outside["own.yml"]);
        Assert.Equal("mlreview: '.mlreview.yml' lies outside the review root.", (await Tool.RunAsync("review", _tree.Root)).Error.Trim());
    }

    [Theory]
    [InlineData("review", "--include")]
    [InlineData("review", "--exclude")]
    [InlineData("fix", "--include")]
    [InlineData("baseline", "--exclude")]
    public async Task A_pattern_that_is_too_long_is_one_sentence_and_exit_code_2(string command, string option)
    {
        var run = await Tool.RunAsync(command, _tree.Root, option, new string('a', 1025));
        Assert.Equal((2, $"mlreview: {option}: the pattern '{new string('a', 40)}…' has 1,025 characters; 1,024 are accepted."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task A_rule_that_does_not_exist_is_one_sentence_and_exit_code_2()
    {
        var run = await Tool.RunAsync("review", _tree.Root, "--rules", "MLR101,MLR999");
        Assert.Equal(2, run.ExitCode);
        Assert.Matches("^mlreview: --rules names 'MLR999', which is no rule; the nearest is MLR[0-9]{3}, and 'mlreview rules' lists all\\.$", run.Error.Trim());
    }
}
