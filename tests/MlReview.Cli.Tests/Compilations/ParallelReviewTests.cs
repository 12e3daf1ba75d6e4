using Microsoft.CodeAnalysis;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Compilations;

/// <summary>Many projects at once: the same report as one after the other, and no compilation outlives its last user.</summary>
public sealed class ParallelReviewTests : IDisposable
{
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task The_report_does_not_depend_on_how_many_run_at_once()
    {
        WithProjects(12);
        var one = await Review.OfAsync(_tree.Root, new ReviewSettings(Parallel: 1));
        Assert.Equal(13, one.Findings.Length);
        for (var run = 0; run < 3; run++)
            Assert.Equal(ReportText.Json(one), ReportText.Json(await Review.OfAsync(_tree.Root, new ReviewSettings(Parallel: 8))));
    }

    [Fact]
    public async Task A_project_that_others_need_is_in_the_coverage_even_if_it_uses_no_ml_library()
    {
        WithProjects(1);
        var coverage = (await Review.OfAsync(_tree.Root)).Coverage;
        Assert.Equal(["core/Core.csproj", "p0/App.csproj"], coverage.Projects.Select(p => p.Path));
        Assert.Equal([ProjectStatus.NoMachineLearning, ProjectStatus.Analyzed], coverage.Projects.Select(p => p.Status));
    }

    [Fact]
    public async Task Compilations_are_let_go()
    {
        WithProjects(10);
        var seen = new List<WeakReference<Compilation>>();
        var most = 0;
        await Review.OfAsync(_tree.Root, new ReviewSettings(Parallel: 1, Analyzing: compilation =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            most = Math.Max(most, seen.Count(s => s.TryGetTarget(out _)));
            seen.Add(new WeakReference<Compilation>(compilation));
        }));
        Assert.Equal(10, seen.Count);
        // The one before may still be on the stack of a debug build.
        Assert.InRange(most, 0, 1);
    }

    [Fact]
    public async Task Progress_counts_every_project_and_names_what_runs()
    {
        WithProjects(5);
        var progress = new Recorded();
        await Review.OfAsync(_tree.Root, new ReviewSettings(Parallel: 3, Progress: progress));
        Assert.Equal((6, 6, ""), progress.Calls[^1]);
        Assert.Equal(progress.Calls.Select(c => c.Done).Order(), progress.Calls.Select(c => c.Done));
        Assert.Contains(progress.Calls, c => c.Project.Contains("/App.csproj", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_review_says_so()
    {
        WithProjects(5);
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Review.OfAsync(_tree.Root, new ReviewSettings(Analyzing: _ => cancel.Cancel()), cancel.Token));
    }

    /// <summary>Projects with a finding each that refer to one without an ML library, and a file that two of them compile.</summary>
    private void WithProjects(int count)
    {
        _tree.With("core/Core.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""").With("core/Core.cs", "public static class Core { public const int Seed = 1; }");
        if (count > 3)
            _tree.With("shared/Shared.cs", "using Microsoft.ML;\nstatic class Shared { public static object Fit(MLContext ml, IDataView data) => ml.Transforms.NormalizeMinMax(\"Size\").Fit(data); }");
        for (var i = 0; i < count; i++)
            _tree.With($"p{i}/App.csproj", Review.Project.Replace("</Project>", $"""<ItemGroup><ProjectReference Include="../core/Core.csproj" />{(i is 2 or 3 ? """<Compile Include="../shared/Shared.cs" />""" : "")}</ItemGroup></Project>""", StringComparison.Ordinal))
                .With($"p{i}/Program.cs", Review.Program.Replace("seed: 1", "seed: Core.Seed", StringComparison.Ordinal));
    }

    private sealed class Recorded : IProgress
    {
        public List<(int Done, int Total, string Project)> Calls { get; } = [];

        public void Report(int done, int total, string project) => Calls.Add((done, total, project));
    }
}
