using System.Text.RegularExpressions;
using MlReview.Cli.Changes;

namespace MlReview.Cli.GitHub.Events;

/// <summary>Finds out what the event that started a run of Actions asks for. Nothing is asked of GitHub here.</summary>
internal static partial class EventReader
{
    private const string Accepted = "pull_request, pull_request_target, issue_comment, workflow_run and workflow_dispatch do";
    private const string Fork = "the pull request comes from a fork";

    /// <param name="environment">The variables that Actions sets.</param>
    /// <exception cref="ChangeException">With the sentence that says what is wrong.</exception>
    public static EventRequest Read(Func<string, string?> environment)
    {
        if (environment("GITHUB_EVENT_NAME") is not { Length: > 0 } name || environment("GITHUB_EVENT_PATH") is not { Length: > 0 } file)
            throw new ChangeException("--pr names no pull request, and no event of GitHub Actions does; write --pr OWNER/REPO#N.");
        return Read(name, EventPayload.Read(file));
    }

    public static EventRequest Read(string name, EventPayload payload) => name switch
    {
        "pull_request" => OfPull(name, payload, isOwnRun: true),
        "pull_request_target" => OfPull(name, payload, isOwnRun: false),
        "issue_comment" => OfComment(name, payload),
        "workflow_run" => OfRun(name, payload),
        "workflow_dispatch" => OfDispatch(name, payload),
        "merge_group" => new EventRequest.Nothing("A merge queue holds commits that were reviewed on their pull requests; nothing was reviewed."),
        _ => throw new ChangeException($"The event '{name}' names no pull request ({Accepted}); write --pr OWNER/REPO#N."),
    };

    /// <param name="isOwnRun">The workflow is that of the change itself, so that GitHub gives it no more than it trusts the author with.</param>
    private static EventRequest OfPull(string name, EventPayload payload, bool isOwnRun)
    {
        var pull = NameOf(name, payload, payload.Number("pull_request", "number") is > 0 and var number ? number : payload.Number("number"));
        if (payload.Text("action") == "closed")
            return new EventRequest.Nothing($"{pull} was closed; nothing was reviewed.");
        var (head, home) = (payload.Text("pull_request", "head", "repo", "full_name"), payload.Text("pull_request", "base", "repo", "full_name"));
        return new EventRequest.OfPull(pull)
        {
            HeadCommit = Commit(payload.Text("pull_request", "head", "sha")) ?? throw Malformed(name, "pull_request.head.sha"),
            BeforeCommit = Commit(payload.Text("before")),
            ReadOnlyBecause = !isOwnRun ? "" : head.Length == 0 || head != home ? Fork : payload.Text("sender", "login") == "dependabot[bot]" ? "the pull request comes from Dependabot" : "",
        };
    }

    private static EventRequest OfComment(string name, EventPayload payload)
    {
        if (CommandComment.TryRead(payload.Text("comment", "body")) is not { } command)
            return new EventRequest.Nothing($"The comment is not {CommandComment.Usage}; nothing was reviewed.");
        if (!payload.Has("issue", "pull_request"))
            return new EventRequest.Nothing("The comment is on an issue, and only pull requests are reviewed; nothing was reviewed.");
        if (payload.Text("action") != "created")
            return new EventRequest.Nothing("Only a new comment asks for a review; nothing was reviewed.");
        if (!CommandComment.IsHeard(payload.Text("comment", "author_association")))
            return new EventRequest.Nothing("Only owners, members and collaborators of the repository can ask for a review; nothing was reviewed.");
        if (!command.IsUnderstood)
            return new EventRequest.Nothing($"The comment asks for something unknown ({CommandComment.Usage} is known); nothing was reviewed.");
        return new EventRequest.OfPull(NameOf(name, payload, payload.Number("issue", "number"))) { IsCommand = true, Only = command.Only };
    }

    /// <summary>A run that had no secrets has ended. What it says of pull requests is empty for forks, and is not believed for others.</summary>
    private static EventRequest.OfCommit OfRun(string name, EventPayload payload) => new(
        NameOf(name, payload, 1), Commit(payload.Text("workflow_run", "head_sha")) ?? throw Malformed(name, "workflow_run.head_sha"));

    private static EventRequest.OfPull OfDispatch(string name, EventPayload payload) => new(NameOf(
        name, payload, payload.Number("inputs", "pull-request") is > 0 and var number ? number : throw new ChangeException(
            "The workflow was started by hand without a number of a pull request; give it an input 'pull-request', or write --pr OWNER/REPO#N.")));

    private static PullRequestName NameOf(string name, EventPayload payload, int number) =>
        number == 0 ? throw Malformed(name, "number")
        : PullRequestName.TryParse(payload.Text("repository", "full_name"), number) ?? throw Malformed(name, "repository.full_name");

    private static string? Commit(string written) => ObjectName().IsMatch(written) ? written : null;

    private static ChangeException Malformed(string name, string field) => new($"The event '{name}' lacks '{field}', or it is not what GitHub sends; write --pr OWNER/REPO#N.");

    [GeneratedRegex(@"\A[0-9a-f]{40}([0-9a-f]{24})?\z")]
    private static partial Regex ObjectName();
}
