using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Llm.Lanes;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Publishing;

public sealed class PublisherTests
{
    private static readonly string[] s_places = ["src/Train.cs:2", "src/New.cs:3", "src/Train.cs:20", "src/Moved.cs:5", "docs/elsewhere.md:1"];
    private readonly Story _story = new();

    [Fact]
    public async Task First_review_is_one_review_with_file_comments_and_a_summary()
    {
        var wanted = _story.Wanted(s_places);
        var outcome = await _story.PublishAsync(wanted);
        Assert.True(outcome.IsPublished);
        Assert.Equal(4, outcome.Posted);
        Assert.Equal("COMMENTED", Assert.Single(_story.GitHub.Reviews).State);
        Assert.Equal([2, 3, null, null], _story.GitHub.Threads.Select(t => t.Line));
        _story.Shows(wanted);
    }

    [Fact]
    public async Task Second_push_posts_only_what_is_new()
    {
        await _story.PublishAsync(_story.Wanted(s_places));
        _story.GitHub.Head = new string('2', 40);
        var wanted = _story.Wanted([.. s_places, "src/Train.cs:43"]);
        var outcome = await _story.PublishAsync(wanted);
        Assert.Equal(1, outcome.Posted);
        _story.Shows(wanted);
    }

    [Fact]
    public async Task A_run_with_nothing_new_writes_nothing()
    {
        await _story.PublishAsync(_story.Wanted(s_places));
        var before = _story.GitHub.Log.Count;
        await _story.PublishAsync(_story.Wanted(s_places));
        Assert.DoesNotContain(_story.GitHub.Log.Skip(before), r => r.Writes);
    }

    [Fact]
    public async Task A_fixed_finding_is_resolved_and_comes_back_open()
    {
        await _story.PublishAsync(_story.Wanted(s_places));
        var without = _story.Wanted(s_places[1..]);
        Assert.Equal(1, (await _story.PublishAsync(without)).Closed);
        _story.Shows(without);
        Assert.True(_story.ByFinding[Story.IdOf(s_places[0])].Single().IsResolved);
        var again = _story.Wanted(s_places);
        await _story.PublishAsync(again);
        _story.Shows(again);
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(Pass.General, true, false)]
    [InlineData(Pass.Ml, false, true)]
    public async Task Nobody_knows_that_what_a_model_found_is_gone_when_it_was_not_asked(object? notAsked, bool closesMl, bool closesGeneral)
    {
        var passes = new Pass?[] { null, Pass.Ml, Pass.General };
        var wanted = _story.Wanted(s_places[..3]);
        await _story.PublishAsync(wanted with
        {
            Findings = [.. wanted.Findings.Select((f, i) => f with { Body = new FindingMarker(f.Id, IsGone: false) { By = passes[i] } + "\nSomething is wrong" })],
        });
        var without = _story.Wanted() with { NotAsked = notAsked is null ? [] : [(Pass)notAsked] };
        await _story.PublishAsync(without);
        Assert.Equal([true, closesMl, closesGeneral], s_places[..3].Select(place => _story.ByFinding[Story.IdOf(place)].Single().IsResolved));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_the_right_to_resolve_the_comment_says_that_it_is_over(bool canMinimize)
    {
        (_story.GitHub.CanResolve, _story.GitHub.CanMinimize) = (false, canMinimize);
        await _story.PublishAsync(_story.Wanted(s_places));
        var without = _story.Wanted(s_places[1..]);
        await _story.PublishAsync(without);
        _story.Shows(without);
        var comment = _story.ByFinding[Story.IdOf(s_places[0])].Single().Comments[0];
        Assert.Equal(canMinimize, comment.IsMinimized);
        Assert.Contains("**Gone** as of 1111111111.", comment.Body, StringComparison.Ordinal);
        var again = _story.Wanted(s_places);
        await _story.PublishAsync(again);
        _story.Shows(again);
        Assert.Equal(again.Findings[0].Body, comment.Body);
    }

    /// <summary>A suggestion replaces the lines that its comment stands on, so that it may stand nowhere else.</summary>
    [Fact]
    public async Task A_comment_that_is_not_on_its_lines_says_where_they_are()
    {
        (_story.GitHub.CanResolve, _story.GitHub.CanMinimize) = (false, false);
        var wanted = _story.Wanted(s_places);
        wanted = wanted with { Findings = [.. wanted.Findings.Select(f => f with { BodyElsewhere = f.Body + " (elsewhere)" })] };
        await _story.PublishAsync(wanted);
        Assert.Equal(wanted.Findings.Take(4).Select(f => f.Anchor is Anchor.Lines ? f.Body : f.BodyElsewhere).Order(StringComparer.Ordinal), Bodies());
        await _story.PublishAsync(wanted with { Findings = [] });
        await _story.PublishAsync(wanted);
        Assert.Equal(wanted.Findings.Take(4).Select(f => f.BodyElsewhere).Order(StringComparer.Ordinal), Bodies());

        IEnumerable<string> Bodies() => _story.GitHub.Threads.Select(t => t.Comments[0].Body).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_incomplete_review_closes_nothing()
    {
        await _story.PublishAsync(_story.Wanted(s_places));
        await _story.PublishAsync(_story.Wanted(s_places[1..]) with { IsComplete = false });
        Assert.DoesNotContain(_story.GitHub.Threads, t => t.IsResolved);
    }

    [Fact]
    public async Task A_thread_that_people_answered_is_left_alone()
    {
        await _story.PublishAsync(_story.Wanted(s_places));
        _story.GitHub.Reply(_story.GitHub.Threads[0], "human", "We know.");
        await _story.PublishAsync(_story.Wanted(s_places[1..]));
        Assert.False(_story.GitHub.Threads[0].IsResolved);
        Assert.Equal(2, _story.GitHub.Threads[0].Comments.Count);
    }

    [Fact]
    public async Task What_a_person_resolved_stays_resolved()
    {
        await _story.PublishAsync(_story.Wanted(s_places));
        (_story.GitHub.Threads[0].IsResolved, _story.GitHub.Threads[0].ResolvedBy) = (true, "human");
        await _story.PublishAsync(_story.Wanted(s_places));
        Assert.True(_story.GitHub.Threads[0].IsResolved);
        Assert.Equal(4, _story.GitHub.Threads.Count);
    }

    [Fact]
    public async Task Markers_of_others_mean_nothing()
    {
        var wanted = _story.Wanted(s_places);
        _story.GitHub.Say("human", wanted.Summary);
        _story.GitHub.Thread("src/Train.cs", 2, null, "human", wanted.Findings[0].Body);
        await _story.PublishAsync(wanted);
        _story.Shows(wanted);
        Assert.Equal(2, _story.GitHub.Comments.Count);
    }

    [Fact]
    public async Task Own_comments_are_found_on_every_page()
    {
        _story.GitHub.LargestPage = 3;
        for (var i = 0; i < 20; i++)
        {
            _story.GitHub.Say("human", "comment");
            _story.GitHub.Thread("src/Train.cs", 2, null, "human", "thread");
        }
        var wanted = _story.Wanted(s_places);
        await _story.PublishAsync(wanted);
        await _story.PublishAsync(wanted);
        _story.Shows(wanted);
    }

    [Fact]
    public async Task No_more_comments_than_somebody_reads()
    {
        _story.GitHub.Files = [new FakeFile("src/Long.cs", "@@ -0,0 +1,50 @@\n" + string.Join('\n', Enumerable.Range(1, 50).Select(i => $"+{i}")), "added")];
        var wanted = _story.Wanted([.. Enumerable.Range(1, 50).Select(i => $"src/Long.cs:{i}")]);
        await _story.PublishAsync(wanted);
        Assert.Equal(Enumerable.Range(1, 30), _story.GitHub.Threads.Select(t => t.Line!.Value));
    }

    [Fact]
    public async Task A_pull_request_that_moved_on_is_left_to_the_next_run()
    {
        var wanted = _story.Wanted(s_places);
        _story.GitHub.Head = new string('3', 40);
        var outcome = await _story.PublishAsync(wanted);
        Assert.Contains("moved on", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_story.GitHub.Log, r => r.Writes);
    }

    [Fact]
    public async Task A_token_that_can_only_read_says_so()
    {
        _story.GitHub.CanWrite = false;
        var refusal = await Assert.ThrowsAsync<GitHubException>(() => _story.PublishAsync(_story.Wanted(s_places)));
        Assert.Equal(GitHubFault.Forbidden, refusal.Fault);
        Assert.Contains("pull_requests=write", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pending_review_of_our_own_is_discarded()
    {
        _story.GitHub.Reviews.Add(new FakeReview { Id = 1, Author = FakeGitHub.Bot, State = "PENDING", Body = "" });
        await _story.PublishAsync(_story.Wanted(s_places));
        Assert.Equal("COMMENTED", Assert.Single(_story.GitHub.Reviews).State);
        Assert.Equal(4, _story.GitHub.Threads.Count);
    }

    [Fact]
    public async Task Lines_that_are_refused_after_all_cost_no_finding()
    {
        // GitHub's diff has changed since it was read: one of the lines is not in it any more.
        var wanted = _story.Wanted("src/Train.cs:2", "src/Train.cs:3", "src/New.cs:1", "src/New.cs:2");
        _story.GitHub.Files[1] = new FakeFile("src/New.cs", "@@ -0,0 +1,1 @@\n+one", "added");
        await _story.PublishAsync(wanted);
        await _story.PublishAsync(wanted);
        Assert.Equal([2, 3, null, null], _story.GitHub.Threads.Select(t => t.Line));
        Assert.Equal(2, _story.GitHub.Refusals.Count);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_cut_and_its_marker_kept()
    {
        var wanted = _story.Wanted(s_places);
        var text = wanted.Summary + "\n<details>\n```csharp\n" + string.Concat(Enumerable.Repeat("line 😀\r\n", 20_000));
        wanted = wanted with { Summary = BodyLimit.Fit(text) };
        await _story.PublishAsync(wanted);
        _story.Shows(wanted);
        Assert.EndsWith("```\n\n_The rest did not fit here._\n</details>", wanted.Summary, StringComparison.Ordinal);
    }
}
