using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlReview.Testing;

/// <summary>Runs an analyzer once, the way its hosts do; <see cref="AnalyzerSession"/> answers several requests.</summary>
public static class AnalyzerHost
{
    /// <inheritdoc cref="AnalyzerSession.BuildAsync"/>
    public static Task<ImmutableArray<Diagnostic>> BuildAsync(
        Compilation compilation, DiagnosticAnalyzer analyzer, AnalyzerOptions? options = null, bool concurrent = true, CancellationToken cancellation = default) =>
        new AnalyzerSession(compilation, analyzer, options, concurrent).BuildAsync(cancellation);

    /// <inheritdoc cref="AnalyzerSession.LiveAsync"/>
    public static Task<ImmutableArray<Diagnostic>> LiveAsync(
        Compilation compilation, DiagnosticAnalyzer analyzer, AnalyzerOptions? options = null, Func<SyntaxTree, bool>? visit = null, CancellationToken cancellation = default) =>
        new AnalyzerSession(compilation, analyzer, options, concurrent: false).LiveAsync(visit, cancellation);
}
