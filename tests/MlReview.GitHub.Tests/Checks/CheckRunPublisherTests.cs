using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Checks;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Checks;

public sealed class CheckRunPublisherTests
{
    private readonly CheckStory _story = new();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(120, 3)]
    public async Task Annotations_go_out_in_batches(int count, int writes)
    {
        var wanted = _story.Wanted(count);
        await _story.PublishAsync(wanted);
        _story.Shows(wanted);
        Assert.Equal(writes, _story.GitHub.Log.Count(r => r.Writes));
    }

    [Fact]
    public async Task What_is_there_already_is_not_written_again()
    {
        await _story.PublishAsync(_story.Wanted(70));
        var before = _story.GitHub.Log.Count;
        await _story.PublishAsync(_story.Wanted(70));
        await _story.PublishAsync(_story.Wanted(70, run: "another"));
        Assert.DoesNotContain(_story.GitHub.Log.Skip(before), r => r.Writes);
    }

    [Fact]
    public async Task Another_outcome_supersedes_the_check()
    {
        await _story.PublishAsync(_story.Wanted(3));
        var wanted = _story.Wanted(2, conclusion: "neutral");
        await _story.PublishAsync(wanted);
        _story.Shows(wanted);
        // And back again: what GitHub shows is the newest, so the first is of no use any more.
        await _story.PublishAsync(_story.Wanted(3));
        _story.Shows(_story.Wanted(3));
        Assert.Equal(3, _story.GitHub.Checks.Count);
    }

    [Fact]
    public async Task What_another_run_left_half_done_is_left_to_it()
    {
        _story.GitHub.Fault = (i, request) => request.Method == "PATCH" ? FakeFault.BadGatewayBefore : FakeFault.None;
        await Assert.ThrowsAsync<GitHubException>(() => _story.PublishAsync(_story.Wanted(70, run: "1")));
        _story.GitHub.Fault = null;
        var wanted = _story.Wanted(70, run: "2");
        await _story.PublishAsync(wanted);
        _story.Shows(wanted);
        Assert.Equal([50, 70], _story.GitHub.Checks.Select(c => c.Annotations.Count));
    }

    [Fact]
    public async Task Checks_of_others_are_passed_over_on_every_page()
    {
        _story.GitHub.LargestPage = 2;
        await _story.PublishAsync(_story.Wanted(60));
        for (var i = 0; i < 5; i++)
            _story.Foreign($"other {i}");
        await _story.PublishAsync(_story.Wanted(60));
        Assert.Equal(6, _story.GitHub.Checks.Count);
    }

    [Fact]
    public async Task Somebody_elses_check_of_our_name_is_superseded()
    {
        _story.Foreign(CheckRunContent.Name);
        var wanted = _story.Wanted(2);
        await _story.PublishAsync(wanted);
        _story.Shows(wanted);
    }

    [Fact]
    public async Task A_token_that_may_not_write_checks_says_so()
    {
        _story.GitHub.CanWriteChecks = false;
        var refusal = await Assert.ThrowsAsync<GitHubException>(() => _story.PublishAsync(_story.Wanted(1)));
        Assert.Equal(GitHubFault.Forbidden, refusal.Fault);
        Assert.Contains("checks=write", refusal.Message, StringComparison.Ordinal);
    }
}
