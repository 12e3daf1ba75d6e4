namespace MlReview.Cli.Tests.Commands;

/// <summary><c>mlreview init</c>, through the built tool.</summary>
public sealed class InitCommandTests : IDisposable
{
    private const string Workflow = ".github/workflows/mlreview.yml";
    private const string Configuration = ".mlreview.yml";

    private readonly TemporaryTree _tree = new TemporaryTree().With(".git/HEAD", "ref: refs/heads/main\n").With("src/App.csproj", Review.Project);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Writes_workflow_and_configuration_at_the_top_of_the_repository_and_the_next_review_reads_them()
    {
        var run = await Tool.RunAsync("init", _tree["src"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal([Workflow, Configuration], Written());
        Assert.StartsWith($"{Workflow}: written.\n{Configuration}: written.\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(0, (await Tool.RunAsync("review", _tree.Root)).ExitCode);
    }

    [Fact]
    public async Task Writes_commands_for_coding_agents_on_request()
    {
        Assert.Equal(0, (await Tool.RunAsync("init", _tree.Root, "--command-file", "claude", "--command-file", "copilot", "--command-file", "cursor", "--command-file", "Claude")).ExitCode);
        Assert.Equal([".claude/commands/mlops-code-review.md", ".cursor/commands/mlops-code-review.md", ".github/prompts/mlops-code-review.prompt.md", Workflow, Configuration], Written());
    }

    [Fact]
    public async Task A_file_that_is_there_stops_it_before_anything_is_written()
    {
        _tree.With(Configuration, "stage: experiment\n");

        var run = await Tool.RunAsync("init", _tree.Root);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal($"mlreview: '{Configuration}' exists already; --force replaces it, --skip-existing leaves it alone, and nothing was written.", run.Error.Trim());
        Assert.Equal([Configuration], Written());
        Assert.Equal("stage: experiment\n", File.ReadAllText(_tree[Configuration]));
    }

    [Fact]
    public async Task Force_replaces_and_skipping_leaves_alone()
    {
        _tree.With(Configuration, "stage: experiment\n");
        Assert.Equal(0, (await Tool.RunAsync("init", _tree.Root, "--skip-existing")).ExitCode);
        Assert.Equal([Workflow, Configuration], Written());
        Assert.Equal("stage: experiment\n", File.ReadAllText(_tree[Configuration]));

        Assert.Equal(0, (await Tool.RunAsync("init", _tree.Root, "--force")).ExitCode);
        Assert.Contains("stage: production\n", File.ReadAllText(_tree[Configuration]), StringComparison.Ordinal);
        Assert.Equal(2, (await Tool.RunAsync("init", _tree.Root, "--force", "--skip-existing")).ExitCode);
    }

    [Fact]
    public async Task A_dry_run_prints_what_would_be_written_and_writes_nothing()
    {
        var dry = await Tool.RunAsync("init", _tree.Root, "--dry-run");
        Assert.Equal(0, dry.ExitCode);
        Assert.Empty(Written());

        await Tool.RunAsync("init", _tree.Root);
        Assert.All(Written(), file => Assert.Contains($"==> {file} <==\n{File.ReadAllText(_tree[file])}", dry.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("missing", "is no directory")]
    [InlineData("src/App.csproj", "is no directory")]
    public async Task What_is_no_directory_is_refused(string path, string expected) => await RefusedAsync(expected, _tree[path]);

    [Fact]
    public async Task An_agent_that_it_does_not_know_is_refused_with_those_it_knows() =>
        await RefusedAsync("--command-file does not know 'emacs'; it takes claude, copilot, cursor.", _tree.Root, "--command-file", "emacs");

    [Fact]
    public async Task A_file_in_the_place_of_a_directory_is_told()
    {
        _tree.With(".github", "");
        await RefusedAsync("'.github' is a file and not a directory; nothing was written.", _tree.Root, "--force");
        Assert.Empty(Written());
    }

    [Theory, InlineData(".github"), InlineData(".mlreview.yml")]
    public async Task A_link_that_leads_out_of_the_repository_is_not_written_through(string link)
    {
        using var elsewhere = new TemporaryTree().With("target/keep", "");
        File.CreateSymbolicLink(_tree[link], elsewhere["target" + (link == ".github" ? "" : "/new.yml")]);

        await RefusedAsync("lies outside the review root; nothing was written.", _tree.Root, "--force");

        Assert.Equal([elsewhere["target/keep"]], Directory.GetFiles(elsewhere.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_counts_as_a_file_that_is_there()
    {
        File.CreateSymbolicLink(_tree[Configuration], _tree["nowhere.yml"]);
        await RefusedAsync($"'{Configuration}' exists already", _tree.Root);
        Assert.False(File.Exists(_tree["nowhere.yml"]));
    }

    private static async Task RefusedAsync(string expected, params string[] arguments)
    {
        var run = await Tool.RunAsync(["init", .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    /// <summary>What the repository holds that it did not hold before.</summary>
    private List<string> Written() =>
        [.. Directory.GetFiles(_tree.Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_tree.Root, file).Replace('\\', '/')).Where(file => file is not (".git/HEAD" or "src/App.csproj" or ".github")).Order(StringComparer.Ordinal)];
}
