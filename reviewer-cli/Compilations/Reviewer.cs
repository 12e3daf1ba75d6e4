using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Cli.Cache;
using MlReview.Cli.Findings;
using MlReview.Cli.Merging;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>Reviews a scope with rules: reads its projects, compiles those that matter, joins what came of each.</summary>
internal sealed class Reviewer(Func<Compilation, AnalyzerOptions, RuleHost> rules, RestoredPackages packages, SurfaceAssemblies surfaces)
{
    /// <summary>More projects at once only cost memory: a project spreads over processors by itself.</summary>
    private const int MostProjects = 8;

    /// <summary>Bytes of a compilation, bound and analysed, for each byte of source: about 60 where projects have 20,000 lines.</summary>
    private const int BytesPerSourceByte = 60;

    /// <summary>Enough to ask the rules for their descriptions.</summary>
    private static readonly CSharpCompilation s_nothing = CSharpCompilation.Create("Nothing");

    /// <summary>Results of earlier reviews; null to analyse everything.</summary>
    public ResultCache? Cache { get; init; }

    /// <summary>Rules that are asked although they are off by default.</summary>
    public IReadOnlyCollection<string> RulesOn { get; init; } = [];

    /// <summary>The part of the projects to review; null for all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Whether findings come with their repairs. Whoever shows none saves the time that compiling them takes.</summary>
    public bool OffersRepairs { get; init; }

    public WorkBounds Bounds { get; init; } = new(
        Math.Min(Environment.ProcessorCount, MostProjects), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / BytesPerSourceByte);

    public async Task<ReviewResult> ReviewAsync(ReviewScope scope, FileFilter filter, IProgress progress, CancellationToken cancellationToken, IProjectWork? work = null)
    {
        var projects = ReviewedProjects.Read(scope);
        return await ReviewAsync(scope, Shard?.Of(projects, scope.Root) ?? projects, filter, progress, cancellationToken, work).ConfigureAwait(false);
    }

    /// <param name="projects">Those of the scope that are to be reviewed.</param>
    public async Task<ReviewResult> ReviewAsync(
        ReviewScope scope, ReviewedProjects projects, FileFilter filter, IProgress progress, CancellationToken cancellationToken, IProjectWork? work = null)
    {
        var configs = new AnalyzerConfigFiles(scope.Root, scope.Tree) { RulesOn = RulesOn };
        var factory = new CompilationFactory(scope.Root, configs, packages, surfaces, path => work?.TextOf(path));
        var review = new ProjectReview(scope, filter, new ProjectAnalysis(rules), work) { OffersRepairs = OffersRepairs };
        var nothing = rules(s_nothing, new AnalyzerOptions([])).Analyzer;
        // What is done besides is not in the cache, and it may change a file that the next project compiles as well.
        var cache = Cache is null || work is not null ? null
            : new ProjectCache(Cache, new ProjectKeys(scope.Root, projects.Graph, configs, packages, ToolIdentity.Of(nothing, surfaces) + (OffersRepairs ? "\nrepairs" : "")), projects.Graph, scope.Root, filter);
        var run = new ReviewRun(scope.Root, projects.Graph, factory, review, cache, work is null ? Bounds : Bounds with { Items = 1 });

        var results = await run.RunAsync(projects.InScope, progress, cancellationToken).ConfigureAwait(false);
        Cache?.Trim();
        var all = nothing.SupportedDiagnostics.Select(FindingFactory.RuleOf).ToImmutableArray();
        return ReviewJoin.Of(scope.BasePath, all, projects.Notices, results.Concat(projects.Unreadable.Select(u => review.Unreadable(u.Path, u.Reason)))) with { Shard = Shard };
    }

    internal static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");
}
