using MlReview.Cli.Findings;

namespace MlReview.GitHub.Tests.Stories;

/// <summary>What a team sees of a review over the life of a pull request.</summary>
public sealed class ReviewStories
{
    [Fact]
    public async Task Comments_come_once_and_go_with_what_they_are_about()
    {
        await using var story = await PullStory.StartAsync();

        // The first review.
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)).With("src/Rent.cs", PullStory.Training("Rent", PullStory.Leak)));
        var first = await story.ReviewAsync();
        Assert.True(first.ExitCode == 1, first.ToString());
        Assert.Equal(["src/Price.cs:13", "src/Rent.cs:13"], story.Open);
        Assert.Single(story.GitHub.Reviews);
        Assert.Contains("MLR103", story.Summary, StringComparison.Ordinal);

        // A second push: what is new is said, what was said is not said again.
        story.Push(tree => tree.With("src/Tax.cs", PullStory.Training("Tax", PullStory.Leak)));
        var second = await story.ReviewAsync();
        Assert.True(second.ExitCode == 1, second.ToString());
        Assert.Equal(["src/Price.cs:13", "src/Rent.cs:13", "src/Tax.cs:13"], story.Open);
        Assert.Equal(2, story.GitHub.Reviews.Count);
        Assert.Contains("src/Tax.cs", story.Summary, StringComparison.Ordinal);

        // Two are fixed; on one of them somebody has answered.
        story.GitHub.Reply(story.ThreadAt("src/Rent.cs:13"), "ann", "Why is that wrong?");
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price")).With("src/Rent.cs", PullStory.Training("Rent")));
        await story.ReviewAsync();
        Assert.Equal(["src/Rent.cs:13", "src/Tax.cs:13"], story.Open);
        Assert.Equal(["src/Price.cs:13"], story.Resolved);

        // The history is written anew; what it says is the same.
        var said = story.GitHub.Threads.SelectMany(t => t.Comments).Select(c => (c.Id, c.Body)).ToList();
        story.ForcePush(tree => tree);
        var again = await story.ReviewAsync();
        Assert.True(again.ExitCode == 1, again.ToString());
        Assert.Equal(said, story.GitHub.Threads.SelectMany(t => t.Comments).Select(c => (c.Id, c.Body)));
        Assert.Equal(2, story.GitHub.Reviews.Count);
        Assert.Empty(story.GitHub.Refusals);
    }

    [Fact]
    public async Task Two_runs_at_the_same_time_and_one_more_leave_each_finding_once()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)).With("src/Rent.cs", PullStory.Training("Rent", PullStory.Leak)));
        var both = await Task.WhenAll(story.ReviewAsync(), story.ReviewAsync());
        Assert.All(both, run => Assert.True(run.ExitCode == 1, run.ToString()));
        await story.ReviewAsync();
        Assert.Equal(["src/Price.cs:13", "src/Rent.cs:13"], story.Open);
        Assert.Empty(story.Resolved);
        Assert.NotEmpty(story.Summary);
    }

    [Fact]
    public async Task A_file_that_was_renamed_is_commented_on_under_its_new_name()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree => tree.Without("src/Price.cs").With("src/models/Cost.cs", PullStory.Training("Price", PullStory.Leak)));
        Assert.Equal("renamed", story.GitHub.Files.Single().ToJson()["status"]!.GetValue<string>());
        var run = await story.ReviewAsync();
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal(["src/models/Cost.cs:13"], story.Open);
    }

    [Fact]
    public async Task Three_thousand_and_one_files_lose_no_finding()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree =>
        {
            for (var i = 0; i < 3000; i++)
                tree.With($"data/part{i:0000}.txt", "one\n");
            return tree.With("src/Rent.cs", PullStory.Training("Rent", PullStory.Leak));
        });
        Assert.Equal(3001, story.GitHub.Files.Count);
        var run = await story.ReviewAsync();
        Assert.True(run.ExitCode == 1, run.ToString());
        // GitHub does not list the file, and takes no comment on it.
        Assert.Empty(story.Open);
        Assert.Contains("more files than GitHub lists", story.Summary, StringComparison.Ordinal);
        Assert.Contains("src/Rent.cs", story.Summary, StringComparison.Ordinal);
        Assert.Empty(story.GitHub.Refusals);
    }

    [Fact]
    public async Task More_than_a_comment_holds_is_cut_and_not_refused()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree =>
        {
            for (var i = 0; i < 300; i++)
                tree.With($"src/AnExperimentWithAVeryLongNameSoThatTheSummaryGrowsBeyondWhatOneCommentCanHold{i:000}.cs", PullStory.Training($"AnExperimentWithAVeryLongNameSoThatTheSummaryGrowsBeyondWhatOneCommentCanHold{i:000}", PullStory.Leak));
            return tree;
        });
        var run = await story.ReviewAsync();
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal(30, story.Open.Count());
        Assert.InRange(story.Summary.Length, 1, 65_536);
        Assert.Empty(story.GitHub.Refusals);
    }

    [Fact]
    public async Task A_change_cannot_say_how_it_is_reviewed()
    {
        await using var story = await PullStory.StartAsync(tree => tree.With("known.json", "{ \"version\": 1, \"findings\": [ null ] }\n").With(".mlreview.yml", "baseline: known.json\nfail-on: minor\n"));
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));
        Assert.Equal(1, (await story.ReviewAsync("--dry-run", "--format", "json=" + story.Tree[".git/report.json"])).ExitCode);
        var fingerprint = System.Text.Json.Nodes.JsonNode.Parse(story.Tree.Text(".git/report.json"))!["findings"]![0]!["fingerprint"]!.GetValue<string>();
        // One real assembly of ML.NET on this machine, which a restored project would be bound to instead of all that it needs.
        Directory.CreateDirectory(story.Tree[PullStory.Packages + "/ml/lib"]);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "surfaces", "Microsoft.ML.Core.dll"), story.Tree[PullStory.Packages + "/ml/lib/Microsoft.ML.Core.dll"]);
        const string Restored = """{ "targets": { "net10.0": { "Microsoft.ML/1.0.0": { "type": "package", "compile": { "lib/Microsoft.ML.Core.dll": {} } } } }, "libraries": { "Microsoft.ML/1.0.0": { "type": "package", "path": "ml" } } }""";
        var known = $$"""{ "version": 1, "findings": [ { "fingerprint": "{{fingerprint}}", "rule": "MLR103", "file": "src/Price.cs" }, null ] }""" + "\n";
        story.Push(tree => tree
            .With(".mlreview.yml", "exclude: ['**']\nfail-on: never\nrules:\n  MLR103: off\n").With("src/.mlreview.yml", "rules:\n  MLR103: off\n")
            .With("known.json", known).With("src/obj/project.assets.json", Restored).With(".mlreview/baseline.json", known)
            .With(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MLR103.severity = none\n").With("Directory.Build.props", "<Project><PropertyGroup><NoWarn>MLR103</NoWarn><MlReviewMode>None</MlReviewMode></PropertyGroup></Project>"));
        var run = await story.ReviewAsync();
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal(["src/Price.cs:13"], story.Open);
    }

    [Fact]
    public async Task A_dry_run_prints_what_a_run_then_posts()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));
        var dry = await story.ReviewAsync("--dry-run");
        Assert.True(dry.ExitCode == 1, dry.ToString());
        Assert.DoesNotContain(story.GitHub.Log, request => request.Writes);
        Assert.StartsWith($"What a review would post on octo/models#7 at {story.GitHub.Head}, in this order; nothing was posted:\n\n1. A review that comments:\n", dry.Output, StringComparison.Ordinal);
        await story.ReviewAsync();
        // What no terminal should do is shown instead.
        foreach (var body in new[] { story.GitHub.Reviews.Single().Body, story.ThreadAt("src/Price.cs:13").Comments[0].Body, story.Summary })
            Assert.Contains(string.Join('\n', body.TrimEnd().Split('\n').Select(line => Printable.Text("    " + line).TrimEnd())), dry.Output, StringComparison.Ordinal);
        var nothing = await story.ReviewAsync("--dry-run");
        Assert.Equal($"octo/models#7 shows the review of {story.GitHub.Head} already; nothing would be posted.\n", nothing.Output);
    }

    [Fact]
    public async Task What_everybody_may_read_can_be_tried_without_a_token()
    {
        await using var story = await PullStory.StartAsync(isPublic: true);
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price", PullStory.Leak)));
        var run = await story.ReviewAsync("--dry-run");
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("On src/Price.cs, line 13:", run.Output, StringComparison.Ordinal);
        Assert.All(story.GitHub.Log, request => Assert.Null(request.Header("Authorization")));
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_sentence()
    {
        await using var story = await PullStory.StartAsync();
        story.Push(tree => tree.With("src/Price.cs", PullStory.Training("Price")));
        story.GitHub.Comparison = (_, _) => null;
        var gone = await story.ReviewAsync();
        Assert.Equal((2, ""), (gone.ExitCode, gone.Output));
        Assert.Equal("mlreview: GitHub cannot compare the head of octo/models#7 with its base any more (a force-push replaced one of them, or they have nothing in common); start the review of what it is now.\n", gone.Error);
    }
}
