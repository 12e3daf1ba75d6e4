using System.Diagnostics;
using System.Text.RegularExpressions;
using MlReview.Cli;
using MlReview.Cli.Initializing;

namespace MlReview.Action.Tests.Linting;

/// <summary>The action, its scripts, our workflows, and those that others are told to copy.</summary>
public sealed partial class WorkflowLintTests
{
    private const string Good = """
        on: push
        permissions: {}
        concurrency:
          group: test
        jobs:
          test:
            runs-on: ubuntu-latest
            timeout-minutes: 5
            permissions:
              contents: read
            steps:
              - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
                with:
                  persist-credentials: false
              - run: echo "$NAME"
                env:
                  NAME: ${{ github.head_ref }}
        """;

    public static TheoryData<string> Workflows => [.. Directory.GetFiles(Repository.PathOf(".github", "workflows"), "*.yml").Select(file => Path.GetFileName(file)!)];

    public static TheoryData<string> Scripts => [.. Directory.GetFiles(Repository.PathOf("action"), "*.sh").Select(file => Path.GetFileName(file)!)];

    [Theory, MemberData(nameof(Workflows))]
    public void A_workflow_of_ours_is_in_order(string file) => Assert.Empty(WorkflowLint.Workflow(Repository.Read(".github", "workflows", file)));

    [Fact]
    public void The_action_is_in_order() => Assert.Empty(WorkflowLint.Action(Repository.Read("action.yml")));

    [Theory, MemberData(nameof(Scripts))]
    public async Task A_script_of_the_action_is_in_order(string file)
    {
        Assert.Empty(WorkflowLint.Script(Repository.Read("action", file)));
        using var bash = Process.Start("bash", ["-n", Repository.PathOf("action", file)]);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, bash.ExitCode);
    }

    [Fact]
    public void Each_script_is_run_by_a_step()
    {
        var run = Yaml.Read(Repository.Read("action.yml")).Map("runs").Maps("steps").Where(step => step.Has("run")).Select(step => OnlyAScript().Match(step.Text("run")).Groups[1].Value);
        Assert.Equal(Scripts.Select(script => script.Data).Order(StringComparer.Ordinal), run.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_workflow_that_init_writes_is_in_order() => Assert.Empty(WorkflowLint.Workflow(StarterWorkflow.File.Content));

    [Fact]
    public void What_it_has_as_comments_is_in_order_once_it_is_none()
    {
        var live = CommentedKey().Replace(StarterWorkflow.File.Content, "$1$2");
        Assert.Empty(WorkflowLint.Workflow(live));
        var step = Yaml.Read(live).Map("jobs").Map("review").Maps("steps").Single();
        Assert.Equal(["fail-on", "llm", "cache-results"], step.Map("with").Keys);
        Assert.Equal(["ANTHROPIC_API_KEY"], step.Map("env").Keys);
    }

    [Fact]
    public void The_action_installs_the_version_it_belongs_to() =>
        Assert.Equal(Product.Version, Yaml.Read(Repository.Read("action.yml")).Map("inputs").Map("version").Text("default"));

    [Fact]
    public void The_same_action_has_the_same_commit_everywhere()
    {
        var texts = Workflows.Select(file => Repository.Read(".github", "workflows", file.Data)).Append(Repository.Read("action.yml")).Concat(Docs.GuideTests.Snippets);
        var used = texts.SelectMany(text => Commits().Matches(text)).Select(use => (Action: use.Groups[1].Value, Commit: use.Groups[2].Value)).Distinct();
        Assert.All(used.GroupBy(use => use.Action), action => Assert.Single(action));
    }

    /// <summary>The lint itself: a workflow in order, and each way of not being so.</summary>
    [Theory]
    [InlineData("", "", null)]
    [InlineData("permissions: {}", "permissions: write-all", "does not begin with 'permissions: {}'")]
    [InlineData("permissions: {}\n", "", "does not begin with 'permissions: {}'")]
    [InlineData("concurrency:\n  group: test\n", "", "has no concurrency group")]
    [InlineData("    timeout-minutes: 5\n", "", "job 'test' has no time limit")]
    [InlineData("    permissions:\n      contents: read\n", "", "job 'test' does not list its permissions")]
    [InlineData("    permissions:\n      contents: read\n", "    permissions: write-all\n", "job 'test' does not list its permissions")]
    [InlineData("contents: read", "contents: all", "job 'test' has a permission 'contents' that is no level")]
    [InlineData("3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "v7", "'actions/checkout@v7' is not pinned to a commit, with its version behind it")]
    [InlineData(" # v7.0.1", "", "'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1' is not pinned to a commit, with its version behind it")]
    [InlineData("echo \"$NAME\"", "echo ${{ github.head_ref }}", "job 'test': '' has an expression in its script: who can write the value can write the script")]
    [InlineData("persist-credentials: false", "fetch-depth: 0", "job 'test': 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1' leaves the token in .git/config")]
    [InlineData("on: push", "on:\n  pull_request_target:", "job 'test': 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1' checks out in a workflow that strangers can start with the main branch's rights")]
    [InlineData("- run: echo \"$NAME\"", "- uses: ./\n        with:\n          fail-at: major", "job 'test': './' gives the action an input 'fail-at' that it does not have")]
    public void The_lint_sees_what_is_wrong(string part, string instead, string? complaint) =>
        Assert.Equal(complaint is null ? [] : [complaint], WorkflowLint.Workflow(part.Length == 0 ? Good : Good.Replace(part, instead, StringComparison.Ordinal)));

    [Theory]
    [InlineData("", null)]
    [InlineData("mapfile -t lines", "has 'mapfile', which the bash of macOS does not know")]
    [InlineData("echo ${name,,}", "has '${name,', which the bash of macOS does not know")]
    [InlineData("eval \"$line\"", "has 'eval', which runs text as code")]
    [InlineData("if true; then . ./.env; fi", "has 'then .', which runs text as code")]
    [InlineData("echo ${{ inputs.path }}", "holds an expression")]
    public void The_lint_of_scripts_sees_what_is_wrong(string line, string? complaint) =>
        Assert.Equal(complaint is null ? [] : [complaint], WorkflowLint.Script($"#!/usr/bin/env bash\nset -euo pipefail\n{line}\n"));

    [GeneratedRegex("""^bash "\$GITHUB_ACTION_PATH/action/(\w+\.sh)"$""")]
    private static partial Regex OnlyAScript();

    [GeneratedRegex(@"(?m)^( +)# ( *[\w-]+:(?: .*)?)$")]
    private static partial Regex CommentedKey();

    [GeneratedRegex(@"uses: ([\w./-]+)@([0-9a-f]{40})")]
    private static partial Regex Commits();
}
