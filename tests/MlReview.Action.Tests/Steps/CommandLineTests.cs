namespace MlReview.Action.Tests.Steps;

/// <summary>What the action makes of its inputs: its steps run as they stand, with a tool that writes down its arguments.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly PlayedTool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Without_an_input_a_push_reviews_the_workspace_and_prints_for_people_and_for_the_runner()
    {
        var run = await _tool.RunAsync();

        Assert.False(run.HasFailed, run.Log);
        Assert.Equal(["review", _tool.Machine.Workspace + "/", "--no-cache", "--format", "terminal", "--format", "github"], _tool.Arguments);
        Assert.Equal("pass", run.Output("verdict"));
    }

    [Theory]
    [InlineData("pull_request")]
    [InlineData("pull_request_target")]
    [InlineData("issue_comment")]
    [InlineData("workflow_run")]
    [InlineData("merge_group")]
    public async Task An_event_about_a_pull_request_reviews_it_without_looking_at_the_workspace(string name)
    {
        _tool.Machine.Event = name;
        Directory.Delete(_tool.Machine.Workspace, recursive: true);
        Directory.CreateDirectory(_tool.Machine.Workspace);

        Assert.False((await _tool.RunAsync()).HasFailed);

        Assert.Equal(["review", "--pr", "--no-cache", "--format", "terminal"], _tool.Arguments);
    }

    [Fact]
    public async Task A_dry_run_prints_what_would_be_posted_and_no_report()
    {
        await _tool.RunAsync(("pull-request", "7"), ("dry-run", "true"), ("reports", "json"));
        Assert.Single(_tool.Arguments, "--format");
        Assert.Contains("--dry-run", _tool.Arguments);
    }

    [Theory]
    [InlineData("pull-request", "7", "--pr", "octo/models#7")]
    [InlineData("pull-request", "other/repo#8", "--pr", "other/repo#8")]
    [InlineData("diff", "main", "--diff", "main")]
    [InlineData("shard", "1/4", "--shard", "1/4")]
    [InlineData("fail-on", "major", "--fail-on", "major")]
    [InlineData("fail-on-incomplete", "true", "--fail-on-incomplete")]
    [InlineData("rules", "MLR101,MLR301", "--rules", "MLR101,MLR301")]
    [InlineData("include", "src/**\n  \nlib/**\n", "--include", "src/**", "--include", "lib/**")]
    [InlineData("exclude", "a b/*.cs\r\n*", "--exclude", "a b/*.cs", "--exclude", "*")]
    [InlineData("llm", "anthropic:a\nopenai:b@http://localhost:1/v1", "--llm", "anthropic:a", "--llm", "openai:b@http://localhost:1/v1")]
    [InlineData("only", "ml", "--only", "ml")]
    [InlineData("max-tokens", "5000", "--max-tokens", "5000")]
    [InlineData("max-seconds", "60", "--max-seconds", "60")]
    [InlineData("check", "true", "--check")]
    [InlineData("upload-sarif", "true", "--upload-sarif")]
    [InlineData("drafts", "true", "--drafts")]
    [InlineData("dry-run", "true", "--dry-run")]
    [InlineData("arguments", "--llm-price\n3,15\n--verbose", "--llm-price", "3,15", "--verbose")]
    public async Task An_input_becomes_the_option_it_stands_for(string input, string value, params string[] expected)
    {
        var run = await _tool.RunAsync((input, value));

        Assert.False(run.HasFailed, run.Log);
        var at = _tool.Arguments.IndexOf(expected[0]);
        Assert.True(at > 0, string.Join(' ', _tool.Arguments));
        Assert.Equal(expected, _tool.Arguments.Slice(at, expected.Length));
    }

    /// <summary>What a value holds stays in it, whatever a shell would make of it.</summary>
    [Theory]
    [InlineData("$(touch trace)")]
    [InlineData("`touch trace`")]
    [InlineData("'; touch trace; '")]
    [InlineData("\"; touch trace; \"")]
    [InlineData("* ? [a-z] ~ ${HOME} !! \\")]
    public async Task A_value_is_never_code(string value)
    {
        var run = await _tool.RunAsync(("include", value), ("arguments", value), ("path", value));

        Assert.False(run.HasFailed, run.Log);
        Assert.Equal(3, _tool.Arguments.Count(argument => argument == value || argument == $"{_tool.Machine.Workspace}/{value}"));
        Assert.Empty(Directory.GetFiles(_tool.Machine.Temp, "trace", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("check", "yes", "The input 'check' takes true or false.")]
    [InlineData("fail-on-incomplete", "1", "The input 'fail-on-incomplete' takes true or false.")]
    [InlineData("reports", "json, pdf", "The input 'reports' takes json, sarif, markdown and html.")]
    [InlineData("reports", "*", "The input 'reports' takes json, sarif, markdown and html.")]
    [InlineData("version", "1.*", "The input 'version' takes one exact version, such as 0.1.0.")]
    [InlineData("version", "", "The input 'version' takes one exact version, such as 0.1.0.")]
    [InlineData("package-source", "http://packages", "The input 'package-source' takes an https address, or the absolute path of a directory.")]
    [InlineData("package-source", "feed", "The input 'package-source' takes an https address, or the absolute path of a directory.")]
    [InlineData("package-source", "/no/such/feed", "The input 'package-source' names a directory that does not exist.")]
    [InlineData("package-source", "https://a\" /><add key=\"b", "The input 'package-source' holds characters that no address and no path of packages has.")]
    public async Task What_an_input_does_not_take_is_said_in_one_sentence_and_nothing_is_reviewed(string input, string value, string sentence)
    {
        var run = await _tool.RunAsync((input, value));

        Assert.Equal(2, run.Steps.Single(step => step.Outcome == "failure").ExitCode);
        Assert.Equal($"::error title=MlReview::{sentence}\n", run.Log);
        Assert.DoesNotContain(_tool.Called, line => line.StartsWith("mlreview", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_and_a_pull_request_exclude_each_other() =>
        Assert.Contains("exclude each other", (await _tool.RunAsync(("path", "src"), ("pull-request", "7"))).Log, StringComparison.Ordinal);

    [Fact]
    public async Task A_workspace_without_a_checkout_is_said_and_not_passed()
    {
        Directory.Delete(_tool.Machine.Workspace, recursive: true);
        Directory.CreateDirectory(_tool.Machine.Workspace);

        var run = await _tool.RunAsync();

        Assert.True(run.HasFailed);
        Assert.Contains("check the repository out", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_go_to_a_folder_outside_of_the_workspace()
    {
        await _tool.RunAsync(("reports", "json,sarif\nmarkdown html"));

        var files = _tool.Arguments.Where(argument => argument.Contains('=', StringComparison.Ordinal)).Select(argument => argument.Split('=')).ToList();
        Assert.Equal(["json", "sarif", "markdown", "html"], files.Select(file => file[0]));
        Assert.Equal(["mlreview.json", "mlreview.sarif", "mlreview.md", "mlreview.html"], files.Select(file => Path.GetFileName(file[1])));
        Assert.All(files, file => Assert.StartsWith(_tool.Machine.Temp + "/mlreview-reports-", file[1], StringComparison.Ordinal));
    }

    [Theory, InlineData("1"), InlineData("2"), InlineData("3")]
    public async Task The_step_ends_with_the_code_of_the_tool(string code)
    {
        _tool.Machine.Environment["TOOL_EXITS_WITH"] = code;
        var run = await _tool.RunAsync();
        Assert.Equal(code, $"{run["Review"].ExitCode}");
        Assert.Equal("pass", run.Output("verdict"));
    }

    [Fact]
    public async Task Only_the_review_has_the_token()
    {
        await _tool.RunAsync(("token", "ghs_mine"));
        Assert.Equal(["token none", "token none", "token ghs_mine"], _tool.Called.Where(line => line.StartsWith("token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_program_runs_in_the_workspace()
    {
        await _tool.RunAsync(("path", "src"));
        var places = _tool.Called.Where(line => line.Contains(" in ", StringComparison.Ordinal)).Select(line => line.Split(" in ")[1]).ToList();
        Assert.Equal(3, places.Count);
        Assert.All(places, place => Assert.EndsWith("/_temp/mlreview/work", place, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_temporary_folder_in_the_workspace_is_refused()
    {
        var inside = _tool.Machine.Workspace + "/tmp";
        Directory.CreateDirectory(inside);
        _tool.Machine.Contexts["runner.temp"] = _tool.Machine.Environment["RUNNER_TEMP"] = inside;
        Assert.Contains("lies in the workspace", (await _tool.RunAsync()).Log, StringComparison.Ordinal);
        Assert.Empty(_tool.Called);
    }
}
