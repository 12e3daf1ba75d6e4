using MlReview.Cli.Changes;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Composing;
using MlReview.Cli.Sources;

namespace MlReview.GitHub.Tests.Composing;

/// <summary>
/// What the documentation shows of a review on a pull request is what the reviewer says of the sample churn. To refresh it, run this test with
/// <c>MLREVIEW_UPDATE_DOCS=1</c>.
/// </summary>
public sealed class SampleCommentsTests
{
    private const string Head = "3f1c2b7e9d0a4856b1c7e2f3a4d5968778695a4b";

    private static readonly string s_root = RootOf(AppContext.BaseDirectory);
    private static readonly string s_sample = Path.Combine(s_root, "samples", "churn", "defective");

    [Fact]
    public async Task The_comments_that_are_shown_are_those_that_are_posted()
    {
        var result = await ReviewAsync();
        var publication = PublicationComposer.Compose(result, Pull());
        Agrees("pull-request-summary.md", publication.Summary);
        Agrees("pull-request-comment.md", publication.Findings.First(each => each.Body.Contains("```suggestion", StringComparison.Ordinal)).Body);
        Agrees(publication.Summary);
        Assert.All(publication.Findings.Select(each => each.Body).Append(publication.Summary), body => Assert.Empty(CommentCheck.ProblemsOf(body)));
    }

    private static void Agrees(string name, string body)
    {
        var file = Path.Combine(s_root, "docs", "examples", name);
        if (Environment.GetEnvironmentVariable("MLREVIEW_UPDATE_DOCS") == "1")
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.GetDirectoryName(file)!).FullName, name), body + "\n");
        Assert.Equal(body + "\n", File.ReadAllText(file), ignoreLineEndingDifferences: true);
    }

    /// <summary>The README quotes the summary, without the line that no reader sees.</summary>
    private static void Agrees(string summary)
    {
        const string Start = "<!-- summary -->\n";
        const string End = "<!-- /summary -->";
        var quoted = string.Concat(summary.Split('\n').Skip(1).Select(line => $"> {line}".TrimEnd() + "\n"));
        var file = Path.Combine(s_root, "README.md");
        var readme = File.ReadAllText(file).ReplaceLineEndings("\n");
        var (start, end) = (readme.IndexOf(Start, StringComparison.Ordinal) + Start.Length, readme.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("MLREVIEW_UPDATE_DOCS") == "1")
            File.WriteAllText(file, readme[..start] + quoted + readme[end..]);
        else
            Assert.Equal(quoted, readme[start..end]);
    }

    private static async Task<ReviewResult> ReviewAsync()
    {
        var scope = ReviewScope.TryOpen(s_sample, out var error);
        Assert.True(scope is not null, error);
        var reviewer = new Reviewer(RuleHost.OfProduct, new RestoredPackages(Path.Combine(s_sample, "no-packages")), SurfaceAssemblies.Shipped) { OffersRepairs = true };
        var result = await reviewer.ReviewAsync(scope, new FileFilter(scope, Array.Empty<Glob>(), []), new Silent(), CancellationToken.None);
        return result with { Change = new ChangeSummary("main", "9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f1e0d", "churn-model", Head, 4, 0, []) };
    }

    /// <summary>A pull request that adds the sample.</summary>
    private static ReviewedPull Pull() => Pulls.Pull(
        [.. Directory.EnumerateFiles(s_sample, "*.cs*").Order(StringComparer.Ordinal).Select(file => Pulls.Added(Path.GetFileName(file), [.. File.ReadAllLines(file)]))]) with
    {
        HeadCommit = Head,
        HeadRepository = "octo/models",
        TreeTop = new ReviewRoot(s_sample).Directory,
        RunAddress = "https://github.com/octo/models/actions/runs/42",
    };

    private static string RootOf(string directory) =>
        File.Exists(Path.Combine(directory, "MlReview.sln")) ? directory : RootOf(Path.GetDirectoryName(directory.TrimEnd(Path.DirectorySeparatorChar))!);

    private sealed class Silent : IProgress
    {
        public void Report(int done, int total, string project)
        {
        }
    }
}
