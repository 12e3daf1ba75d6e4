using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Grounding;

namespace MlReview.Cli.Tests.Llm;

/// <summary>Each fault of the table in docs/llm-review.md, over HTTP, for both wire formats.</summary>
public sealed class ProviderFaultTests
{
    public static readonly TheoryData<string> Providers = ["openai", "anthropic"];

    private static readonly Reply s_good = new Reply.Says(ModelRun.Findings());

    [Theory, MemberData(nameof(Providers))]
    public async Task An_answer_becomes_a_finding_and_its_tokens_are_counted(string provider)
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(ModelRun.Finding()));
        var run = new ModelRun();
        var result = await run.OfAsync(server.Name(Kind(provider)));
        var candidate = Assert.Single(result.Candidates);
        Assert.Equal((7, 7, "Scaler learns from test rows"), (candidate.FirstLine, candidate.LastLine, candidate.Title));
        Assert.Equal(new ModelUsage(2, 0, 0, 2000, 200), run.Meter.Total);
        Assert.Empty(result.Unanswered);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_sent_names_the_model_and_the_schema_and_streams_nothing(string provider)
    {
        await using var server = await ModelServer.StartAsync(s_good);
        await new ModelRun().OfAsync(server.Name(Kind(provider), "some-model"));
        var question = Assert.Single(server.Questions);
        var body = question.Body.GetRawText();
        Assert.Equal("some-model", question.Body.GetProperty("model").GetString());
        Assert.Contains("json_schema", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"stream\":true", body, StringComparison.Ordinal);
        Assert.Contains("test-key", question.Authorization, StringComparison.Ordinal);
        Assert.Contains("rows[\"amount\"]", question.User, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Too_many_requests_waits_as_long_as_it_is_told(string provider)
    {
        await using var server = await ModelServer.StartAsync(new Reply.Status(429) { RetryAfter = "17" }, s_good);
        var run = new ModelRun();
        var result = await run.OfAsync(server.Name(Kind(provider)));
        Assert.Empty(result.Unanswered);
        Assert.Equal(2, server.Questions.Count);
        Assert.Contains(TimeSpan.FromSeconds(17), run.Time.Waits);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Too_many_requests_without_a_time_waits_longer_each_time(string provider)
    {
        await using var server = await ModelServer.StartAsync(new Reply.Status(429), new Reply.Status(429), s_good);
        var run = new ModelRun();
        var result = await run.OfAsync(server.Name(Kind(provider)));
        Assert.Empty(result.Unanswered);
        Assert.Equal(3, server.Questions.Count);
        Assert.Equal(2, run.Time.Waits.Count);
        Assert.All(run.Time.Waits, wait => Assert.InRange(wait, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_wait_beyond_the_deadline_is_not_waited(string provider)
    {
        await using var server = await ModelServer.StartAsync(new Reply.Status(429) { RetryAfter = "3600" });
        var run = new ModelRun();
        var result = await run.OfAsync(server.Name(Kind(provider)));
        Assert.Single(server.Questions);
        Assert.Empty(run.Time.Waits);
        Assert.StartsWith("too many requests (HTTP 429", Assert.Single(result.Unanswered).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai", 500)]
    [InlineData("openai", 503)]
    [InlineData("openai", 529)]
    [InlineData("anthropic", 500)]
    [InlineData("anthropic", 503)]
    [InlineData("anthropic", 529)]
    public async Task A_fault_of_the_provider_is_tried_again_and_then_told(string provider, int status)
    {
        await using var server = await ModelServer.StartAsync(new Reply.Status(status), s_good);
        Assert.Empty((await new ModelRun().OfAsync(server.Name(Kind(provider)))).Unanswered);

        await using var broken = await ModelServer.StartAsync(new Reply.Status(status));
        var result = await new ModelRun().OfAsync(broken.Name(Kind(provider)));
        Assert.Equal(4, broken.Questions.Count);
        Assert.Contains($"(HTTP {status}: scripted)", Assert.Single(result.Unanswered).Reason, StringComparison.Ordinal);
        Assert.Equal("train.py", Assert.Single(result.LeftOut).Name);
    }

    [Theory]
    [InlineData("openai", 401, "the key is not accepted")]
    [InlineData("openai", 404, "the endpoint does not know the model")]
    [InlineData("openai", 400, "the provider refuses the request")]
    [InlineData("openai", 413, "the request is too large for the model")]
    [InlineData("anthropic", 401, "the key is not accepted")]
    [InlineData("anthropic", 404, "the endpoint does not know the model")]
    [InlineData("anthropic", 400, "the provider refuses the request")]
    [InlineData("anthropic", 413, "the request is too large for the model")]
    public async Task What_cannot_succeed_later_is_not_tried_again(string provider, int status, string reason)
    {
        await using var server = await ModelServer.StartAsync(new Reply.Status(status));
        var result = await new ModelRun().OfAsync(server.Name(Kind(provider)));
        Assert.Single(server.Questions);
        Assert.StartsWith(reason, Assert.Single(result.Unanswered).Reason, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_reply_that_is_cut_off_is_asked_for_again(string provider)
    {
        await using var server = await ModelServer.StartAsync(new Reply.CutOff(), s_good);
        Assert.Empty((await new ModelRun().OfAsync(server.Name(Kind(provider)))).Unanswered);

        await using var broken = await ModelServer.StartAsync(new Reply.CutOff());
        var run = new ModelRun();
        Assert.Equal("the connection broke in the middle of the reply", Assert.Single((await run.OfAsync(broken.Name(Kind(provider)))).Unanswered).Reason);
        // The model may have worked for each of them: that counts.
        Assert.Equal(4, run.Meter.Total.Failed);
        Assert.True(run.Meter.Total.OutputTokens > 0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_slow_reply_is_given_up_at_the_limit_of_one_call(string provider)
    {
        var run = new ModelRun { Limits = CallLimits.Default with { Parallel = 1, Retries = 0 } };
        await using var server = await ModelServer.StartAsync(new Reply.Silence(() => run.Time.Advance(run.Limits.Attempt)));
        Assert.Equal("no answer within 120 s", Assert.Single((await run.OfAsync(server.Name(Kind(provider)))).Unanswered).Reason);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task After_the_deadline_nothing_is_asked(string provider)
    {
        var run = new ModelRun { Limits = CallLimits.Default with { Parallel = 1, Total = TimeSpan.FromSeconds(100) } };
        await using var server = await ModelServer.StartAsync(new Reply.Silence(() => run.Time.Advance(TimeSpan.FromSeconds(100))));
        var result = await run.OfAsync([ModelRun.File("a.py", Long(300)), ModelRun.File("b.py", Long(300))], server.Name(Kind(provider)));
        Assert.Single(server.Questions);
        Assert.Equal("the time of --max-seconds was over", Assert.Single(result.Unanswered).Reason);
        Assert.True(result.Unanswered[0].Count > 1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_page_instead_of_a_reply_is_tried_again_and_then_told(string provider)
    {
        await using var server = await ModelServer.StartAsync(new Reply.Body("<html>sign in</html>"));
        var result = await new ModelRun().OfAsync(server.Name(Kind(provider)));
        Assert.Equal(4, server.Questions.Count);
        Assert.Equal("the endpoint sent a reply that is none of the provider's", Assert.Single(result.Unanswered).Reason);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_answer_that_is_no_json_is_asked_for_once_more(string provider)
    {
        await using var server = await ModelServer.StartAsync(new Reply.Says("I found nothing!"), new Reply.Says("```json\n" + ModelRun.Findings() + "\n```"));
        var result = await new ModelRun().OfAsync(server.Name(Kind(provider)));
        Assert.Empty(result.Unanswered);
        Assert.Contains("could not be read", server.Questions[1].User, StringComparison.Ordinal);

        await using var stubborn = await ModelServer.StartAsync(new Reply.Says("""{"findings": [{"""));
        Assert.Equal("the answer was not of the schema, twice", Assert.Single((await new ModelRun().OfAsync(stubborn.Name(Kind(provider)))).Unanswered).Reason);
        Assert.Equal(2, stubborn.Questions.Count);
    }

    [Theory]
    [InlineData("openai", "length", "the answer was longer than the limit of output")]
    [InlineData("openai", "content_filter", "the model declined to answer")]
    [InlineData("anthropic", "length", "the answer was longer than the limit of output")]
    [InlineData("anthropic", "content_filter", "the model declined to answer")]
    public async Task A_model_that_stops_early_has_not_answered(string provider, string finish, string reason)
    {
        await using var server = await ModelServer.StartAsync(new Reply.Says(ModelRun.Findings()) { Finish = finish });
        Assert.Equal(reason, Assert.Single((await new ModelRun().OfAsync(server.Name(Kind(provider)))).Unanswered).Reason);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_redirect_is_not_followed(string provider)
    {
        await using var elsewhere = await ModelServer.StartAsync(s_good);
        await using var server = await ModelServer.StartAsync(new Reply.Status(307) { Location = elsewhere.Name(ModelProvider.OpenAi).Endpoint + "/chat/completions" });
        var result = await new ModelRun().OfAsync(server.Name(Kind(provider)));
        Assert.Empty(elsewhere.Questions);
        Assert.Contains("redirects", Assert.Single(result.Unanswered).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_model_of_the_list_answers_for_one_that_cannot()
    {
        await using var refusing = await ModelServer.StartAsync(new Reply.Status(401));
        await using var answering = await ModelServer.StartAsync(ModelRun.Confirming(ModelRun.Finding()));
        var result = await new ModelRun().OfAsync(refusing.Name(ModelProvider.Anthropic), answering.Name(ModelProvider.OpenAi));
        Assert.Single(result.Candidates);
        // A key that is not accepted now is not accepted later.
        Assert.Single(refusing.Questions);
        Assert.Equal(2, answering.Questions.Count);
    }

    [Fact]
    public async Task An_endpoint_that_nobody_listens_at_is_told()
    {
        var run = new ModelRun();
        var result = await run.OfAsync(ModelName.TryParse("openai:m@http://127.0.0.1:9/v1", out _)!);
        Assert.Equal("127.0.0.1 cannot be reached", Assert.Single(result.Unanswered).Reason);
        Assert.Equal(0, run.Meter.Total.InputTokens);
    }

    [Fact]
    public async Task What_the_budget_does_not_cover_is_not_asked()
    {
        await using var server = await ModelServer.StartAsync(s_good);
        var run = new ModelRun { Limits = CallLimits.Default with { Parallel = 1, Tokens = 11_000 } };
        var result = await run.OfAsync([ModelRun.File("a.py", Long(400)), ModelRun.File("b.py", Long(400))], server.Name(ModelProvider.OpenAi));
        Assert.NotEmpty(result.Unanswered);
        Assert.All(result.Unanswered, each => Assert.StartsWith("the call may take ", each.Reason, StringComparison.Ordinal));
        Assert.True(run.Meter.Total.InputTokens + run.Meter.Total.OutputTokens <= 11_000);
        Assert.NotEmpty(result.LeftOut);
    }

    [Theory]
    [InlineData("hallucinated.py", 7, DropReason.UnknownFile)]
    [InlineData("train.py", 7, null)]
    public async Task A_file_that_was_not_shown_is_dropped(string file, int line, object? reason)
    {
        var result = await WithAsync(ModelRun.Finding(file, line));
        Assert.Equal(reason is null ? 1 : 0, result.Candidates.Length);
        Assert.Equal(reason is null ? [] : [(DropReason)reason], result.Dropped.Keys);
    }

    [Fact]
    public async Task A_wrong_line_is_corrected_when_the_quote_stands_in_one_place()
    {
        var result = await WithAsync(ModelRun.Finding(line: 4711));
        Assert.Equal(7, Assert.Single(result.Candidates).FirstLine);
    }

    [Fact]
    public async Task A_quote_that_stands_nowhere_or_twice_is_dropped()
    {
        var result = await WithAsync(ModelRun.Finding(quote: "scaler.fit(everything)"));
        Assert.Equal(1, result.Dropped[DropReason.QuoteNotFound]);
        var twice = ModelRun.File("train.py", "x = load()\ny = 1\nx = load()\n");
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(General(2), General(3)));
        var both = await new ModelRun().OfAsync([twice], server.Name(ModelProvider.OpenAi));
        Assert.Equal(3, Assert.Single(both.Candidates).FirstLine);
        Assert.Equal(1, both.Dropped[DropReason.QuoteNotUnique]);

        static Dictionary<string, object?> General(int line) => new(ModelRun.Finding(line: line, quote: "x = load()")) { ["lane"] = "general" };
    }

    [Theory]
    [InlineData("lane", "cosmetics", DropReason.UnknownLane)]
    [InlineData("severity", "blocker", DropReason.UnknownSeverity)]
    [InlineData("confidence", "maybe", DropReason.UnknownConfidence)]
    [InlineData("title", null, DropReason.WrongShape)]
    [InlineData("line", "seven", DropReason.WrongShape)]
    [InlineData("quote", "not a list", DropReason.WrongShape)]
    [InlineData("fix", "You might want to split first.", DropReason.Hedges)]
    public async Task A_finding_of_the_wrong_shape_is_dropped_and_the_rest_stays(string field, string? value, object reason)
    {
        var broken = ModelRun.Finding();
        broken[field] = value;
        var result = await WithAsync(broken, ModelRun.Finding());
        Assert.Single(result.Candidates);
        Assert.Equal(1, result.Dropped[(DropReason)reason]);
    }

    [Fact]
    public async Task A_claim_that_the_second_question_does_not_confirm_is_dropped()
    {
        await using var server = await ModelServer.StartAsync((question, _) => new Reply.Says(question.IsVerification ? ModelRun.DropIt : ModelRun.Findings(ModelRun.Finding())));
        var result = await new ModelRun().OfAsync(server.Name(ModelProvider.OpenAi));
        Assert.Empty(result.Candidates);
        Assert.Equal(1, result.Dropped[DropReason.Refuted]);
    }

    [Fact]
    public async Task A_claim_that_cannot_be_verified_is_dropped()
    {
        await using var server = await ModelServer.StartAsync((question, _) => question.IsVerification ? new Reply.Status(400) : new Reply.Says(ModelRun.Findings(ModelRun.Finding())));
        var result = await new ModelRun().OfAsync(server.Name(ModelProvider.OpenAi));
        Assert.Empty(result.Candidates);
        Assert.Equal(1, result.Dropped[DropReason.NotVerified]);
        Assert.Single(result.Unanswered);
    }

    private static async Task<MlReview.Cli.Llm.ModelFindings> WithAsync(params object[] findings)
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(findings));
        return await new ModelRun().OfAsync(server.Name(ModelProvider.OpenAi));
    }

    private static string Long(int lines) => string.Join('\n', Enumerable.Range(1, lines).Select(i => $"value_{i} = frame.groupby('user_{i}').amount.mean()"));

    private static ModelProvider Kind(string provider) => provider == "openai" ? ModelProvider.OpenAi : ModelProvider.Anthropic;
}
