using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Events;

namespace MlReview.GitHub.Tests.Events;

public sealed class PullFinderTests
{
    private const string Other = "3333333333333333333333333333333333333333";
    private readonly Story _story = new();

    private EventRequest.OfPull Pushed => new(Story.Pull) { HeadCommit = _story.GitHub.Head };

    [Fact]
    public async Task An_open_pull_request_is_reviewed_at_the_head_of_the_event()
    {
        var (found, reason) = await FindAsync(Pushed);
        Assert.Equal("", reason);
        Assert.Equal((Story.Pull, _story.GitHub.Head), (found!.Name, found.HeadCommit));
    }

    [Fact]
    public async Task Without_an_event_it_is_reviewed_at_the_head_it_has() =>
        Assert.Equal(_story.GitHub.Head, (await FindAsync(new EventRequest.OfPull(Story.Pull))).Found!.HeadCommit);

    [Fact]
    public async Task A_closed_one_is_not_reviewed()
    {
        _story.GitHub.State = "closed";
        Assert.Equal((null, "octo/models#7 is closed; nothing was reviewed."), await FindAsync(Pushed));
    }

    [Fact]
    public async Task A_draft_is_reviewed_when_drafts_are_wanted()
    {
        _story.GitHub.IsDraft = true;
        Assert.Equal((null, "octo/models#7 is a draft, which --drafts would review; nothing was reviewed."), await FindAsync(Pushed));
        Assert.NotNull((await FindAsync(Pushed, takesDrafts: true)).Found);
    }

    [Fact]
    public async Task A_run_that_is_behind_leaves_the_review_to_the_one_of_the_new_head() =>
        Assert.Equal(
            (null, "octo/models#7 has moved on from 3333333333 to 1111111111, whose own run reviews it; nothing was reviewed."),
            await FindAsync(Pushed with { HeadCommit = Other, BeforeCommit = "4444444444444444444444444444444444444444" }));

    [Fact]
    public async Task An_API_that_is_behind_the_event_does_not_lose_a_push() =>
        Assert.Equal(Other, (await FindAsync(Pushed with { HeadCommit = Other, BeforeCommit = _story.GitHub.Head })).Found!.HeadCommit);

    [Fact]
    public async Task The_pull_request_of_a_run_is_the_open_one_with_its_commit_as_head()
    {
        Assert.Equal(Story.Pull, (await FindAsync(OfCommit(_story.GitHub.Head))).Found!.Name);
        Assert.Equal((null, "No open pull request of octo/models has the head 3333333333; nothing was reviewed."), await FindAsync(OfCommit(Other)));
        _story.GitHub.State = "closed";
        Assert.Equal((null, "No open pull request of octo/models has the head 1111111111; nothing was reviewed."), await FindAsync(OfCommit(_story.GitHub.Head)));
    }

    [Fact]
    public async Task Nothing_is_asked_where_the_event_says_that_there_is_nothing_to_do()
    {
        Assert.Equal((null, "No."), await FindAsync(new EventRequest.Nothing("No.")));
        Assert.Empty(_story.GitHub.Log);
    }

    private static EventRequest.OfCommit OfCommit(string commit) => new(Story.Pull with { Number = 1 }, commit);

    private async Task<(FoundPull? Found, string Reason)> FindAsync(EventRequest request, bool takesDrafts = false)
    {
        using var client = _story.Client();
        return await new PullFinder(client, takesDrafts).FindAsync(request, CancellationToken.None);
    }
}
