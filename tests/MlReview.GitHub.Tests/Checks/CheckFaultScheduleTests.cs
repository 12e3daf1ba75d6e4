using MlReview.Cli.GitHub;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Checks;

/// <summary>Whatever happens to the requests of a run: after one more, the check that GitHub shows is complete and has each annotation once.</summary>
public sealed class CheckFaultScheduleTests
{
    private const int RandomSchedules = 1_000;
    private const int Interleavings = 200;
    private const int Annotations = 101;
    private static readonly FakeFault[] s_faults = [.. Enum.GetValues<FakeFault>().Where(f => f != FakeFault.None)];

    [Theory]
    [InlineData("4711")]
    [InlineData("4712")]
    public async Task Every_fault_at_every_request_and_from_it_on(string secondRun)
    {
        var story = new CheckStory();
        await story.PublishAsync(story.Wanted(Annotations));
        var length = story.GitHub.Log.Count;
        for (var at = 0; at < length; at++)
        {
            foreach (var fault in s_faults)
            {
                await RunAsync(secondRun, (i, _) => i == at ? fault : FakeFault.None, $"{fault} at request {at}");
                await RunAsync(secondRun, (i, _) => i >= at ? fault : FakeFault.None, $"{fault} from request {at} on");
            }
        }
    }

    [Fact]
    public async Task Random_faults()
    {
        for (var seed = 0; seed < RandomSchedules; seed++)
        {
            var random = new Random(seed);
            var share = random.NextDouble();
            await RunAsync(seed % 2 == 0 ? "4711" : "4712", (_, _) => random.NextDouble() < share ? s_faults[random.Next(s_faults.Length)] : FakeFault.None, $"schedule {seed}");
        }
    }

    [Fact]
    public async Task Two_runs_at_the_same_time_and_one_more()
    {
        for (var seed = 0; seed < Interleavings; seed++)
        {
            var story = new CheckStory();
            var turns = new Turns(runs: 2, new Random(seed));
            await Task.WhenAll(OneAsync("1"), OneAsync("2"));
            await story.PublishAsync(story.Wanted(Annotations, run: "3"));
            story.Shows(story.Wanted(Annotations), $"interleaving {seed}");

            async Task OneAsync(string run)
            {
                await story.PublishAsync(story.Wanted(Annotations, run), turns.NextAsync);
                turns.Leave();
            }
        }
    }

    private static async Task RunAsync(string secondRun, Func<int, FakeRequest, FakeFault> faults, string because)
    {
        var story = new CheckStory();
        story.GitHub.Fault = faults;
        try
        {
            await story.PublishAsync(story.Wanted(Annotations));
            story.GitHub.Fault = null;
            story.Shows(story.Wanted(Annotations), because + ", before the re-run");
        }
        catch (GitHubException)
        {
            story.GitHub.Fault = null;
        }
        // Nobody starts a run again within the seconds that GitHub may still be working on a request.
        await Task.Delay(TimeSpan.FromSeconds(30), story.Time);
        await story.PublishAsync(story.Wanted(Annotations, secondRun));
        story.Shows(story.Wanted(Annotations), because);
        Assert.True(secondRun != "4711" || story.GitHub.Checks.Count == 1, $"There are {story.GitHub.Checks.Count} checks of one run. {because}");
    }
}
