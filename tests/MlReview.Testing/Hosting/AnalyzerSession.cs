using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlReview.Testing;

/// <summary>
/// One analysis of one compilation, as a host keeps it: what the analyzer stores for a compilation lives as long as the session,
/// so a second request meets what a first, perhaps cancelled, one left behind.
/// </summary>
public sealed class AnalyzerSession
{
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly CompilationWithAnalyzers _driver;
    private readonly ImmutableArray<AdditionalText> _additionalFiles;

    /// <summary>Prepares an analysis; nothing runs yet.</summary>
    /// <param name="compilation">What to analyse.</param>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="options">Additional files and options; none by default.</param>
    /// <param name="concurrent">Whether the driver may run callbacks in parallel.</param>
    public AnalyzerSession(Compilation compilation, DiagnosticAnalyzer analyzer, AnalyzerOptions? options = null, bool concurrent = true)
    {
        options ??= new AnalyzerOptions([]);
        _additionalFiles = options.AdditionalFiles;
        _driver = compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
            options,
            (exception, _, _) =>
            {
                if (!IsClosedQueue(exception))
                    _failures.Enqueue(exception.ToString());
            },
            concurrent,
            logAnalyzerExecutionTime: false));
    }

    /// <summary>Analyses the whole compilation at once, as a build does.</summary>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>The findings, by position.</returns>
    /// <exception cref="VerificationException">The analyzer threw.</exception>
    public async Task<ImmutableArray<Diagnostic>> BuildAsync(CancellationToken cancellation = default)
    {
        var build = await BuildWithErrorsAsync(cancellation);
        build.ThrowOnFailure();
        return build.Findings;
    }

    /// <summary>As <see cref="BuildAsync"/>, with the compiler's errors: the driver compiles anyway, so they cost nothing more.</summary>
    /// <param name="cancellation">Cancels the request.</param>
    public async Task<BuildOutcome> BuildWithErrorsAsync(CancellationToken cancellation = default)
    {
        var all = (await _driver.GetAllDiagnosticsAsync(cancellation)).ToLookup(IsFromCompiler);
        return new BuildOutcome(
            FindingOrder.Sort(all[false]),
            FindingOrder.Sort(all[true].Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)),
            [.. _failures.Distinct()]);
    }

    /// <summary>
    /// Analyses each file on its own. Like an editor, this drops findings that a callback for one file reports in another,
    /// and those without a location. Files are visited last to first, so that no analysis leans on the order of a build.
    /// </summary>
    /// <param name="visit">The files to visit; all by default.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>The findings, by position.</returns>
    /// <exception cref="VerificationException">The analyzer threw.</exception>
    public async Task<ImmutableArray<Diagnostic>> LiveAsync(Func<SyntaxTree, bool>? visit = null, CancellationToken cancellation = default)
    {
        var findings = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var tree in _driver.Compilation.SyntaxTrees.Where(visit ?? (_ => true)).Reverse())
        {
            findings.AddRange(await _driver.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellation));
            findings.AddRange(await _driver.GetAnalyzerSemanticDiagnosticsAsync(_driver.Compilation.GetSemanticModel(tree), filterSpan: null, cancellation));
        }

        foreach (var file in _additionalFiles)
            findings.AddRange((await _driver.GetAnalysisResultAsync(file, cancellation)).GetAllDiagnostics());
        new BuildOutcome([], [], [.. _failures.Distinct()]).ThrowOnFailure();
        return FindingOrder.Sort(findings);
    }

    /// <summary>
    /// A cancelled driver closes its queue while a callback may still be reporting: the race is the driver's own, and no host sees it.
    /// </summary>
    private static bool IsClosedQueue(Exception exception) =>
        exception is InvalidOperationException && exception.StackTrace?.Contains("DiagnosticQueue", StringComparison.Ordinal) == true;

    private static bool IsFromCompiler(Diagnostic diagnostic) => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);
}
