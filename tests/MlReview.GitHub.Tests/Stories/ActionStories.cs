using System.IO.Compression;
using System.Text.Json.Nodes;
using MlReview.GitHub.Tests.Events;

namespace MlReview.GitHub.Tests.Stories;

/// <summary>What a run of Actions does with the event that started it, and with the rights that it has.</summary>
public sealed class ActionStories
{
    [Fact]
    public async Task A_token_that_can_only_read_leaves_annotations_and_the_summary_of_the_job()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));
        (story.GitHub.CanWrite, story.GitHub.CanWriteChecks, story.GitHub.HeadRepository) = (false, false, "stranger/models");
        var fork = await story.RunActionAsync("pull_request", Payloads.PullRequest(fork: "stranger/models", head: story.GitHub.Head), "--check", "--upload-sarif");
        Assert.True(fork.ExitCode == 1, fork.ToString());
        Assert.Contains(
            "mlreview: Nothing was posted on octo/models#7, for the pull request comes from a fork, and the token of its run can only read; the findings are annotations and the summary of this job instead.\n",
            fork.Error, StringComparison.Ordinal);
        Assert.Contains("::error file=src/Price.cs,line=13", fork.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing could be posted on the pull request", story.JobSummary, StringComparison.Ordinal);
        Assert.Contains("MLR103", story.JobSummary, StringComparison.Ordinal);
        Assert.Contains("verdict=fail\n", story.Outputs, StringComparison.Ordinal);
        Assert.Empty(story.GitHub.Threads);
        Assert.Empty(story.GitHub.Comments);

        // The same of a workflow that lacks the permission.
        var own = await story.RunActionAsync("pull_request", Payloads.PullRequest(head: story.GitHub.Head));
        Assert.True(own.ExitCode == 1, own.ToString());
        Assert.Contains("for the token of this run can only read (it needs 'pull-requests: write'); the findings are", own.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_for_besides_is_done_and_what_is_refused_is_said()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));
        story.GitHub.HasCodeScanning = false;
        var report = story.Tree[".git/report.json"];
        var run = await story.RunActionAsync("pull_request_target", Payloads.PullRequest(fork: "stranger/models", head: story.GitHub.Head), "--check", "--upload-sarif", "--format", "github", "--format", "json=" + report);
        Assert.Equal(["src/Price.cs:13"], story.Open);
        Assert.Equal("src/Price.cs", Assert.Single(Assert.Single(story.GitHub.Checks).Annotations)["path"]!.GetValue<string>());
        Assert.Contains("::error file=src/Price.cs,line=13", run.Output, StringComparison.Ordinal);
        Assert.Contains($"report-json={report}\n", story.Outputs, StringComparison.Ordinal);
        Assert.NotEmpty(story.JobSummary);

        // A refusal by code scanning keeps nothing else from its readers.
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("code scanning is switched off", run.Error, StringComparison.Ordinal);
        var upload = story.GitHub.Log.Single(request => request.Method == "POST" && request.Route.EndsWith("/code-scanning/sarifs", StringComparison.Ordinal)).Body!;
        Assert.Equal((story.GitHub.Head, "refs/pull/7/head"), (upload["commit_sha"]!.GetValue<string>(), upload["ref"]!.GetValue<string>()));
        using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(upload["sarif"]!.GetValue<string>())), CompressionMode.Decompress);
        var result = (await JsonNode.ParseAsync(zip))!["runs"]![0]!["results"]![0]!;
        Assert.Equal("src/Price.cs", result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_command_in_a_comment_starts_a_review_of_what_the_pull_request_is_now()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));
        var nothing = await story.RunActionAsync("issue_comment", Payloads.Comment("/mlops-code-review", "NONE"));
        Assert.Equal((0, ""), (nothing.ExitCode, nothing.Output));
        Assert.Equal("mlreview: Only owners, members and collaborators of the repository can ask for a review; nothing was reviewed.\n", nothing.Error);
        Assert.Empty(story.GitHub.Log);
        var run = await story.RunActionAsync("issue_comment", Payloads.Comment("/mlops-code-review ml"));
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal(["src/Price.cs:13"], story.Open);
        Assert.Contains("A comment asked for this review.", story.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_secrets_is_followed_by_one_that_finds_its_pull_request()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));
        var payload = Payloads.Run();
        payload["workflow_run"]!["head_sha"] = story.GitHub.Head;
        story.GitHub.IsDraft = true;
        var draft = await story.RunActionAsync("workflow_run", payload);
        Assert.Equal((0, "mlreview: octo/models#7 is a draft, which --drafts would review; nothing was reviewed.\n"), (draft.ExitCode, draft.Error));
        var run = await story.RunActionAsync("workflow_run", payload, "--drafts");
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal(["src/Price.cs:13"], story.Open);
    }
}
