using System.Globalization;
using System.Text.Json.Nodes;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Tests.Changes;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Stories;

/// <summary>A repository with a pull request, the GitHub that shows it, and the program that reviews it: all of it real but GitHub.</summary>
internal sealed class PullStory : IAsyncDisposable
{
    /// <summary>The rows to evaluate on that make a finding.</summary>
    public const string Leak = "split.TrainSet";

    /// <summary>The user's folder of packages.</summary>
    public const string Packages = ".git/packages";

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup><PackageReference Include="Microsoft.ML" Version="5.0.0" /></ItemGroup>
        </Project>
        """;

    private const string Houses = """
        using Microsoft.ML.Data;

        public sealed class House
        {
            [LoadColumn(0)] public float Size { get; set; }
            [LoadColumn(1)] public float Price { get; set; }
        }

        """;

    private readonly FakeServer _server;
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private string _base = "";

    private PullStory(FakeServer server) => _server = server;

    public GitTree Tree { get; } = new();

    public FakeGitHub GitHub => _server.GitHub;

    /// <summary>What the last run wrote to the job's summary.</summary>
    public string JobSummary => File.Exists(JobSummaryFile) ? File.ReadAllText(JobSummaryFile) : "";

    private string JobSummaryFile => Tree[".git/job-summary.md"];

    /// <param name="prepare">What the base holds besides a project without findings.</param>
    /// <param name="isPublic">Everybody may read it, and the program has no token.</param>
    public static async Task<PullStory> StartAsync(Func<GitTree, GitTree>? prepare = null, bool isPublic = false)
    {
        var story = new PullStory(await FakeServer.StartAsync(new FakeGitHub(TimeProvider.System), "/api/v3"));
        story.Tree.With("src/App.csproj", Project).With("src/House.cs", Houses).With("src/Price.cs", Training("Price"));
        story._base = (prepare?.Invoke(story.Tree) ?? story.Tree).Commit();
        story.Tree.Git("checkout", "--quiet", "-b", "topic");
        story.GitHub.BaseTip = story._base;
        story.GitHub.Comparison = (_, _) => ("ahead", story._base);
        story._server.Git = new FakeGit(story.Tree.Root, "/octo/models.git") { IsPublic = isPublic };
        story.GitHub.IsPublic = isPublic;
        story._environment["GITHUB_API_URL"] = story._server.Address;
        story._environment["GITHUB_SERVER_URL"] = story._server.Host;
        if (!isPublic)
            story._environment["GITHUB_TOKEN"] = FakeGitHub.Token;
        story._environment["NUGET_PACKAGES"] = story.Tree[Packages];
        story._environment["XDG_CACHE_HOME"] = story.Tree[".git/cache"];
        return story;
    }

    /// <summary>A class that trains and evaluates.</summary>
    /// <param name="rows">What it evaluates on.</param>
    public static string Training(string name, string rows = "split.TestSet") => $$"""
        using System;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        public static class {{name}}
        {
            public static void Run()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
                var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
                var model = ml.Regression.Trainers.LbfgsPoissonRegression("Price", "Size").Fit(split.TrainSet);
                var metrics = ml.Regression.Evaluate(model.Transform({{rows}}), "Price");
                Console.WriteLine(metrics.RSquared + " " + metrics.RootMeanSquaredError);
            }
        }

        """;

    /// <summary>Commits and shows it as the head of the pull request.</summary>
    public void Push(Func<GitTree, GitTree> change)
    {
        GitHub.Head = change(Tree).Commit();
        GitHub.Files = GitFiles.Between(Tree, _base, GitHub.Head);
    }

    /// <summary>The same tree in a history of its own, as after a rebase.</summary>
    public void ForcePush(Func<GitTree, GitTree> change)
    {
        Tree.Git("reset", "--quiet", "--soft", _base);
        Push(change);
    }

    /// <summary>By its name, from anywhere.</summary>
    public Task<ProgramRun> ReviewAsync(params string[] options) => MlReviewProgram.RunAsync(_environment, ["review", "--pr", "octo/models#7", .. options]);

    /// <summary>In a run of Actions, from the event.</summary>
    public Task<ProgramRun> RunActionAsync(string name, JsonObject payload, params string[] options) =>
        MlReviewProgram.RunAsync(EnvironmentOf(name, payload), ["review", "--pr", .. options]);

    /// <summary>What a runner sets for an event; nothing is left of the run before.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(string name, JsonObject payload)
    {
        File.WriteAllText(Tree[".git/event.json"], payload.ToJsonString());
        File.Delete(JobSummaryFile);
        File.WriteAllText(Tree[".git/output.txt"], "");
        return new Dictionary<string, string>(_environment, StringComparer.Ordinal)
        {
            ["GITHUB_ACTIONS"] = "true", ["GITHUB_EVENT_NAME"] = name, ["GITHUB_EVENT_PATH"] = Tree[".git/event.json"], ["GITHUB_REPOSITORY"] = "octo/models",
            ["GITHUB_RUN_ID"] = "42", ["GITHUB_STEP_SUMMARY"] = JobSummaryFile, ["GITHUB_OUTPUT"] = Tree[".git/output.txt"], ["GITHUB_WORKSPACE"] = Tree.Root,
        };
    }

    public string Outputs => Tree.Text(".git/output.txt");

    /// <summary>Our comments on findings that ask for something, as <c>path:line</c>.</summary>
    public IEnumerable<string> Open => Own.Where(t => !t.IsResolved && !t.Comments[0].IsMinimized).Select(Place).Order(StringComparer.Ordinal);

    public IEnumerable<string> Resolved => Own.Where(t => t.IsResolved).Select(Place).Order(StringComparer.Ordinal);

    public FakeThread ThreadAt(string place) => Own.Single(t => Place(t) == place);

    /// <summary>The one summary.</summary>
    public string Summary => Assert.Single(GitHub.Comments, c => c.Author == FakeGitHub.Bot && SummaryMarker.IsOn(c.Body)).Body;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Tree.Dispose();
    }

    private IEnumerable<FakeThread> Own => GitHub.Threads.Where(t => t.Comments[0].Author == FakeGitHub.Bot && FindingMarker.TryRead(t.Comments[0].Body) is not null);

    private static string Place(FakeThread thread) => thread.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{thread.Path}:{line}") : thread.Path;
}
