using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.Cli.Cache;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>
/// Reviews projects in parallel. A compilation lives from its making until the last project that sees it is done; what is left of it
/// are plain results.
/// </summary>
internal sealed class ReviewRun(ReviewRoot root, ProjectGraph graph, CompilationFactory factory, ProjectReview review, ProjectCache? cache, WorkBounds bounds)
{
    private sealed record Compiled(CSharpCompilation? Compilation, ImmutableArray<Notice> Notices);

    private readonly ConcurrentDictionary<string, Compiled> _compiled = new(PathRules.Comparer);
    private readonly ConcurrentBag<ProjectResult> _results = [];

    public async Task<IReadOnlyCollection<ProjectResult>> RunAsync(IReadOnlyCollection<ProjectModel> projects, IProgress progress, CancellationToken cancellationToken)
    {
        var analyzed = Left(projects, cancellationToken);
        var needed = analyzed.SelectMany(graph.Closure).ToHashSet();
        var order = graph.Ordered.Where(p => analyzed.Contains(p) || needed.Contains(p)).ToList();
        var positions = order.Index().ToDictionary(p => p.Item.Path, p => p.Index, PathRules.Comparer);
        var items = order.Select(p => new WorkItem(SizeOf(p), [.. graph.Closure(p).Select(r => positions[r.Path])])).ToList();

        var counter = new ReviewProgress(progress, projects.Count);
        counter.Skipped(_results.Count);
        await Schedule.RunAsync(items, bounds, (i, stop) => WorkAsync(order[i], analyzed.Contains(order[i]), counter, stop), i => _compiled.TryRemove(order[i].Path, out _), cancellationToken).ConfigureAwait(false);
        return _results;
    }

    /// <summary>Settles what needs no analysis, and returns what does.</summary>
    private HashSet<ProjectModel> Left(IReadOnlyCollection<ProjectModel> projects, CancellationToken cancellationToken)
    {
        var use = new MlUse(root, graph);
        var analyzed = new HashSet<ProjectModel>();
        foreach (var project in projects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!ProjectReview.IsOn(project) || !use.Of(project))
                _results.Add(review.Left(project));
            else if (cache?.Find(project) is { } known)
                _results.Add(review.Named(project, known));
            else
                analyzed.Add(project);
        }
        return analyzed;
    }

    private async Task WorkAsync(ProjectModel project, bool isAnalyzed, ReviewProgress progress, CancellationToken cancellationToken)
    {
        var name = root.Relative(project.Path);
        if (isAnalyzed)
            progress.Started(name);
        var seen = graph.Closure(project).Select(r => _compiled[r.Path]).ToList();
        var notices = new List<Notice>(project.Notices);
        try
        {
            var compilation = factory.Create(project, [.. seen.Select(s => s.Compilation).OfType<CSharpCompilation>()], notices, cancellationToken);
            cache?.Compare(compilation);
            _compiled[project.Path] = new Compiled(compilation.Compilation, [.. notices]);
            if (!isAnalyzed)
                return;
            var result = await review.AnalyzeAsync(compilation, notices.Concat(seen.SelectMany(s => s.Notices)), cancellationToken).ConfigureAwait(false);
            cache?.Keep(project, result);
            _results.Add(result);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _compiled.TryAdd(project.Path, new Compiled(null, [.. notices]));
            if (isAnalyzed)
                _results.Add(review.Failed(project, e, notices));
        }
        if (isAnalyzed)
            progress.Finished(name);
    }

    /// <summary>Bytes of source: what a compilation weighs grows with them.</summary>
    private long SizeOf(ProjectModel project) => project.Sources.Sum(root.SizeOf);
}
