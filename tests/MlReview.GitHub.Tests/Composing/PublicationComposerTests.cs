using MlReview.Cli.Findings;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Composing;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Merging;
using MlReview.Cli.Sources;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Composing;

public sealed class PublicationComposerTests
{
    [Fact]
    public void Findings_come_most_severe_first_then_by_place()
    {
        var result = Pulls.Result(
            Pulls.Finding("src/Train.cs:9", Severity.Minor), Pulls.Finding("src/Train.cs:5"), Pulls.Finding("src/Old.cs:41"), Pulls.Finding("src/Train.cs:2"), Pulls.Finding("src/Train.cs:7", Severity.Critical));
        Assert.Equal(
            ["src/Train.cs:7", "src/Old.cs:41", "src/Train.cs:2", "src/Train.cs:5", "src/Train.cs:9"],
            PublicationComposer.Compose(result, Pulls.Pull()).Findings.Select(each => $"{each.Path}:{((Anchor.Lines)each.Anchor).First}"));
    }

    [Theory]
    [InlineData("src/Train.cs:3", "Lines { First = 3, Last = 3 }")]
    [InlineData("src/Old.cs:41", "Lines { First = 41, Last = 41 }")]
    [InlineData("src/Old.cs:7", "File { }")]
    [InlineData("src/Elsewhere.cs:3", "Nowhere { }")]
    [InlineData("SRC/Train.cs:3", "Nowhere { }")]
    [InlineData("../outside/src/Train.cs:3", "Nowhere { }")]
    public void A_comment_stands_where_GitHub_takes_it(string place, string anchor)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the case of a path does not matter.");
        Assert.Equal(anchor, PublicationComposer.Compose(Pulls.Result(Pulls.Finding(place)), Pulls.Pull()).Findings.Single().Anchor.ToString());
    }

    [Fact]
    public void A_suggestion_decides_where_its_comment_stands()
    {
        var finding = Pulls.Finding("src/Train.cs:3") with { Repair = new FindingRepair("Repair", [new Replacement(Pulls.Absolute("src/Train.cs"), new SourceRange(4, 1, 4, 2), "x")]) };
        var published = PublicationComposer.Compose(Pulls.Result(finding), Pulls.Pull()).Findings.Single();
        Assert.Equal(new Anchor.Lines(3, 4), published.Anchor);
        Assert.Contains("\n```suggestion\nline 3;\nxine 4;\n```\n", published.Body + "\n", StringComparison.Ordinal);
        Assert.DoesNotContain("suggestion", published.BodyElsewhere, StringComparison.Ordinal);
        Assert.Contains("At [`src/Train.cs:3`](https://github.com/fork/models/blob/0123456789abcdef0123456789abcdef01234567/src/Train.cs#L3).", published.BodyElsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_whole_review_says_what_is_gone()
    {
        var whole = Pulls.Result();
        Assert.True(PublicationComposer.Compose(whole, Pulls.Pull()).IsComplete);
        Assert.False(PublicationComposer.Compose(whole with { Shard = new Shard(1, 2) }, Pulls.Pull()).IsComplete);
        Assert.False(PublicationComposer.Compose(whole with { Coverage = whole.Coverage with { Notices = [new Notice(NoticeKind.Failed, "A.csproj", "is not valid XML")] } }, Pulls.Pull()).IsComplete);
    }

    /// <summary>Moved lines, other findings and another order change no identity.</summary>
    [Fact]
    public void A_push_that_moves_code_changes_no_identity()
    {
        var before = PublicationComposer.Compose(Pulls.Result(Pulls.Finding("src/Train.cs:3", fingerprint: "a"), Pulls.Finding("src/Train.cs:5", fingerprint: "b")), Pulls.Pull());
        var after = PublicationComposer.Compose(Pulls.Result(Pulls.Finding("src/Old.cs:41", fingerprint: "c"), Pulls.Finding("src/Train.cs:8", fingerprint: "b"), Pulls.Finding("src/Train.cs:1", fingerprint: "a")), Pulls.Pull());
        Assert.Equal(["a", "b"], before.Findings.Select(each => each.Id));
        Assert.Equal(["c", "a", "b"], after.Findings.Select(each => each.Id));
    }

    /// <summary>What is composed of random findings on random lines is taken, and taken once.</summary>
    [Fact]
    public async Task GitHub_refuses_nothing_that_is_composed()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var story = new Story();
            var lines = Enumerable.Range(1, random.Next(1, 30)).Select(i => $"line {i};").ToArray();
            story.GitHub.Files = [new FakeFile("src/Train.cs", Pulls.Added("src/Train.cs", lines).Patch, "added"), new FakeFile("src/Moved.cs", null, "renamed", "src/Old.cs")];
            var diff = DiffOfGitHub.Read(story.GitHub.Files.Select(f => new ChangedFile(f.Path, "modified", f.Additions, f.Deletions, f.Patch)));
            var findings = Enumerable.Range(0, random.Next(0, 12)).Select(_ => Drawn(random));
            var wanted = PublicationComposer.Compose(Pulls.Result([.. findings]), Pulls.Pull() with { HeadCommit = story.GitHub.Head, Diff = diff });
            await story.PublishAsync(wanted);
            await story.PublishAsync(wanted);
            story.Shows(wanted, $"seed {seed}");
        }
    }

    private static Finding Drawn(Random random)
    {
        var line = random.Next(1, 34);
        var finding = Pulls.Finding($"src/{(random.Next(3) == 0 ? "Moved" : "Train")}.cs:{line}", (Severity)random.Next(4), $"f{random.Next(4)}");
        var end = line + random.Next(0, 4);
        return finding with
        {
            Range = new SourceRange(line, 1, end, random.Next(1, 4)),
            Repair = random.Next(2) == 0 ? new FindingRepair("Repair", [new Replacement(finding.Path, new SourceRange(line, 1, end + random.Next(0, 3), 1), random.Next(2) == 0 ? "x\n" : "")]) : null,
        };
    }
}
