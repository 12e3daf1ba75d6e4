using System.Net;
using System.Text;
using MlReview.Cli.GitHub;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests;

public sealed class GitHubClientTests
{
    private readonly Story _story = new();

    [Fact]
    public async Task Lists_are_whole_over_real_connections_and_a_base_address_with_a_path()
    {
        _story.GitHub.LargestPage = 2;
        await using var server = await FakeServer.StartAsync(_story.GitHub, "/api/v3");
        using var http = GitHubClient.CreateHttp();
        using var client = new GitHubClient(http, GitHubAddress.TryCreate(server.Address, null, out _)!, FakeGitHub.Token, _story.Time, _story.Time.GetUtcNow().AddHours(1));
        Assert.Equal(["src/Train.cs", "src/New.cs", "src/Moved.cs"], (await client.FilesAsync(Story.Pull, default)).Select(f => f.Filename));
        Assert.Equal(FakeGitHub.Bot, await client.ViewerAsync(default));
        Assert.Equal("topic", (await client.PullRequestAsync(Story.Pull, default)).Head.Ref);
    }

    [Fact]
    public async Task A_connection_that_is_cut_on_the_wire_is_tried_again()
    {
        _story.GitHub.Fault = (i, _) => i == 0 ? FakeFault.CutBefore : FakeFault.None;
        await using var server = await FakeServer.StartAsync(_story.GitHub);
        using var http = GitHubClient.CreateHttp();
        using var client = new GitHubClient(http, GitHubAddress.TryCreate(server.Address, null, out _)!, FakeGitHub.Token, _story.Time, _story.Time.GetUtcNow().AddHours(1));
        Assert.Equal("open", (await client.PullRequestAsync(Story.Pull, default)).State);
        Assert.Equal(2, _story.GitHub.Log.Count);
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        using var client = _story.Client();
        var first = await client.FilesAsync(Story.Pull, default);
        Assert.Equal(first, await client.FilesAsync(Story.Pull, default));
        Assert.NotNull(_story.GitHub.Log[1].Header("If-None-Match"));
    }

    [Theory]
    [InlineData("Retry-After", "17", 17)]
    [InlineData("none", "", 60)]
    public async Task Limits_are_waited_for(string header, string value, int seconds)
    {
        var answers = new Answers(
            () => Answers.Error(HttpStatusCode.Forbidden, "You have exceeded a secondary rate limit", (header, value)),
            () => Answers.Json("""{"number":7,"state":"open","head":{"ref":"a","sha":"b","repo":null},"base":{"ref":"c","sha":"d","repo":{"full_name":"o/m"}},"new_field":1}"""));
        Assert.True((await answers.Client(_story.Time).PullRequestAsync(Story.Pull, default)).IsFromFork);
        Assert.Equal([TimeSpan.FromSeconds(seconds)], _story.Time.Waits);
    }

    [Fact]
    public async Task A_primary_limit_that_ends_after_the_deadline_is_not_waited_for()
    {
        var reset = _story.Time.GetUtcNow().AddHours(3).ToUnixTimeSeconds();
        var answers = new Answers(() => Answers.Error(HttpStatusCode.Forbidden, "API rate limit exceeded", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{reset}")));
        Assert.Equal(GitHubFault.Limited, (await FaultOf(answers.Client(_story.Time).PullRequestAsync(Story.Pull, default))).Fault);
        Assert.Empty(_story.Time.Waits);
    }

    [Fact]
    public async Task A_secondary_limit_without_end_is_given_up()
    {
        var answers = new Answers(() => Answers.Error(HttpStatusCode.TooManyRequests, "slow down"));
        Assert.Equal(GitHubFault.Limited, (await FaultOf(answers.Client(_story.Time).PullRequestAsync(Story.Pull, default))).Fault);
        Assert.Equal([60, 120, 240], _story.Time.Waits.Select(w => (int)w.TotalSeconds));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, GitHubFault.Uncertain)]
    [InlineData(HttpStatusCode.UnprocessableEntity, GitHubFault.Invalid)]
    [InlineData(HttpStatusCode.Forbidden, GitHubFault.Forbidden)]
    [InlineData(HttpStatusCode.Unauthorized, GitHubFault.Forbidden)]
    [InlineData(HttpStatusCode.NotFound, GitHubFault.NotFound)]
    [InlineData(HttpStatusCode.Gone, GitHubFault.NotFound)]
    [InlineData(HttpStatusCode.BadRequest, GitHubFault.Refused)]
    public async Task What_creates_something_is_sent_once(HttpStatusCode status, object fault)
    {
        var answers = new Answers(() => Answers.Error(status, "no\u001b[2J"));
        var refusal = await FaultOf(answers.Client(_story.Time).CreateIssueCommentAsync(Story.Pull, "hello", default));
        Assert.Equal((GitHubFault)fault, refusal.Fault);
        Assert.DoesNotContain('\u001b', refusal.Message);
        Assert.Single(answers.Requests);
    }

    [Theory]
    [InlineData("https://evil.test/repos/o/m/pulls/7")]
    [InlineData("http://api.github.test/x")]
    [InlineData("https://user@api.github.test/x")]
    public async Task The_token_goes_to_no_other_host(string target)
    {
        foreach (var header in new[] { "Location", "Link" })
        {
            var answers = new Answers(() =>
            {
                var answer = header == "Location" ? new HttpResponseMessage(HttpStatusCode.MovedPermanently) { Content = new StringContent("") } : Answers.Json("[]");
                answer.Headers.TryAddWithoutValidation(header, header == "Location" ? target : $"<{target}>; rel=\"next\"");
                return answer;
            });
            var refusal = await FaultOf(answers.Client(_story.Time).FilesAsync(Story.Pull, default));
            Assert.Equal(GitHubFault.Refused, refusal.Fault);
            Assert.Single(answers.Requests);
        }
    }

    [Fact]
    public async Task A_moved_repository_is_followed_on_the_same_host()
    {
        var answers = new Answers(
            () => new HttpResponseMessage(HttpStatusCode.MovedPermanently) { Headers = { Location = new Uri("https://api.github.test/repositories/1/pulls/7/files") }, Content = new StringContent("") },
            () => Answers.Json("[]"));
        Assert.Empty(await answers.Client(_story.Time).FilesAsync(Story.Pull, default));
        Assert.All(answers.Requests, r => Assert.Equal("Bearer secret", r.Headers.Authorization!.ToString()));
    }

    [Theory]
    [InlineData("""{"errors":[{"type":"FORBIDDEN","message":"no"}],"data":null}""", GitHubFault.Forbidden)]
    [InlineData("""{"errors":[{"type":"RATE_LIMITED","message":"no"}]}""", GitHubFault.Limited)]
    [InlineData("""{"errors":["odd"]}""", GitHubFault.Refused)]
    [InlineData("""{"data":{}}""", GitHubFault.Malformed)]
    [InlineData("<html>", GitHubFault.Malformed)]
    public async Task A_refused_query_is_no_success(string answer, object fault)
    {
        var answers = new Answers(() => Answers.Json(answer));
        Assert.Equal((GitHubFault)fault, (await FaultOf(answers.Client(_story.Time).ViewerAsync(default))).Fault);
    }

    [Fact]
    public async Task Fields_that_cannot_be_missed_are_demanded()
    {
        var answers = new Answers(() => Answers.Json("""{"number":7,"state":"open"}"""));
        Assert.Equal(GitHubFault.Malformed, (await FaultOf(answers.Client(_story.Time).PullRequestAsync(Story.Pull, default))).Fault);
    }

    [Theory]
    [InlineData("https://api.github.com", "https://api.github.com/graphql")]
    [InlineData("https://api.acme.ghe.com/", "https://api.acme.ghe.com/graphql")]
    [InlineData("https://git.acme.test/api/v3", "https://git.acme.test/api/graphql")]
    public void Addresses_of_servers(string rest, string graphQl) => Assert.Equal(graphQl, GitHubAddress.TryCreate(rest, null, out _)!.GraphQl.AbsoluteUri);

    [Theory]
    [InlineData("http://api.github.com", null)]
    [InlineData("api.github.com", null)]
    [InlineData("https://me:pw@api.github.com", null)]
    [InlineData("https://api.github.com", "https://elsewhere.test/graphql")]
    public void Addresses_that_no_token_is_sent_to(string rest, string? graphQl)
    {
        Assert.Null(GitHubAddress.TryCreate(rest, graphQl, out var error));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("octo/models#7", "octo/models#7")]
    [InlineData("https://github.com/octo/models.net/pull/12/files", "octo/models.net#12")]
    [InlineData("octo/..#7", null)]
    [InlineData("octo/models#0", null)]
    [InlineData("octo/models", null)]
    [InlineData("octo/mo dels#7", null)]
    public void Names_of_pull_requests(string written, string? name) => Assert.Equal(name, PullRequestName.TryParse(written)?.ToString());

    [Theory]
    [InlineData(null, null)]
    [InlineData("<https://a.test/2>; rel=\"next\", <https://a.test/9>; rel=\"last\"", "https://a.test/2")]
    [InlineData("<https://a.test/1>; rel=\"prev\", <https://a.test/3?a=b,c>; rel=\"next\"", "https://a.test/3?a=b,c")]
    [InlineData("<https://a.test/1>; rel=\"prev\"", null)]
    public void Next_pages(string? header, string? next) => Assert.Equal(next, LinkHeader.Next(header)?.AbsoluteUri);

    private static Task<GitHubException> FaultOf(Task request) => Assert.ThrowsAsync<GitHubException>(() => request);

    /// <summary>Answers in this order, the last one for ever.</summary>
    private sealed class Answers(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        public GitHubClient Client(TimeProvider time) =>
            new(new HttpClient(this), GitHubAddress.TryCreate("https://api.github.test", null, out _)!, "secret", time, time.GetUtcNow().AddHours(1));

        public static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        public static HttpResponseMessage Error(HttpStatusCode status, string message, params (string Name, string Value)[] headers)
        {
            var answer = new HttpResponseMessage(status) { Content = new StringContent($$"""{"message":{{System.Text.Json.JsonSerializer.Serialize(message)}},"errors":["one",{"resource":"Pull","code":"bad"}]}""") };
            foreach (var (name, value) in headers)
                answer.Headers.TryAddWithoutValidation(name, value);
            return answer;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(answers[Math.Min(Requests.Count, answers.Length) - 1]());
        }
    }
}
