using System.Text;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Publishing;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Publishing;

/// <summary>Random diffs and findings: GitHub refuses none of the requests.</summary>
public sealed class ValidRequestTests
{
    private const int Cases = 10_000;

    [Fact]
    public async Task No_request_is_refused()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var story = new Story();
            story.GitHub.Files = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => File(i, random))];
            var diff = DiffOfGitHub.Read(story.GitHub.Files.Select(f => new Cli.GitHub.ChangedFile(f.Path, "modified", f.Additions, f.Deletions, f.Patch)));
            var findings = Enumerable.Range(0, random.Next(0, 12)).Select(i =>
            {
                var path = $"src/File {random.Next(4)}.cs";
                var first = random.Next(1, 60);
                var anchor = Placement.Of(diff.ByNewPath(path), first, first + random.Next(0, 6));
                return new PublishedFinding($"{seed}-{i}", Severity.Major, path, anchor, BodyLimit.Fit(new FindingMarker($"{seed}-{i}", false) + "\n" + new string('x', random.Next(50) == 0 ? 70_000 : 5)));
            });
            await story.PublishAsync(new Publication(story.GitHub.Head, [.. findings], new SummaryMarker(story.GitHub.Head).ToString(), IsComplete: true));
            Assert.True(story.GitHub.Refusals.Count == 0, $"case {seed}: {string.Join("; ", story.GitHub.Refusals)}");
        }
    }

    private static FakeFile File(int index, Random random)
    {
        var path = $"src/File {index}.cs";
        return random.Next(6) switch
        {
            0 => new FakeFile(path, null, "renamed", "src/old.cs"),
            // Cut off: more was added than the patch shows.
            1 => new FakeFile(path, Patch(random)) { Additions = 1000 },
            _ => new FakeFile(path, Patch(random)),
        };
    }

    private static string Patch(Random random)
    {
        var patch = new StringBuilder();
        var (oldLine, newLine) = (1, 1);
        for (var hunk = random.Next(1, 4); hunk > 0; hunk--)
        {
            var gap = random.Next(0, 12);
            (oldLine, newLine) = (oldLine + gap, newLine + gap);
            var lines = Enumerable.Range(0, random.Next(1, 9)).Select(_ => " +-"[random.Next(3)]).ToList();
            var (removed, added) = (lines.Count(c => c != '+'), lines.Count(c => c != '-'));
            patch.Append(patch.Length > 0 ? "\n" : "").Append($"@@ -{(removed == 0 ? oldLine - 1 : oldLine)}{Count(removed)} +{(added == 0 ? newLine - 1 : newLine)}{Count(added)} @@");
            foreach (var sign in lines)
                patch.Append('\n').Append(sign).Append(random.Next(5) == 0 ? "" : "text");
            if (random.Next(4) == 0 && hunk == 1)
                patch.Append("\n\\ No newline at end of file");
            (oldLine, newLine) = (oldLine + removed + 1, newLine + added + 1);
        }
        return patch.ToString();

        static string Count(int count) => count == 1 ? "" : $",{count}";
    }
}
