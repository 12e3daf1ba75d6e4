using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>What the reviewer says while it works.</summary>
internal interface IProgress
{
    void Report(int done, int total, string project);
}

/// <summary>Reviews a scope with rules: reads its projects, compiles those that matter one by one, collects findings and coverage.</summary>
internal sealed class Reviewer(Func<Compilation, AnalyzerOptions, RuleHost> rules, RestoredPackages packages, SurfaceAssemblies surfaces)
{
    private const int MostUnboundNames = 10;

    /// <summary>Enough to ask the rules for their descriptions.</summary>
    private static readonly CSharpCompilation s_nothing = CSharpCompilation.Create("Nothing");

    public async Task<ReviewResult> ReviewAsync(ReviewScope scope, FileFilter filter, IProgress progress, CancellationToken cancellationToken, IProjectWork? work = null)
    {
        var reader = new ProjectReader(scope.Root, scope.Tree, scope.SolutionDirectory);
        var named = scope.Projects.ToDictionary(p => p, p => (reader.TryRead(p, out var reason), reason), PathRules.Comparer);
        var loose = Loose(scope, reader, named.Values.Select(v => v.Item1).OfType<ProjectModel>().ToList(), out var orphans);
        var inScope = new HashSet<string>(scope.Projects.Concat(loose.Select(l => l.Path)), PathRules.Comparer);
        var models = loose.ToDictionary(l => l.Path, l => l, PathRules.Comparer);
        var graph = ProjectGraph.Read(scope.Root, inScope, path =>
            named.TryGetValue(path, out var known) ? known
            : models.TryGetValue(path, out var single) ? (single, "")
            : (reader.TryRead(path, out var reason), reason));

        var run = new Run(scope, filter, rules, graph, new CompilationFactory(scope.Root, new AnalyzerConfigFiles(scope.Root, scope.Tree), packages, surfaces, path => work?.TextOf(path)), work);
        run.Notices.AddRange(scope.Notices);
        run.Notices.AddRange(graph.Notices);
        if (orphans > 0)
            run.Notices.Add(new Notice(NoticeKind.Skipped, Count(orphans, "C# file"), "lie beside a project that does not compile them"));
        await run.ReviewAllAsync(inScope, progress, cancellationToken).ConfigureAwait(false);
        foreach (var (path, (_, reason)) in named.Where(n => n.Value.Item1 is null))
            run.Projects.Add(new ProjectCoverage(PathRules.Relative(scope.BasePath, path), ProjectStatus.Failed, reason, 0, 0));
        return run.Result();
    }

    /// <summary>Groups the files that no project compiles; those beside or below a readable project are left to it and counted.</summary>
    private static List<ProjectModel> Loose(ReviewScope scope, ProjectReader reader, List<ProjectModel> projects, out int orphans)
    {
        var compiled = projects.SelectMany(p => p.Sources).ToHashSet(PathRules.Comparer);
        var owned = projects.Select(p => p.Directory).ToHashSet(PathRules.Comparer);
        var unclaimed = scope.LooseFiles.Where(f => !compiled.Contains(f)).ToList();
        var free = unclaimed.Where(f => !IsUnder(Path.GetDirectoryName(f), owned)).ToList();
        orphans = unclaimed.Count - free.Count;
        return [.. new LooseFiles(scope.Root, reader).Group(free, scope.BasePath)];
    }

    private static bool IsUnder(string? directory, HashSet<string> owned)
    {
        for (; directory is not null; directory = Path.GetDirectoryName(directory))
            if (owned.Contains(directory))
                return true;
        return false;
    }

    internal static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");

    /// <summary>The state of one review.</summary>
    private sealed class Run(ReviewScope scope, FileFilter filter, Func<Compilation, AnalyzerOptions, RuleHost> rules, ProjectGraph graph, CompilationFactory factory, IProjectWork? work)
    {
        private readonly Dictionary<string, CSharpCompilation> _compilations = new(PathRules.Comparer);
        private readonly Dictionary<(string Rule, string Path, SourceRange Range, string Issue), Finding> _findings = [];
        private readonly Dictionary<string, int> _unbound = new(StringComparer.Ordinal);
        private readonly HashSet<string> _files = new(PathRules.Comparer);
        private readonly FindingFactory _factory = new(path => scope.Root.TryReadSource(path, out _));
        private readonly ProjectAnalysis _analysis = new(rules);
        private int _analyzedFiles;
        private int _filesWithUnbound;

        public List<Notice> Notices { get; } = [];

        public List<ProjectCoverage> Projects { get; } = [];

        public async Task ReviewAllAsync(HashSet<string> inScope, IProgress progress, CancellationToken cancellationToken)
        {
            var use = new MlUse(scope.Root, graph);
            var needed = new Dictionary<string, int>(PathRules.Comparer);
            var reviewed = graph.Ordered.Where(p => inScope.Contains(p.Path)).ToHashSet();
            var compiled = reviewed.Where(p => IsOn(p) && use.Of(p)).ToHashSet();
            foreach (var reference in compiled.SelectMany(graph.Closure))
                needed[reference.Path] = needed.GetValueOrDefault(reference.Path) + 1;

            var done = 0;
            foreach (var project in graph.Ordered)
            {
                if (reviewed.Contains(project))
                    progress.Report(++done, reviewed.Count, scope.Root.Relative(project.Path));
                if (compiled.Contains(project) || needed.ContainsKey(project.Path))
                    await ReviewAsync(project, compiled.Contains(project), needed, cancellationToken).ConfigureAwait(false);
                else if (reviewed.Contains(project))
                    Leave(project);
            }
        }

        private static bool IsOn(ProjectModel project) => !project.Mode.Equals("None", StringComparison.OrdinalIgnoreCase);

        private void Leave(ProjectModel project)
        {
            Notices.AddRange(project.Notices.Where(n => n.Kind == NoticeKind.Failed));
            _files.UnionWith(project.Sources);
            Projects.Add(IsOn(project)
                ? new ProjectCoverage(Relative(project), ProjectStatus.NoMachineLearning, "uses no ML library", project.Sources.Length, 0)
                : new ProjectCoverage(Relative(project), ProjectStatus.SwitchedOff, "MlReviewMode is None", project.Sources.Length, 0));
        }

        private async Task ReviewAsync(ProjectModel project, bool isAnalyzed, Dictionary<string, int> needed, CancellationToken cancellationToken)
        {
            var notices = new List<Notice>(project.Notices);
            try
            {
                var references = graph.Closure(project).Select(r => _compilations.GetValueOrDefault(r.Path)).OfType<CSharpCompilation>().ToList();
                var compilation = factory.Create(project, references, notices, cancellationToken);
                if (needed.ContainsKey(project.Path))
                    _compilations[project.Path] = compilation.Compilation;
                if (isAnalyzed)
                    await AnalyzeAsync(compilation, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One project must not take the review down; what went wrong is reported as its reason.
                Projects.Add(new ProjectCoverage(Relative(project), ProjectStatus.Failed, $"could not be analysed ({e.GetType().Name})", project.Sources.Length, 0));
            }
            Notices.AddRange(notices);
            if (isAnalyzed)
                foreach (var reference in graph.Closure(project))
                    if (--needed[reference.Path] == 0)
                        _compilations.Remove(reference.Path);
        }

        private async Task AnalyzeAsync(ProjectCompilation project, CancellationToken cancellationToken)
        {
            var result = await _analysis.RunAsync(project, filter.IsReviewed, cancellationToken).ConfigureAwait(false);
            if (work is not null)
                await work.WorkAsync(project, result, _analysis, cancellationToken).ConfigureAwait(false);
            foreach (var diagnostic in result.Diagnostics)
                if (_factory.TryCreate(diagnostic) is { } finding)
                    _findings.TryAdd((finding.Rule.Id, finding.Path, finding.Range, finding.Issue), finding);
            _factory.Forget();
            foreach (var (name, count) in result.Unbound)
                _unbound[name] = _unbound.GetValueOrDefault(name) + count;
            _files.UnionWith(project.Project.Sources);
            _analyzedFiles += result.AnalyzedFiles;
            _filesWithUnbound += result.FilesWithUnbound;
            Notices.AddRange(result.Failures.Select(f => new Notice(NoticeKind.Failed, scope.Root.Relative(project.Project.Path), $"made an analyzer fail ({f})")));
            Projects.Add(new ProjectCoverage(Relative(project.Project), ProjectStatus.Analyzed, "", project.Project.Sources.Length, result.AnalyzedFiles));
        }

        public ReviewResult Result()
        {
            var findings = _findings.Values.OrderBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Range.StartLine).ThenBy(f => f.Range.StartColumn)
                .ThenBy(f => f.Rule.Id, StringComparer.Ordinal).ThenBy(f => f.Issue, StringComparer.Ordinal).ToImmutableArray();
            var names = _unbound.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Take(MostUnboundNames).Select(u => Printable.Text(u.Key));
            var coverage = new Coverage([.. Projects.OrderBy(p => p.Path, StringComparer.Ordinal)], _files.Count, _analyzedFiles, _unbound.Values.Sum(), _filesWithUnbound, [.. names], [.. Notices.Distinct()]);
            var all = rules(s_nothing, new AnalyzerOptions([])).Analyzer.SupportedDiagnostics.OrderBy(d => d.Id, StringComparer.Ordinal).Select(FindingFactory.RuleOf);
            return new ReviewResult(scope.BasePath, findings, [.. all], coverage);
        }

        private string Relative(ProjectModel project) => PathRules.Relative(scope.BasePath, project.Path);
    }
}
