namespace MlReview.Action.Tests.Steps;

/// <summary>Where the tool comes from: installed, or out of the cache. The steps run as they stand.</summary>
public sealed class InstallationTests : IDisposable
{
    private readonly PlayedTool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory, InlineData("push"), InlineData("schedule"), InlineData("workflow_dispatch")]
    public async Task What_a_run_of_the_main_branch_keeps_is_not_installed_again(string name)
    {
        _tool.Machine.Event = name;
        Assert.Equal("success", (await _tool.RunAsync())["Install the tool"].Outcome);

        _tool.Machine.NextJob();
        _tool.Machine.Event = "pull_request";
        var second = await _tool.RunAsync();

        Assert.Equal("skipped", second["Install the tool"].Outcome);
        Assert.Equal("success", second["Review"].Outcome);
        Assert.Equal(2, _tool.Called.Count(line => line.StartsWith("mlreview", StringComparison.Ordinal)));
    }

    [Theory, InlineData("pull_request"), InlineData("pull_request_target"), InlineData("issue_comment"), InlineData("workflow_run")]
    public async Task A_run_for_a_pull_request_never_writes_the_tool_into_the_cache(string name)
    {
        _tool.Machine.Event = name;
        await _tool.RunAsync();
        Assert.Equal(["actions/cache/restore"], _tool.Machine.Used.Select(use => use.Action));
    }

    [Fact]
    public async Task A_package_of_another_source_is_neither_taken_from_the_cache_nor_put_into_it()
    {
        var run = await _tool.RunAsync(("package-source", _tool.Machine.Programs));
        Assert.Equal("success", run["Review"].Outcome);
        Assert.Empty(_tool.Machine.Used);
    }

    [Fact]
    public async Task Another_version_or_system_is_installed_anew()
    {
        await _tool.RunAsync();
        var keys = new HashSet<string> { _tool.Machine.Used[0].With["key"] };
        await _tool.RunAsync(("version", "0.1.1"));
        _tool.Machine.Contexts["runner.arch"] = "ARM64";
        var third = await _tool.RunAsync();
        keys.UnionWith(_tool.Machine.Used.Select(use => use.With["key"]));
        Assert.Equal(3, keys.Count);
        Assert.Equal("success", third["Install the tool"].Outcome);
    }

    [Fact]
    public async Task What_an_earlier_step_left_in_its_folder_is_gone_before_anything_is_run()
    {
        var planted = Directory.CreateDirectory(Path.Combine(_tool.Machine.Temp, "mlreview", "tool")).FullName;
        await File.WriteAllTextAsync(Path.Combine(planted, "planted"), "");
        await _tool.RunAsync();
        Assert.False(File.Exists(Path.Combine(planted, "planted")));
    }

    [Theory]
    [InlineData("10.0.100 [/sdk]", false)]
    [InlineData("8.0.400 [/sdk]\n10.0.401 [/sdk]", false)]
    [InlineData("8.0.110 [/sdk]", true)]
    [InlineData("", true)]
    public async Task Net_is_installed_only_where_it_is_missing_and_in_a_version_that_the_workspace_does_not_choose(string sdks, bool isInstalled)
    {
        _tool.Machine.Environment["SDKS"] = sdks;
        await _tool.RunAsync();
        var setup = _tool.Machine.Used.Where(use => use.Action == "actions/setup-dotnet").ToList();
        Assert.Equal(isInstalled ? 1 : 0, setup.Count);
        Assert.All(setup, use => Assert.Equal("10.0.x", Assert.Single(use.With).Value));
    }

    [Fact]
    public async Task Installing_alone_reviews_nothing_and_says_where_the_tool_is()
    {
        var run = await _tool.RunAsync(("install-only", "true"));
        Assert.Equal("skipped", run["Review"].Outcome);
        Assert.True(File.Exists(run.Output("tool")));
        Assert.Equal("", run.Output("verdict"));
    }

    [Theory]
    [InlineData("push", true)]
    [InlineData("pull_request", true)]
    [InlineData("pull_request_target", false)]
    [InlineData("issue_comment", false)]
    [InlineData("workflow_run", false)]
    public async Task Results_are_kept_on_request_but_not_by_runs_that_strangers_start_in_the_main_branchs_name(string name, bool isKept)
    {
        _tool.Machine.Event = name;
        _tool.Machine.Environment["TOOL_EXITS_WITH"] = "1";
        await _tool.RunAsync(("cache-results", "true"));

        var results = _tool.Machine.Used.Where(use => use.With.GetValueOrDefault("path", "").EndsWith("/results", StringComparison.Ordinal)).Select(use => use.Action);
        Assert.Equal(isKept ? ["actions/cache/restore", "actions/cache/save"] : ["actions/cache/restore"], results);
        Assert.Contains(Path.Combine(_tool.Machine.Temp, "mlreview", "results"), _tool.Arguments);
    }
}
