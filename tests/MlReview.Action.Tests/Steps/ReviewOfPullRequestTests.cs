using System.Text.Json.Nodes;
using MlReview.Action.Tests.Running;
using MlReview.GitHub.Tests.Events;
using MlReview.GitHub.Tests.Fake;
using MlReview.GitHub.Tests.Stories;

namespace MlReview.Action.Tests.Steps;

/// <summary>The action's steps as they stand, with the tool as it is packed, against a GitHub on loopback.</summary>
public sealed class ReviewOfPullRequestTests(PackedTool package)
{
    [Fact]
    public async Task The_pull_request_of_the_event_is_commented_on_and_neither_checkout_nor_head_govern_a_step()
    {
        await using var story = await PullStory.StartAsync();
        using var machine = RealMachine.Create();
        var hostile = await HostileWorkspace.CreateAsync(machine);
        story.Push(tree => hostile.Files.Aggregate(tree, (all, file) => all.With(file.Path, file.Content)).With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));

        var run = await RunAsync(story, machine, "pull_request", Payloads.PullRequest(head: story.GitHub.Head), ("check", "true"), ("reports", "json"));

        Assert.True(run["Review"].ExitCode == 1, run.Log);
        Assert.Equal(["src/Price.cs:13"], story.Open);
        Assert.Contains("MLR103", story.Summary, StringComparison.Ordinal);
        Assert.Single(story.GitHub.Checks);
        Assert.Equal(("fail", "1"), (run.Output("verdict"), run.Output("critical")));
        Assert.Contains("MLR103", await File.ReadAllTextAsync(run.Output("report-json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("MLR103", machine.Summary, StringComparison.Ordinal);
        Assert.Empty(hostile.Sprung);
        Assert.DoesNotContain(FakeGitHub.Token, run.Log, StringComparison.Ordinal);
        Assert.All(machine.FoldersOfDotnet(), folder => Assert.EndsWith("/_temp/mlreview/work", folder, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fork_has_annotations_in_the_first_stage_and_comments_in_the_second()
    {
        await using var story = await PullStory.StartAsync();
        using var machine = await package.MachineWithToolAsync();
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));
        (story.GitHub.CanWrite, story.GitHub.HeadRepository) = (false, "stranger/models");

        var first = await RunAsync(story, machine, "pull_request", Payloads.PullRequest(fork: "stranger/models", head: story.GitHub.Head));

        Assert.True(first["Review"].ExitCode == 1, first.Log);
        Assert.Contains("::error file=src/Price.cs,line=13", first.Log, StringComparison.Ordinal);
        Assert.Contains("MLR103", machine.Summary, StringComparison.Ordinal);
        Assert.Empty(story.Open);

        machine.NextJob();
        story.GitHub.CanWrite = true;
        var payload = Payloads.Run();
        payload["workflow_run"]!["head_sha"] = story.GitHub.Head;
        var second = await RunAsync(story, machine, "workflow_run", payload);

        Assert.True(second["Review"].ExitCode == 1, second.Log);
        Assert.Equal(["src/Price.cs:13"], story.Open);
    }

    [Fact]
    public async Task A_comment_of_a_stranger_and_a_dry_run_post_nothing()
    {
        await using var story = await PullStory.StartAsync();
        using var machine = await package.MachineWithToolAsync();
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));

        var stranger = await RunAsync(story, machine, "issue_comment", Payloads.Comment("/mlops-code-review", "NONE"));
        Assert.Equal((0, ""), (stranger["Review"].ExitCode, stranger.Output("verdict")));

        machine.NextJob();
        var dry = await RunAsync(story, machine, "push", new JsonObject(), ("pull-request", "7"), ("dry-run", "true"));
        Assert.Contains("What a review would post on octo/models#7", dry.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(story.GitHub.Log, request => request.Writes);
    }

    private async Task<ActionRun> RunAsync(PullStory story, RunnerMachine machine, string name, JsonObject payload, params (string Name, string Value)[] inputs)
    {
        machine.Event = name;
        foreach (var (key, value) in story.EnvironmentOf(name, payload).Where(variable => variable.Key is "GITHUB_API_URL" or "GITHUB_GRAPHQL_URL" or "GITHUB_SERVER_URL" or "GITHUB_EVENT_PATH"))
            machine.Environment[key] = value;
        machine.Contexts["github.token"] = FakeGitHub.Token;
        var with = inputs.ToDictionary(input => input.Name, input => input.Value);
        (with["version"], with["package-source"]) = (package.Version, await package.Feed);
        return await new ActionRun(machine, Repository.Root).RunAsync(with);
    }
}
