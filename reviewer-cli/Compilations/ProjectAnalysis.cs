using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Rules;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Compilations;

/// <summary>What the analyzers said about one project.</summary>
/// <param name="AnalyzedFiles">How many of its files were asked about.</param>
/// <param name="Unbound">Names that did not bind in those files, with their number.</param>
internal sealed record AnalysisResult(
    ImmutableArray<Diagnostic> Diagnostics, int AnalyzedFiles, ImmutableDictionary<string, int> Unbound, int FilesWithUnbound, ImmutableArray<string> Failures)
{
    /// <summary>Its pipelines, and what they do right.</summary>
    public ProjectDrawing Drawing { get; init; } = ProjectDrawing.None;
}

/// <summary>
/// Runs the rules file by file, so that only what they look at is bound. Asking a compilation for all its diagnostics would bind every
/// method of a code base of which a twentieth is about machine learning.
/// </summary>
internal sealed class ProjectAnalysis(Func<Compilation, AnalyzerOptions, RuleHost> rules)
{
    /// <summary>Compiler errors that mean: this name stands for nothing here.</summary>
    private static readonly HashSet<string> s_unbound = new(StringComparer.Ordinal)
        { "CS0103", "CS0117", "CS0234", "CS0246", "CS0400", "CS0012", "CS1061", "CS1069", "CS7069", "CS0426", "CS1705" };

    public async Task<AnalysisResult> RunAsync(ProjectCompilation project, Func<string, bool> isReviewed, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentBag<string>();
        var options = new AnalyzerOptions(project.AdditionalTexts, project.Settings.Options);
        var host = rules(project.Compilation, options);
        var driver = new CompilationWithAnalyzers(project.Compilation, [host.Analyzer], new CompilationWithAnalyzersOptions(
            options,
            (exception, _, _) => failures.Add(exception.GetType().Name),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false));
        var diagnostics = new ConcurrentBag<Diagnostic>();
        var unbound = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var filesWithUnbound = 0;
        var reviewed = project.Compilation.SyntaxTrees.Where(t => t.FilePath.Length > 0 && isReviewed(t.FilePath)).ToList();
        var candidates = reviewed.Where(t => NameFilter.Mentions(t.GetText(cancellationToken))).ToHashSet();

        // Also files that name no library: a helper that a pipeline calls may be where the guilt is. Asked before the work is spread, for
        // the first question builds the graph, and threads that wait for it would be missing in other projects.
        var guilty = reviewed.Where(t => host.MayReportIn(t, cancellationToken)).ToHashSet();
        await Parallel.ForEachAsync(guilty.Union(candidates), cancellationToken, async (tree, cancellation) =>
        {
            if (guilty.Contains(tree))
                foreach (var diagnostic in await driver.GetAnalyzerSemanticDiagnosticsAsync(driver.Compilation.GetSemanticModel(tree), filterSpan: null, cancellation).ConfigureAwait(false))
                    diagnostics.Add(diagnostic);
            if (!candidates.Contains(tree))
                return;
            var missing = project.Compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellation).Where(d => s_unbound.Contains(d.Id)).ToList();
            foreach (var diagnostic in missing)
                unbound.AddOrUpdate(Name(diagnostic), 1, static (_, count) => count + 1);
            if (missing.Count > 0)
                Interlocked.Increment(ref filesWithUnbound);
        }).ConfigureAwait(false);

        foreach (var text in project.AdditionalTexts.Where(t => isReviewed(t.Path)))
            foreach (var diagnostic in (await driver.GetAnalysisResultAsync(text, cancellationToken).ConfigureAwait(false)).GetAllDiagnostics())
                diagnostics.Add(diagnostic);
        foreach (var diagnostic in CompilationWithAnalyzers.GetEffectiveDiagnostics(Misconfigured(project, host), project.Compilation))
            if (isReviewed(diagnostic.Location.GetLineSpan().Path))
                diagnostics.Add(diagnostic);
        var drawing = host.Drawing();
        return new AnalysisResult([.. diagnostics], candidates.Count, unbound.ToImmutableDictionary(), filesWithUnbound, [.. failures.Distinct(), .. drawing.Failures]) { Drawing = drawing };
    }

    /// <summary>Settings that a build reports without a place, at the line where they stand.</summary>
    private static IEnumerable<Diagnostic> Misconfigured(ProjectCompilation project, RuleHost host)
    {
        foreach (var problem in host.Misconfigurations)
            if (project.Settings.Find(problem.Setting) is { } location)
                yield return InvalidConfiguration.Of(problem with { Location = location });
        if (!ProjectModel.Modes.Contains(project.Project.Mode, StringComparer.OrdinalIgnoreCase))
            yield return InvalidConfiguration.Of(new Misconfiguration(
                Location.Create(project.Project.Path, default, default), $"MlReviewMode = {project.Project.Mode}", "it takes Recommended, Strict, Minimal or None"));
    }

    /// <summary>The source text that did not bind.</summary>
    private static string Name(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) is { Length: > 0 and < 80 } text ? text : "?";
}
