using System.Text.Json;
using MlReview.Cli.Tests.Changes;

namespace MlReview.Cli.Tests.Commands;

/// <summary><c>--diff</c>, from the command line to what is printed and written.</summary>
public sealed class DiffOptionTests : IDisposable
{
    private readonly GitTree _tree = new GitTree().With("src/App.csproj", Review.Project).With("src/Program.cs", Program(""));

    public DiffOptionTests()
    {
        _tree.Commit();
        _tree.With("src/Program.cs", Program("var other = new MLContext();\nSystem.Console.WriteLine(other.Regression.Trainers.Sdca().Fit(rows).Model.Bias);\n"));
    }

    public void Dispose() => _tree.Dispose();

    private static string Program(string more) => $$"""
        using Microsoft.ML;

        var ml = new MLContext();
        var rows = ml.Data.LoadFromTextFile<Row>("rows.csv", separatorChar: ',', hasHeader: true);
        var model = ml.Regression.Trainers.Sdca().Fit(rows);
        System.Console.WriteLine(model.Model.Bias);
        {{more}}
        class Row
        {
            public float[] Features { get; set; } = [];
            public float Label { get; set; }
        }
        """;

    [Fact]
    public async Task Review_prints_what_the_change_causes_and_what_it_leaves_out()
    {
        var run = await Tool.RunAsync("review", _tree.Root, "--diff", "main", "--fail-on", "minor");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'other'", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("'ml'", run.Output, StringComparison.Ordinal);
        Assert.Contains($"Reviewed the change from main ({_tree.Git("rev-parse", "main")[..10]}) to the working tree: 1 file.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Not of this change: 1 older finding.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_the_change_writes_is_reviewed_and_the_others_are_not()
    {
        static string Notebook(string more) => $$"""
            {"cells": [
              {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": ["using Microsoft.ML;\n", "var ml = new MLContext();\n",
                "var rows = ml.Data.LoadFromTextFile<Row>(\"rows.csv\", separatorChar: ',', hasHeader: true);\n", "var model = ml.Regression.Trainers.Sdca().Fit(rows);\n",
                "class Row { public float[] Features { get; set; } = []; public float Label { get; set; } }\n"]},
              {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": [{{more}}]}
            ], "metadata": {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"} }, "nbformat": 4, "nbformat_minor": 5}
            """;
        _tree.With("explore.ipynb", Notebook("\"Console.WriteLine(1);\"")).Commit();
        _tree.With("explore.ipynb", Notebook("\"var other = new MLContext();\\n\", \"Console.WriteLine(other.Regression.Trainers.Sdca().Fit(rows).Model.Bias);\""));
        var run = await Tool.RunAsync("review", _tree["explore.ipynb"], "--diff", "HEAD", "--fail-on", "major");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cell 2:1", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("'ml' has no seed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_says_in_json_what_was_compared()
    {
        var run = await Tool.RunAsync(_tree.Git("diff"), [], "review", _tree.Root, "--diff", "-", "--format", "json", "--fail-on", "never");
        Assert.Equal((0, ""), (run.ExitCode, run.Error.Replace("mlreview: project 1 of 1", "", StringComparison.Ordinal).Trim()));
        var change = JsonDocument.Parse(run.Output).RootElement.GetProperty("change");
        Assert.Equal((1, 1), (change.GetProperty("files").GetInt32(), change.GetProperty("leftOut").GetInt32()));
        Assert.Equal(0, change.GetProperty("suppressions").GetArrayLength());
    }

    [Theory]
    [InlineData("review")]
    [InlineData("fix")]
    public async Task A_base_that_is_none_is_one_sentence_and_exit_code_2(string command)
    {
        var run = await Tool.RunAsync(command, _tree.Root, "--diff", "nowhere\u001b[31m");
        Assert.Equal((2, "", @"mlreview: --diff names 'nowhere\u001B[31m', which is no commit of this repository; give a branch, tag or commit as 'git log' takes it."), (run.ExitCode, run.Output, run.Error.Trim()));
    }

    [Fact]
    public async Task The_environment_does_not_lead_git_astray_and_nothing_stays_behind()
    {
        using var temporary = new TemporaryTree();
        var environment = new Dictionary<string, string>
        {
            ["GIT_DIR"] = temporary["none"], ["GIT_WORK_TREE"] = temporary.Root, ["GIT_INDEX_FILE"] = temporary["index"], ["GIT_EXTERNAL_DIFF"] = "false",
            ["GIT_CONFIG_COUNT"] = "1", ["GIT_CONFIG_KEY_0"] = "diff.noprefix", ["GIT_CONFIG_VALUE_0"] = "true", ["GIT_TRACE"] = "1", ["TMPDIR"] = temporary.Root, ["TMP"] = temporary.Root, ["TEMP"] = temporary.Root,
        };
        foreach (var (diff, code) in new[] { ("main", 1), ("main..HEAD", 0), ("nowhere", 2) })
        {
            Assert.Equal(code, (await Tool.RunAsync(null, environment, "review", _tree.Root, "--diff", diff, "--fail-on", "minor")).ExitCode);
            Assert.Empty(Directory.GetDirectories(temporary.Root, "mlreview-*"));
        }
    }

    [Fact]
    public async Task Fix_repairs_only_what_the_change_causes()
    {
        var run = await Tool.RunAsync("fix", _tree.Root, "--diff", "main", "--yes");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 MLR301", run.Error, StringComparison.Ordinal);
        var written = _tree.Text("src/Program.cs");
        Assert.Contains("var ml = new MLContext();", written, StringComparison.Ordinal);
        Assert.Contains("var other = new MLContext(seed: 1);", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fix_writes_no_commit()
    {
        var run = await Tool.RunAsync("fix", _tree.Root, "--diff", "HEAD..main");
        Assert.Equal((2, "mlreview: fix changes files on disk and not those of a commit; give --diff the base alone."), (run.ExitCode, run.Error.Trim()));
    }
}
