using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlReview.Testing;

/// <summary>Runs an analyzer the way its hosts do: as a build does, and live, file by file, as an editor does.</summary>
public static class AnalyzerHost
{
    private static readonly AnalyzerOptions _noOptions = new([]);

    /// <summary>Analyses the whole compilation at once.</summary>
    /// <param name="compilation">What to analyse.</param>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="options">Additional files and options; none by default.</param>
    /// <param name="concurrent">Whether the driver may run callbacks in parallel.</param>
    /// <param name="cancellation">Cancels the analysis.</param>
    /// <returns>The findings, by position.</returns>
    /// <exception cref="VerificationException">The analyzer threw.</exception>
    public static async Task<ImmutableArray<Diagnostic>> BuildAsync(
        Compilation compilation, DiagnosticAnalyzer analyzer, AnalyzerOptions? options = null, bool concurrent = true, CancellationToken cancellation = default)
    {
        var build = await BuildWithErrorsAsync(compilation, analyzer, options, concurrent, cancellation);
        build.ThrowOnFailure();
        return build.Findings;
    }

    /// <summary>As <see cref="BuildAsync"/>, with the compiler's errors: the driver compiles anyway, so they cost nothing more.</summary>
    internal static async Task<BuildOutcome> BuildWithErrorsAsync(
        Compilation compilation, DiagnosticAnalyzer analyzer, AnalyzerOptions? options = null, bool concurrent = true, CancellationToken cancellation = default)
    {
        var failures = new ConcurrentQueue<string>();
        var driver = Driver(compilation, analyzer, options, concurrent, failures);
        var all = (await driver.GetAllDiagnosticsAsync(cancellation)).ToLookup(IsFromCompiler);
        return new BuildOutcome(
            InOrder(all[false]),
            InOrder(all[true].Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)),
            [.. failures]);
    }

    /// <summary>
    /// Analyses each file on its own. Like an editor, this drops findings that a callback for one file reports in another,
    /// and those without a location. Files are visited last to first, so that no analysis leans on the order of a build.
    /// </summary>
    /// <param name="compilation">What to analyse.</param>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="options">Additional files and options; none by default.</param>
    /// <param name="visit">The files to visit; all by default.</param>
    /// <param name="cancellation">Cancels the analysis.</param>
    /// <returns>The findings, by position.</returns>
    /// <exception cref="VerificationException">The analyzer threw.</exception>
    public static async Task<ImmutableArray<Diagnostic>> LiveAsync(
        Compilation compilation, DiagnosticAnalyzer analyzer, AnalyzerOptions? options = null, Func<SyntaxTree, bool>? visit = null, CancellationToken cancellation = default)
    {
        var failures = new ConcurrentQueue<string>();
        var driver = Driver(compilation, analyzer, options, concurrent: false, failures);
        var findings = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var tree in driver.Compilation.SyntaxTrees.Where(visit ?? (_ => true)).Reverse())
        {
            findings.AddRange(await driver.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellation));
            findings.AddRange(await driver.GetAnalyzerSemanticDiagnosticsAsync(driver.Compilation.GetSemanticModel(tree), filterSpan: null, cancellation));
        }

        foreach (var file in (options ?? _noOptions).AdditionalFiles)
            findings.AddRange((await driver.GetAnalysisResultAsync(file, cancellation)).GetAllDiagnostics());
        new BuildOutcome([], [], [.. failures]).ThrowOnFailure();
        return InOrder(findings);
    }

    /// <summary>Sorts findings by file, position and id; those without a location come first.</summary>
    internal static ImmutableArray<Diagnostic> InOrder(IEnumerable<Diagnostic> findings) =>
    [
        .. findings
            .OrderBy(finding => finding.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.SourceSpan)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.GetMessage(), StringComparer.Ordinal),
    ];

    private static CompilationWithAnalyzers Driver(
        Compilation compilation, DiagnosticAnalyzer analyzer, AnalyzerOptions? options, bool concurrent, ConcurrentQueue<string> failures) =>
        compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
            options ?? _noOptions,
            (exception, _, _) => failures.Enqueue(exception.ToString()),
            concurrent,
            logAnalyzerExecutionTime: false));

    private static bool IsFromCompiler(Diagnostic diagnostic) => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);
}

/// <summary>What a build brought up.</summary>
/// <param name="Findings">What the analyzer reported.</param>
/// <param name="CompilerErrors">What the compiler could not compile.</param>
/// <param name="Failures">Exceptions of the analyzer.</param>
internal sealed record BuildOutcome(ImmutableArray<Diagnostic> Findings, ImmutableArray<Diagnostic> CompilerErrors, ImmutableArray<string> Failures)
{
    public void ThrowOnFailure()
    {
        if (Failures.Length > 0)
            throw new VerificationException($"The analyzer threw:\n{string.Join("\n\n", Failures)}");
    }
}
