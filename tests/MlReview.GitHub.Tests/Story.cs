using System.Collections.Immutable;
using System.Globalization;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Publishing;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests;

/// <summary>A pull request and what is to be published on it, without a network.</summary>
internal sealed class Story
{
    public static readonly PullRequestName Pull = PullRequestName.TryParse("octo/models#7")!;

    public Story()
    {
        GitHub = new FakeGitHub(Time);
        GitHub.Files =
        [
            new FakeFile("src/Train.cs", "@@ -1,3 +1,5 @@\n using A;\n+var a = 1;\n+var b = 2;\n using B;\n using C;\n@@ -40,2 +42,3 @@ class T\n x\n+y\n z"),
            new FakeFile("src/New.cs", "@@ -0,0 +1,3 @@\n+one\n+two\n+three", "added"),
            new FakeFile("src/Moved.cs", null, "renamed", "src/Old.cs"),
        ];
    }

    public InstantTime Time { get; } = new();

    public FakeGitHub GitHub { get; }

    public GitHubClient Client(Func<Task>? turn = null) =>
        new(new HttpClient(new FakeHandler(GitHub, turn)) { Timeout = Timeout.InfiniteTimeSpan }, GitHubAddress.TryCreate(GitHub.BaseAddress, null, out _)!, FakeGitHub.Token, Time, Time.GetUtcNow() + TimeSpan.FromHours(2));

    public async Task<PublishOutcome> PublishAsync(Publication wanted)
    {
        using var client = Client();
        return await new Publisher(client, Pull, Time).PublishAsync(wanted, CancellationToken.None);
    }

    /// <summary>What should be shown of findings at places written as <c>path:line</c>, the first the most severe.</summary>
    public Publication Wanted(params string[] places)
    {
        var diff = DiffOfGitHub.Read(GitHub.Files.Select(f => new ChangedFile(f.Path, "modified", f.Additions, f.Deletions, f.Patch)));
        return new Publication(GitHub.Head, [.. places.Select(place => Finding(place, diff))], new SummaryMarker(GitHub.Head) + "\n" + string.Join('\n', places), IsComplete: true);
    }

    public static string IdOf(string place) => FindingMarker.IdOf(place);

    private static PublishedFinding Finding(string place, PatchMap diff)
    {
        var (path, line) = (place.Split(':')[0], int.Parse(place.Split(':')[1], CultureInfo.InvariantCulture));
        var id = IdOf(place);
        return new PublishedFinding(id, Severity.Major, path, Placement.Of(diff.ByNewPath(path), line, line), new FindingMarker(id, IsGone: false) + "\nSomething is wrong at " + place);
    }

    /// <summary>Comments on findings, by their identity.</summary>
    public ILookup<string, FakeThread> ByFinding => GitHub.Threads
        .Where(t => t.Comments[0].Author == GitHub.Viewer && FindingMarker.TryRead(t.Comments[0].Body) is not null)
        .ToLookup(t => FindingMarker.TryRead(t.Comments[0].Body)!.Id, StringComparer.Ordinal);

    /// <summary>Everything once and nothing else open; one summary, and it is the one wanted.</summary>
    public void Shows(Publication wanted, string because = "")
    {
        foreach (var finding in wanted.Findings.Where(f => f.Anchor is not Anchor.Nowhere).Take(PublishPlan.MostComments))
            Assert.True(ByFinding[finding.Id].Count() == 1, $"{finding.Path} has {ByFinding[finding.Id].Count()} comments. {because}");
        var known = wanted.Findings.Select(f => f.Id).ToImmutableHashSet();
        foreach (var threads in ByFinding)
            Assert.True(known.Contains(threads.Key) == IsOpen(threads.First()), $"A finding is shown as what it is not. {because}");
        var summary = GitHub.Comments.Where(c => c.Author == GitHub.Viewer && SummaryMarker.IsOn(c.Body)).ToList();
        Assert.True(summary is [var one] && one.Body == wanted.Summary, $"There are {summary.Count} summaries, or the one is old. {because}");
        Assert.True(GitHub.Refusals.Count == 0, $"Refused: {string.Join(", ", GitHub.Refusals)}. {because}");
    }

    private static bool IsOpen(FakeThread thread) => !thread.IsResolved && !thread.Comments[0].IsMinimized && !FindingMarker.TryRead(thread.Comments[0].Body)!.IsGone;
}
