using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Cli.Compilations;

/// <summary>The rules over one compilation: an analyzer for Roslyn's driver, and which files it could report in.</summary>
/// <param name="MayReportIn">False only where the analyzer is certain to be silent.</param>
internal sealed record RuleHost(DiagnosticAnalyzer Analyzer, Func<SyntaxTree, CancellationToken, bool> MayReportIn)
{
    /// <summary>
    /// The product's rules. Roslyn starts every analyzer anew for each file it is asked about (measured: five files, five compilation
    /// starts, five compilations), which would build the pipeline graph once per file. So the graph is built here, once, and the driver is
    /// asked only about files with findings: it decides what severity, suppression and generated code make of them, as in a build.
    /// </summary>
    public static RuleHost OfProduct(Compilation compilation, AnalyzerConfigOptionsProvider options)
    {
        if (!Library.IsReferencedBy(compilation))
            return new RuleHost(new SharedAnalysis(null), (_, _) => false);
        var analysis = new CompilationAnalysis(compilation, (tree, cancellation) => NameFilter.Mentions(tree.GetText(cancellation)), new RuleOptions(options.GetOptions));
        return new RuleHost(new SharedAnalysis(analysis), (tree, cancellation) => !analysis.In(tree, cancellation).IsEmpty);
    }

    /// <summary><see cref="MlReviewAnalyzer"/> with an analysis that outlives the driver's requests.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class SharedAnalysis(CompilationAnalysis? analysis) : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = new MlReviewAnalyzer().SupportedDiagnostics;

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            if (analysis is null)
                return;
            context.RegisterSemanticModelAction(file =>
            {
                foreach (var finding in analysis.In(file.SemanticModel.SyntaxTree, file.CancellationToken))
                    file.ReportDiagnostic(finding);
            });
        }
    }
}
