using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Publishing;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Publishing;

/// <summary>Whatever happens to the requests of a run: after one more, every finding is there once and nothing is lost.</summary>
public sealed class FaultScheduleTests
{
    private const int RandomSchedules = 5_000;
    private const int Interleavings = 500;
    private static readonly string[] s_before = ["src/Train.cs:2", "src/New.cs:2", "src/Moved.cs:9"];
    private static readonly string[] s_now = ["src/Train.cs:2", "src/Train.cs:3", "src/New.cs:1", "src/Train.cs:20", "docs/elsewhere.md:1"];
    private static readonly FakeFault[] s_faults = [.. Enum.GetValues<FakeFault>().Where(f => f != FakeFault.None)];

    [Fact]
    public async Task Every_fault_at_every_request()
    {
        foreach (var isSecondPush in new[] { false, true })
        {
            var length = await LengthAsync(isSecondPush);
            for (var at = 0; at < length; at++)
                foreach (var fault in s_faults)
                    await RunAsync(isSecondPush, (i, _) => i == at ? fault : FakeFault.None, $"{fault} at request {at}{(isSecondPush ? " of a second push" : "")}");
        }
    }

    [Fact]
    public async Task Every_fault_from_a_request_on()
    {
        var length = await LengthAsync(isSecondPush: true);
        for (var at = 0; at < length; at++)
            foreach (var fault in s_faults)
                await RunAsync(isSecondPush: true, (i, _) => i >= at ? fault : FakeFault.None, $"{fault} from request {at} on");
    }

    [Fact]
    public async Task Random_faults()
    {
        for (var seed = 0; seed < RandomSchedules; seed++)
        {
            var random = new Random(seed);
            var share = random.NextDouble();
            await RunAsync(random.Next(2) == 0, (_, _) => random.NextDouble() < share ? s_faults[random.Next(s_faults.Length)] : FakeFault.None, $"schedule {seed}");
        }
    }

    [Fact]
    public async Task Two_runs_at_the_same_time_and_one_more()
    {
        for (var seed = 0; seed < Interleavings; seed++)
        {
            var story = await PreparedAsync(seed % 2 == 0);
            var wanted = story.Wanted(s_now);
            var turns = new Turns(runs: 2, new Random(seed));
            await Task.WhenAll(OneAsync(), OneAsync());
            await story.PublishAsync(wanted);
            story.Shows(wanted, $"interleaving {seed}");

            async Task OneAsync()
            {
                using var client = story.Client(turns.NextAsync);
                await new Publisher(client, Story.Pull, story.Time).PublishAsync(wanted, CancellationToken.None);
                turns.Leave();
            }
        }
    }

    private static async Task RunAsync(bool isSecondPush, Func<int, FakeRequest, FakeFault> faults, string because)
    {
        var story = await PreparedAsync(isSecondPush);
        var wanted = story.Wanted(s_now);
        var start = story.GitHub.Log.Count;
        story.GitHub.Fault = (i, request) => faults(i - start, request);
        try
        {
            await story.PublishAsync(wanted);
            story.GitHub.Fault = null;
            story.Shows(wanted, because + ", before the re-run");
        }
        catch (GitHubException)
        {
            story.GitHub.Fault = null;
        }
        // Nobody starts a run again within the seconds that GitHub may still be working on a request.
        await Task.Delay(TimeSpan.FromSeconds(30), story.Time);
        await story.PublishAsync(wanted);
        story.Shows(wanted, because);
    }

    private static async Task<Story> PreparedAsync(bool isSecondPush)
    {
        var story = new Story();
        if (isSecondPush)
            await story.PublishAsync(story.Wanted(s_before));
        return story;
    }

    private static async Task<int> LengthAsync(bool isSecondPush)
    {
        var story = await PreparedAsync(isSecondPush);
        var before = story.GitHub.Log.Count;
        await story.PublishAsync(story.Wanted(s_now));
        return story.GitHub.Log.Count - before;
    }
}
