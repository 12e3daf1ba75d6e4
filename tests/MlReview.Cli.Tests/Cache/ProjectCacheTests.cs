using MlReview.Cli.Cache;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Cache;

/// <summary>What did not change is not analysed again, what did is, and nobody can tell from a report which it was.</summary>
public sealed class ProjectCacheTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("root/.git/HEAD", "")
        .With("root/lib/Lib.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""").With("root/lib/Lib.cs", "public static class Lib { public const int Seed = 1; }")
        .With("root/a/A.csproj", Review.Project.Replace("</Project>", """<ItemGroup><ProjectReference Include="../lib/Lib.csproj" /><AdditionalFiles Include="roles.mlreview.txt" /></ItemGroup></Project>""", StringComparison.Ordinal))
        .With("root/a/Program.cs", Review.Program).With("root/a/roles.mlreview.txt", "")
        .With("root/b/B.csproj", Review.Project).With("root/b/Program.cs", Review.Program)
        .With("root/.editorconfig", "root = true\n");

    private int _analyses;

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task A_second_review_analyses_nothing_and_reports_the_same()
    {
        var first = await ReviewAsync(analyses: 2);
        var second = await ReviewAsync(analyses: 0);
        Assert.Equal(2, second.Findings.Length);
        Assert.Equal(ReportText.Json(first), ReportText.Json(second));
        Assert.Equal(ReportText.Sarif(first), ReportText.Sarif(second));
    }

    [Theory]
    [InlineData("a/Program.cs", "// changed", 1)]
    [InlineData("a/New.cs", "class New;", 1)]
    [InlineData("lib/Lib.cs", "public static class Lib { public const int Seed = 2; }", 1)]
    [InlineData("lib/Lib.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><Nullable>enable</Nullable></PropertyGroup></Project>""", 1)]
    [InlineData("a/roles.mlreview.txt", "# changed", 1)]
    [InlineData("b/obj/project.assets.json", "{}", 1)]
    [InlineData(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.TST001.severity = error", 2)]
    [InlineData("a/.editorconfig", "[*.cs]\nmlreview_anything = 1", 1)]
    [InlineData("Directory.Build.props", "<Project><PropertyGroup><DefineConstants>CHANGED</DefineConstants></PropertyGroup></Project>", 2)]
    [InlineData("README.md", "changed", 0)]
    [InlineData("lib/notes.txt", "changed", 0)]
    public async Task What_depends_on_a_change_is_analysed_again(string file, string content, int analyses)
    {
        await ReviewAsync(analyses: 2);
        _tree.With("root/" + file, content);
        var cached = await ReviewAsync(analyses);
        Assert.Equal(ReportText.Json(await Review.OfAsync(_tree["root"])), ReportText.Json(cached));
    }

    [Fact]
    public async Task A_file_that_is_gone_counts()
    {
        await ReviewAsync(analyses: 2);
        File.Delete(_tree["root/a/Program.cs"]);
        Assert.Single((await ReviewAsync(analyses: 1)).Findings);
    }

    [Fact]
    public async Task What_is_reported_on_counts()
    {
        await ReviewAsync(analyses: 2);
        Assert.Single((await ReviewAsync(analyses: 1, exclude: "a/**")).Findings);
        await ReviewAsync(analyses: 0);
    }

    [Fact]
    public async Task A_checkout_elsewhere_has_the_same_results_under_its_own_paths()
    {
        await ReviewAsync(analyses: 2);
        Directory.Move(_tree["root"], _tree["elsewhere"]);
        var moved = await ReviewAsync(analyses: 0, root: "elsewhere");
        Assert.Equal(_tree["elsewhere/a/Program.cs"], moved.Findings[0].Path);
        Assert.Equal(_tree["elsewhere/a/Program.cs"], moved.Findings[0].Evidence[0].Path);
    }

    [Fact]
    public async Task A_review_of_a_part_names_kept_results_by_where_it_begins()
    {
        await ReviewAsync(analyses: 2);
        File.Delete(_tree["root/.editorconfig"]);
        await ReviewAsync(analyses: 2);
        var part = await ReviewAsync(analyses: 0, root: "root/b");
        Assert.Equal("B.csproj", Assert.Single(part.Coverage.Projects).Path);
        Assert.Equal("Program.cs", part.Relative(Assert.Single(part.Findings).Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000\n{}")]
    [InlineData(null)]
    public async Task A_broken_entry_is_ignored_and_replaced(string? content)
    {
        var first = await ReviewAsync(analyses: 2);
        foreach (var entry in Entries())
            File.WriteAllText(entry, content ?? File.ReadAllText(entry)[..^1]);
        Assert.Equal(ReportText.Json(first), ReportText.Json(await ReviewAsync(analyses: 2)));
        await ReviewAsync(analyses: 0);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_reviewed_leaves_nothing_behind()
    {
        await ReviewAsync(analyses: 2, progress: new OnStart("a/A.csproj", () => _tree.With("root/a/Program.cs", Review.Program + "// changed")));
        Assert.Single(Entries());
        await ReviewAsync(analyses: 1);
    }

    [Fact]
    public async Task A_project_that_made_an_analyzer_fail_is_not_kept()
    {
        var thrown = false;
        await Review.OfAsync(_tree["root"], new ReviewSettings(Cache: Kept(), Parallel: 1, Analyzing: _ =>
        {
            if (thrown)
                return;
            thrown = true;
            throw new InvalidOperationException();
        }));
        Assert.Single(Entries());
    }

    [Fact]
    public async Task Runs_share_a_directory()
    {
        var alone = await Review.OfAsync(_tree["root"]);
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Review.OfAsync(_tree["root"], new ReviewSettings(Cache: Kept()))));
        Assert.All(together, result => Assert.Equal(ReportText.Json(alone), ReportText.Json(result)));
        Assert.Equal(2, Directory.GetFiles(_tree["cache"], "*", SearchOption.AllDirectories).Length);
        await ReviewAsync(analyses: 0);
    }

    private async Task<ReviewResult> ReviewAsync(int analyses, string? exclude = null, string root = "root", IProgress? progress = null)
    {
        _analyses = 0;
        var result = await Review.OfAsync(_tree[root], new ReviewSettings(Cache: Kept(), Exclude: exclude, Progress: progress, Parallel: progress is null ? 4 : 1, Analyzing: _ => Interlocked.Increment(ref _analyses)));
        Assert.Equal(analyses, _analyses);
        return result;
    }

    private ResultCache Kept() => new(_tree["cache"]);

    private string[] Entries() => Directory.GetFiles(_tree["cache"], "*.result", SearchOption.AllDirectories);

    /// <summary>Does something when the work on a project begins.</summary>
    private sealed class OnStart(string project, Action action) : IProgress
    {
        private bool _isDone;

        public void Report(int done, int total, string running)
        {
            if (_isDone || !running.Contains(project, StringComparison.Ordinal))
                return;
            _isDone = true;
            action();
        }
    }
}
