using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Recordings;

namespace MlReview.Cli.Tests.Llm;

public sealed class RecordingTests : IDisposable
{
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    private Recording At(string name) => new(_tree[name]);

    [Fact]
    public async Task A_second_run_asks_nothing_and_finds_the_same()
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(ModelRun.Finding()));
        var places = RecordingPlaces.Nowhere with { Cache = At("cache") };
        await new ModelRun { Recordings = places }.OfAsync(server.Name(ModelProvider.OpenAi));
        var asked = server.Questions.Count;
        var again = new ModelRun { Recordings = places };
        Assert.Equal(7, Assert.Single((await again.OfAsync(server.Name(ModelProvider.OpenAi))).Candidates).FirstLine);
        Assert.Equal(asked, server.Questions.Count);
        Assert.Equal(new ModelUsage(0, 2, 0, 0, 0), again.Meter.Total);
    }

    [Fact]
    public async Task An_unchanged_part_is_not_asked_about_again_and_another_model_is()
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming());
        var places = RecordingPlaces.Nowhere with { Cache = At("cache") };
        await new ModelRun { Recordings = places }.OfAsync(server.Name(ModelProvider.OpenAi, "one"));
        await new ModelRun { Recordings = places }.OfAsync(server.Name(ModelProvider.OpenAi, "two"));
        Assert.Equal(2, server.Questions.Count);
    }

    [Fact]
    public async Task Only_answers_that_can_be_read_are_kept()
    {
        await using var server = await ModelServer.StartAsync(new Reply.Says("no json"), new Reply.Says("still none"), new Reply.Says(ModelRun.Findings()));
        var places = RecordingPlaces.Nowhere with { Cache = At("cache") };
        Assert.Single((await new ModelRun { Recordings = places }.OfAsync(server.Name(ModelProvider.OpenAi))).Unanswered);
        Assert.Empty((await new ModelRun { Recordings = places }.OfAsync(server.Name(ModelProvider.OpenAi))).Unanswered);
    }

    [Fact]
    public async Task A_recorded_run_is_repeated_without_a_server()
    {
        ModelName name;
        await using (var server = await ModelServer.StartAsync(ModelRun.Confirming(ModelRun.Finding())))
        {
            name = server.Name(ModelProvider.Anthropic);
            await new ModelRun { Recordings = RecordingPlaces.Nowhere with { Record = At("run") } }.OfAsync(name);
        }
        var replay = new ModelRun { Recordings = RecordingPlaces.Nowhere with { Replay = At("run") } };
        Assert.Single((await replay.OfAsync(name)).Candidates);
        Assert.Contains("\"text\"", File.ReadAllText(Directory.GetFiles(_tree["run"])[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_recorded_is_told_and_nobody_is_asked()
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming());
        var replay = new ModelRun { Recordings = RecordingPlaces.Nowhere with { Replay = At("empty") } };
        var result = await replay.OfAsync(server.Name(ModelProvider.OpenAi));
        Assert.Equal("the recording holds no answer of openai:test-model to this question", Assert.Single(result.Unanswered).Reason);
        Assert.Empty(server.Questions);
    }

    [Fact]
    public async Task A_damaged_entry_is_asked_for_again()
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming());
        var places = RecordingPlaces.Nowhere with { Cache = At("cache") };
        await new ModelRun { Recordings = places }.OfAsync(server.Name(ModelProvider.OpenAi));
        foreach (var file in Directory.GetFiles(_tree["cache"]))
            File.WriteAllText(file, "{\"model\":");
        Assert.Empty((await new ModelRun { Recordings = places }.OfAsync(server.Name(ModelProvider.OpenAi))).Unanswered);
        Assert.Equal(2, server.Questions.Count);
    }

    [Fact]
    public void The_oldest_entries_are_removed_first()
    {
        for (var i = 0; i < 5; i++)
        {
            _tree.With($"cache/{i}.json", "{}");
            File.SetLastWriteTimeUtc(_tree[$"cache/{i}.json"], new DateTime(2026, 1, 1 + i, 0, 0, 0, DateTimeKind.Utc));
        }
        At("cache").Prune(2);
        Assert.Equal(["3.json", "4.json"], Directory.GetFiles(_tree["cache"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
