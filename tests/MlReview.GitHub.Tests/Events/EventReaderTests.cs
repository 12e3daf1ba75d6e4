using System.Text.Json.Nodes;
using MlReview.Cli.Changes;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Events;
using MlReview.Cli.Llm.Lanes;

namespace MlReview.GitHub.Tests.Events;

public sealed class EventReaderTests
{
    private static readonly PullRequestName s_pull = new("octo", "models", 7);

    [Theory]
    [InlineData("pull_request", "octo/models", "ann", "")]
    [InlineData("pull_request", "stranger/models", "ann", "the pull request comes from a fork")]
    [InlineData("pull_request", null, "ann", "the pull request comes from a fork")]
    [InlineData("pull_request", "octo/models", "dependabot[bot]", "the pull request comes from Dependabot")]
    [InlineData("pull_request_target", "stranger/models", "ann", "")]
    public void A_push_to_a_pull_request_asks_for_its_head(string name, string? fork, string sender, string because) =>
        Assert.Equal(
            new EventRequest.OfPull(s_pull) { HeadCommit = Payloads.Head, BeforeCommit = Payloads.Before, ReadOnlyBecause = because },
            EventReader.Read(name, Payloads.PullRequest(fork: fork, sender: sender).Payload()));

    [Theory]
    [InlineData("/mlops-code-review", null)]
    [InlineData("/mlops-code-review ml", Pass.Ml)]
    [InlineData("  /MLOps-code-review   general \r\nand thanks", Pass.General)]
    public void A_command_asks_for_the_pull_request_it_is_on(string body, object? only) =>
        Assert.Equal(new EventRequest.OfPull(s_pull) { IsCommand = true, Only = (Pass?)only }, EventReader.Read("issue_comment", Payloads.Comment(body).Payload()));

    [Theory]
    [InlineData("OWNER", true)]
    [InlineData("COLLABORATOR", true)]
    [InlineData("CONTRIBUTOR", false)]
    [InlineData("FIRST_TIME_CONTRIBUTOR", false)]
    [InlineData("NONE", false)]
    [InlineData("", false)]
    public void Only_who_may_write_is_heard(string association, bool isHeard)
    {
        var request = EventReader.Read("issue_comment", Payloads.Comment("/mlops-code-review", association).Payload());
        Assert.Equal(isHeard, request is EventRequest.OfPull);
        Assert.Equal(!isHeard, request is EventRequest.Nothing { Reason: "Only owners, members and collaborators of the repository can ask for a review; nothing was reviewed." });
    }

    [Theory]
    [InlineData("Thanks!", true, "created", "is not /mlops-code-review")]
    [InlineData("", true, "created", "is not /mlops-code-review")]
    [InlineData("please\n/mlops-code-review", true, "created", "is not /mlops-code-review")]
    [InlineData("/mlops-code-reviews", true, "created", "is not /mlops-code-review")]
    [InlineData("/mlops-code-review everything", true, "created", "something unknown")]
    [InlineData("/mlops-code-review ml general", true, "created", "something unknown")]
    [InlineData("/mlops-code-review", false, "created", "only pull requests")]
    [InlineData("/mlops-code-review", true, "edited", "Only a new comment")]
    [InlineData("/mlops-code-review", true, "deleted", "Only a new comment")]
    public void Other_comments_ask_for_nothing(string body, bool isOnPull, string action, string reason)
    {
        var nothing = Assert.IsType<EventRequest.Nothing>(EventReader.Read("issue_comment", Payloads.Comment(body, isOnPull: isOnPull, action: action).Payload()));
        Assert.Contains(reason, nothing.Reason, StringComparison.Ordinal);
        Assert.EndsWith("nothing was reviewed.", nothing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_ended_asks_for_its_commit_and_is_believed_nothing_else()
    {
        var payload = Payloads.Run();
        payload["workflow_run"]!["pull_requests"] = new JsonArray(new JsonObject { ["number"] = 99 });
        Assert.Equal(new EventRequest.OfCommit(new PullRequestName("octo", "models", 1), Payloads.Head), EventReader.Read("workflow_run", payload.Payload()));
    }

    [Fact]
    public void Somebody_can_name_the_pull_request_by_hand()
    {
        Assert.Equal(new EventRequest.OfPull(s_pull), EventReader.Read("workflow_dispatch", Payloads.Dispatch("7").Payload()));
        Assert.Equal(new EventRequest.OfPull(s_pull), EventReader.Read("workflow_dispatch", Payloads.Dispatch(7).Payload()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-7")]
    [InlineData("7; rm")]
    [InlineData("99999999999")]
    public void A_number_by_hand_is_a_number(string? written) =>
        Assert.Contains("'pull-request'", RefusalOf("workflow_dispatch", Payloads.Dispatch(written)), StringComparison.Ordinal);

    [Fact]
    public void What_is_closed_or_queued_is_not_reviewed()
    {
        Assert.Equal("octo/models#7 was closed; nothing was reviewed.", Assert.IsType<EventRequest.Nothing>(EventReader.Read("pull_request", Payloads.PullRequest("closed").Payload())).Reason);
        Assert.IsType<EventRequest.Nothing>(EventReader.Read("merge_group", new JsonObject().Payload()));
    }

    [Theory]
    [InlineData("push")]
    [InlineData("schedule")]
    [InlineData("pull_request_review")]
    public void Events_without_a_pull_request_are_a_mistake_in_the_workflow(string name) =>
        Assert.Equal(
            $"The event '{name}' names no pull request (pull_request, pull_request_target, issue_comment, workflow_run and workflow_dispatch do); write --pr OWNER/REPO#N.",
            RefusalOf(name, new JsonObject { ["ref"] = "refs/heads/main" }));

    [Theory]
    [InlineData("""{"repository":{"full_name":"octo/models"},"number":7}""", "pull_request.head.sha")]
    [InlineData("""{"repository":{"full_name":"octo/models"},"number":7,"pull_request":{"head":{"sha":"--upload-pack=x"}}}""", "pull_request.head.sha")]
    [InlineData("""{"repository":{"full_name":"octo/models"},"number":7,"pull_request":{"head":{"sha":"1111111111111111111111111111111111111111\n"}}}""", "pull_request.head.sha")]
    [InlineData("""{"repository":{"full_name":"octo/models"},"number":7,"pull_request":{"head":7}}""", "pull_request.head.sha")]
    [InlineData("""{"repository":{"full_name":"octo/models"},"number":"seven"}""", "number")]
    [InlineData("""{"repository":{"full_name":"octo/models"},"number":7.5}""", "number")]
    [InlineData("""{"repository":{"full_name":"octo/models"}}""", "number")]
    [InlineData("""{"repository":{"full_name":"../../etc"},"number":7}""", "repository.full_name")]
    [InlineData("""{"repository":{"full_name":"octo/models/more"},"number":7}""", "repository.full_name")]
    [InlineData("""{"repository":"octo/models","number":7}""", "repository.full_name")]
    [InlineData("""{"repository":{"full_name":"\ud800"},"number":7}""", "repository.full_name")]
    [InlineData("""[]""", "number")]
    [InlineData("""null""", "number")]
    public void What_GitHub_would_never_send_is_refused_by_the_name_of_the_field(string json, string field) =>
        Assert.Contains($"lacks '{field}'", RefusalOf("pull_request", json), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_event_is_refused_in_one_sentence()
    {
        using var tree = new Cli.Tests.TemporaryTree();
        tree.With("deep.json", new string('[', 100)).With("half.json", "{\"number\":").With("empty.json", "");
        foreach (var file in new[] { "deep.json", "half.json", "empty.json" })
            Assert.Equal($"GITHUB_EVENT_PATH names '{tree[file]}', which holds no JSON; give the file of the event, or write --pr OWNER/REPO#N.", Refusal(tree[file]));
        Assert.Contains("cannot be read", Refusal(tree["none.json"]), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refusal(tree.Root), StringComparison.Ordinal);
        using (var large = File.Create(tree["large.json"]))
            large.SetLength((25 << 20) + 1);
        Assert.Contains("larger than 25 MiB", Refusal(tree["large.json"]), StringComparison.Ordinal);

        static string Refusal(string file) => Assert.Throws<ChangeException>(() => EventReader.Read(name => name == "GITHUB_EVENT_NAME" ? "pull_request" : file)).Message;
    }

    [Fact]
    public void Outside_of_Actions_somebody_has_to_name_the_pull_request() =>
        Assert.Equal("--pr names no pull request, and no event of GitHub Actions does; write --pr OWNER/REPO#N.", Assert.Throws<ChangeException>(() => EventReader.Read(_ => null)).Message);

    private static string RefusalOf(string name, JsonObject json) => RefusalOf(name, json.ToJsonString());

    private static string RefusalOf(string name, string json) =>
        Assert.Throws<ChangeException>(() => EventReader.Read(name, EventPayload.Parse(System.Text.Encoding.UTF8.GetBytes(json)))).Message;
}
