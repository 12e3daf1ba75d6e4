using System.Text.Json.Nodes;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Checks;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Checks;

/// <summary>A commit and the check that it should have, without a network.</summary>
internal sealed class CheckStory
{
    private readonly Story _story = new();

    public FakeGitHub GitHub => _story.GitHub;

    public InstantTime Time => _story.Time;

    public CheckRunContent Wanted(int annotations, string run = "4711", string conclusion = "failure") => new(
        GitHub.Head, run, conclusion, "FAIL", "# Summary", [.. Enumerable.Range(1, annotations).Select(i => new CheckAnnotation("src/Train.cs", i, i, "failure", $"Finding {i}", "MLR101"))], null);

    public async Task PublishAsync(CheckRunContent wanted, Func<Task>? turn = null)
    {
        using var client = _story.Client(turn);
        await CheckRunPublisher.PublishAsync(client, Story.Pull, wanted, Time, CancellationToken.None);
    }

    /// <summary>A check that another program made.</summary>
    public void Foreign(string name) => GitHub.Checks.Add(new FakeCheckRun
    {
        Id = 1 + GitHub.Checks.Count,
        Content = new JsonObject { ["name"] = name, ["head_sha"] = GitHub.Head, ["status"] = "completed", ["conclusion"] = "success", ["external_id"] = "" },
    });

    /// <summary>The check that GitHub shows says what is wanted, each annotation once; no other says any twice.</summary>
    public void Shows(CheckRunContent wanted, string because = "")
    {
        var ours = GitHub.Checks.Where(c => c.Name == CheckRunContent.Name).OrderBy(c => c.Id).ToList();
        Assert.True(ours.Count > 0, $"There is no check. {because}");
        var shown = ours[^1].Content;
        Assert.True(("completed", wanted.Conclusion, wanted.Title) == (shown["status"]!.ToString(), shown["conclusion"]!.ToString(), shown["output"]!["title"]!.ToString()), $"It says something else. {because}");
        Assert.True(wanted.Annotations.Select(a => a.Message).SequenceEqual(Messages(ours[^1])), $"Its annotations are {ours[^1].Annotations.Count}, not {wanted.Annotations.Length}, or another order. {because}");
        Assert.True(ours.All(c => Messages(c).Distinct().Count() == c.Annotations.Count), $"A check says something twice. {because}");
        Assert.True(GitHub.Refusals.Count == 0, $"Refused: {string.Join(", ", GitHub.Refusals)}. {because}");
    }

    private static IEnumerable<string> Messages(FakeCheckRun check) => check.Annotations.Select(a => a["message"]!.ToString());
}
