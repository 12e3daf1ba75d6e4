using System.Text.Json;

namespace MlReview.Cli.Tests.Commands;

/// <summary>The life of a baseline, through the built tool.</summary>
public sealed class BaselineCommandTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("src/App.csproj", Review.Project).With("src/Program.cs", Fits("Size"));

    public void Dispose() => _tree.Dispose();

    private string Baseline => _tree[".mlreview/baseline.json"];

    /// <summary>A dropped result (MLR502, Major) for each column.</summary>
    private static string Fits(params string[] columns) =>
        "using Microsoft.ML;\n\nvar ml = new MLContext(seed: 1);\nvar data = ml.Data.LoadFromTextFile<Row>(\"rows.csv\");\n"
        + string.Concat(columns.Select(c => $"ml.Data.FilterRowsByMissingValues(data, \"{c}\");\n"))
        + "\nclass Row\n{\n    public float Size { get; set; }\n}\n";

    [Fact]
    public async Task Known_findings_are_hidden_and_new_ones_are_shown()
    {
        var before = await ReviewAsync("--fail-on", "minor");
        Assert.Equal((1, 1), (before.ExitCode, Findings(before).Length));

        var written = await Tool.RunAsync("baseline", _tree.Root);
        Assert.Equal((0, ".mlreview/baseline.json: 1 finding."), (written.ExitCode, written.Output.Trim()));

        var after = await ReviewAsync("--fail-on", "minor");
        Assert.Equal((0, "pass", 1), (after.ExitCode, Verdict(after), Hidden(after)));
        Assert.Equal(1, (await ReviewAsync("--fail-on", "minor", "--no-baseline")).ExitCode);

        _tree.With("src/Program.cs", "// moved down\n" + Fits("Price", "Size"));
        Assert.Contains("Price", Assert.Single(Findings(await ReviewAsync())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rewriting_removes_what_was_fixed_and_adds_only_when_told_to()
    {
        _tree.With("src/Program.cs", Fits("Size", "Price"));
        await Tool.RunAsync("baseline", _tree.Root);
        _tree.With("src/Program.cs", Fits("Price", "Colour"));

        Assert.Equal("1 finding, 1 fixed and removed, 0 added; 1 new finding stayed out (--accept-new adds them).", await RewriteAsync());
        Assert.Contains("Colour", Assert.Single(Findings(await ReviewAsync())), StringComparison.Ordinal);
        Assert.Equal("2 findings, 0 fixed and removed, 1 added.", await RewriteAsync("--accept-new"));
        Assert.Empty(Findings(await ReviewAsync()));
    }

    [Fact]
    public async Task Stale_entries_are_told_and_fail_only_when_asked()
    {
        await Tool.RunAsync("baseline", _tree.Root);
        _tree.With("src/Program.cs", Fits());
        var lenient = await ReviewAsync();
        Assert.Equal(0, lenient.ExitCode);
        Assert.Equal("src/Program.cs", JsonDocument.Parse(lenient.Output).RootElement.GetProperty("baseline").GetProperty("stale")[0].GetProperty("file").GetString());
        Assert.Equal(1, (await ReviewAsync("--strict-baseline")).ExitCode);
        await RewriteAsync();
        Assert.Equal(0, (await ReviewAsync("--strict-baseline")).ExitCode);
    }

    [Fact]
    public async Task What_a_review_does_not_look_at_stays_and_is_not_stale()
    {
        _tree.With("other/App.csproj", Review.Project).With("other/Program.cs", Fits("Price"));
        await Tool.RunAsync("baseline", _tree.Root);
        foreach (var narrow in new[] { new[] { "--exclude", "other/**" }, ["--rules", "MLR101"] })
        {
            Assert.Equal(0, (await ReviewAsync([.. narrow, "--strict-baseline"])).ExitCode);
            Assert.Equal("2 findings, 0 fixed and removed, 0 added.", await RewriteAsync(narrow));
        }
        Assert.Equal(0, (await Tool.RunAsync("review", _tree["src"], "--strict-baseline")).ExitCode);
        _tree.With("other/App.csproj", "<Project>");
        Assert.StartsWith("2 findings, 0 fixed and removed, 0 added.", await RewriteAsync(), StringComparison.Ordinal);
        Directory.Delete(_tree["other"], recursive: true);
        Assert.Equal("1 finding, 1 fixed and removed, 0 added.", await RewriteAsync());
    }

    [Fact]
    public async Task A_renamed_file_keeps_its_place_in_the_baseline_and_a_copy_does_not()
    {
        await Tool.RunAsync("baseline", _tree.Root);
        File.Move(_tree["src/Program.cs"], _tree["src/Main.cs"]);
        Assert.Equal(0, (await ReviewAsync("--fail-on", "minor", "--strict-baseline")).ExitCode);
        _tree.With("copy/App.csproj", Review.Project).With("copy/Program.cs", Fits("Size"));
        Assert.Single(Findings(await ReviewAsync()));
    }

    [Theory]
    [InlineData("nonsense", "The baseline '.mlreview/baseline.json' is not valid JSON (line 1).")]
    [InlineData("{\"version\": 9, \"findings\": []}", "The baseline '.mlreview/baseline.json' has version 9, and this mlreview reads version 1; use the version that wrote it, or write it anew.")]
    public async Task A_file_that_is_no_baseline_is_one_sentence_and_stays_as_it_is(string content, string sentence)
    {
        _tree.With(".mlreview/baseline.json", content);
        foreach (var command in new[] { "review", "baseline" })
        {
            var run = await Tool.RunAsync(command, _tree.Root);
            Assert.Equal((2, "mlreview: " + sentence, ""), (run.ExitCode, run.Error.Trim(), run.Output));
        }
        Assert.Equal(content, await File.ReadAllTextAsync(Baseline));
    }

    [Fact]
    public async Task A_baseline_that_is_named_has_to_be_there()
    {
        var missing = await ReviewAsync("--baseline", _tree["none.json"]);
        Assert.Equal((2, "mlreview: The baseline 'none.json' does not exist; 'mlreview baseline' writes one."), (missing.ExitCode, missing.Error.Trim()));
        Assert.Equal(0, (await Tool.RunAsync("baseline", _tree.Root, "--baseline", _tree["own/known.json"])).ExitCode);
        Assert.Empty(Findings(await ReviewAsync("--baseline", _tree["own/known.json"])));
    }

    [Fact]
    public async Task What_cannot_be_written_is_one_sentence_and_leaves_nothing_behind()
    {
        Directory.CreateDirectory(_tree["taken/inside"]);
        var run = await Tool.RunAsync("baseline", _tree.Root, "--baseline", _tree["src/Program.cs/baseline.json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("mlreview: The baseline cannot be written to 'src/Program.cs/baseline.json'", Sentence(run), StringComparison.Ordinal);
        run = await Tool.RunAsync("baseline", _tree.Root, "--baseline", _tree["taken"]);
        Assert.Equal((2, "mlreview: The baseline 'taken' is a directory."), (run.ExitCode, Sentence(run)));
        Assert.Equal(["taken/inside"], Directory.EnumerateFileSystemEntries(_tree["taken"]).Select(e => Path.GetRelativePath(_tree.Root, e)));
    }

    [Fact]
    public async Task A_link_does_not_lead_out_of_the_repository()
    {
        using var outside = new TemporaryTree();
        Directory.CreateSymbolicLink(_tree[".mlreview"], outside.Root);
        var run = await Tool.RunAsync("baseline", _tree.Root);
        Assert.Equal((2, "mlreview: The baseline '.mlreview/baseline.json' lies outside the review root."), (run.ExitCode, Sentence(run)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside.Root));
    }

    private Task<ToolRun> ReviewAsync(params string[] options) => Tool.RunAsync(["review", _tree.Root, "--format", "json", .. options]);

    private async Task<string> RewriteAsync(params string[] options) =>
        (await Tool.RunAsync(["baseline", _tree.Root, .. options])).Output.Replace(".mlreview/baseline.json: ", "", StringComparison.Ordinal).Trim();

    /// <summary>What is said after the progress.</summary>
    private static string Sentence(ToolRun run) => run.Error.Trim().Split('\n')[^1];

    /// <summary>The guilty lines.</summary>
    private string[] Findings(ToolRun run) =>
        [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").EnumerateArray().Select(f => File.ReadLines(_tree[f.GetProperty("file").GetString()!]).ElementAt(f.GetProperty("line").GetInt32() - 1))];

    private static string? Verdict(ToolRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("verdict").GetString();

    private static int Hidden(ToolRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("baseline").GetProperty("hidden").GetInt32();
}
