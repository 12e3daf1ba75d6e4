using MlReview.Action.Tests.Running;
using MlReview.Cli.Initializing;

namespace MlReview.Action.Tests.Docs;

/// <summary>Which events start a review in the workflows that others copy, and which of them share a place in the queue.</summary>
public sealed class TriggerTests
{
    private const string Command = "/mlops-code-review ml";

    private static YamlMap OnDemand => Yaml.Read(GuideTests.Templates.Single(text => Yaml.Read(text).Text("name") == "MlReview on demand"));

    private static YamlMap Forks => Yaml.Read(GuideTests.Templates.Single(text => Yaml.Read(text).Text("name") == "MlReview of forks"));

    private static YamlMap Starter => Yaml.Read(StarterWorkflow.File.Content);

    [Theory]
    [InlineData(Command, "OWNER", true, true)]
    [InlineData("/mlops-code-review", "MEMBER", true, true)]
    [InlineData(Command, "COLLABORATOR", true, true)]
    [InlineData(Command, "CONTRIBUTOR", true, false)]
    [InlineData(Command, "NONE", true, false)]
    [InlineData(Command, "OWNER", false, false)]
    [InlineData("Please do /mlops-code-review", "OWNER", true, false)]
    public void A_comment_starts_a_review_when_it_is_the_command_of_somebody_who_may(string body, string association, bool isOnPull, bool starts)
    {
        Assert.Equal(starts, Starts(OnDemand, Comment(body, association, isOnPull)));
        Assert.Equal(starts, Starts(Starter, Comment(body, association, isOnPull)));
    }

    [Fact]
    public void A_push_to_a_pull_request_starts_a_review() => Assert.True(Starts(Starter, Push));

    [Fact]
    public void Commands_and_pushes_of_one_pull_request_wait_for_each_other_and_other_comments_for_nobody()
    {
        Assert.Equal("mlreview-7", Group(Starter, Push));
        Assert.Equal("mlreview-7", Group(Starter, Comment(Command, "OWNER")));
        Assert.Equal("mlreview-99", Group(Starter, Comment("Nice.", "OWNER")));
        Assert.Equal("mlreview-7", Group(OnDemand, Comment(Command, "OWNER")));
        Assert.Equal("mlreview-99", Group(OnDemand, Comment("Nice.", "OWNER")));
    }

    [Fact]
    public void A_push_ends_the_review_of_the_push_before_and_a_comment_ends_none()
    {
        Assert.Equal("true", new Expression(Push).Fill(Starter.Map("concurrency").Text("cancel-in-progress")));
        Assert.Equal("false", new Expression(Comment(Command, "OWNER")).Fill(Starter.Map("concurrency").Text("cancel-in-progress")));
    }

    [Theory]
    [InlineData("pull_request", "stranger/models", true)]
    [InlineData("pull_request", "octo/models", false)]
    [InlineData("push", "stranger/models", false)]
    public void The_second_stage_is_for_pull_requests_of_forks(string name, string repository, bool starts) =>
        Assert.Equal(starts, Starts(Forks, path => path switch
        {
            "github.event.workflow_run.event" => name,
            "github.event.workflow_run.head_repository.full_name" => repository,
            "github.repository" => "octo/models",
            _ => throw new NotSupportedException(path),
        }));

    private static bool Starts(YamlMap workflow, Func<string, string> contexts) => new Expression(contexts).Holds(workflow.Map("jobs").Pairs.Single().Value.Text("if"));

    private static string Group(YamlMap workflow, Func<string, string> contexts) => new Expression(contexts).Fill(workflow.Map("concurrency").Text("group"));

    private static string Push(string path) => path switch
    {
        "github.event_name" => "pull_request",
        "github.event.pull_request.number" => "7",
        _ => path.StartsWith("github.", StringComparison.Ordinal) ? "" : throw new NotSupportedException(path),
    };

    private static Func<string, string> Comment(string body, string association, bool isOnPull = true) => path => path switch
    {
        "github.event_name" => "issue_comment",
        "github.event.comment.body" => body,
        "github.event.comment.author_association" => association,
        "github.event.issue.number" => "7",
        "github.event.issue.pull_request" => isOnPull ? "an object" : "",
        "github.run_id" => "99",
        _ => path.StartsWith("github.", StringComparison.Ordinal) ? "" : throw new NotSupportedException(path),
    };
}
