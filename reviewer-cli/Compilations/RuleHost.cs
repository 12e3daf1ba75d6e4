using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;
using MlReview.Analyzers.Rules;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Compilations;

/// <summary>The rules over one compilation: an analyzer for Roslyn's driver, and which files it could report in.</summary>
/// <param name="MayReportIn">False only where the analyzer is certain to be silent.</param>
internal sealed record RuleHost(DiagnosticAnalyzer Analyzer, Func<SyntaxTree, CancellationToken, bool> MayReportIn)
{
    /// <summary>The settings of config files that mean nothing. A build reports them without a place.</summary>
    public ImmutableArray<Misconfiguration> Misconfigurations { get; init; } = [];

    /// <summary>The pipelines and what they do right, as soon as the first file was asked about.</summary>
    public Func<ProjectDrawing> Drawing { get; init; } = () => ProjectDrawing.None;

    /// <summary>
    /// The product's rules. Roslyn starts every analyzer anew for each file it is asked about (measured: five files, five compilation
    /// starts, five compilations), which would build the pipeline graph once per file. So the graph is built here, once, and the driver is
    /// asked only about files with findings: it decides what severity, suppression and generated code make of them, as in a build.
    /// </summary>
    public static RuleHost OfProduct(Compilation compilation, AnalyzerOptions settings)
    {
        if (!Library.IsReferencedBy(compilation))
            return new RuleHost(new SharedAnalysis(null, TeamRoles.None), (_, _) => false);
        var roles = TeamRoles.Read(compilation, settings.AdditionalFiles, CancellationToken.None);
        var options = new RuleOptions(settings.AnalyzerConfigOptionsProvider.GetOptions);
        var drawing = ProjectDrawing.None;
        var analysis = new CompilationAnalysis(
            compilation, (tree, cancellation) => tree.GetText(cancellation) is var text && (NameFilter.Mentions(text) || NameFilter.Mentions(text, roles.Names)), options, teamRoles: roles)
        {
            Observer = (graph, found, cancellation) => drawing = ProjectDrawing.Of(graph, found, cancellation),
        };
        return new RuleHost(new SharedAnalysis(analysis, roles), (tree, cancellation) => !analysis.In(tree, cancellation).IsEmpty)
        {
            Misconfigurations = [.. options.Problems(compilation.SyntaxTrees)],
            Drawing = () => drawing,
        };
    }

    /// <summary><see cref="MlReviewAnalyzer"/> with an analysis that outlives the driver's requests.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class SharedAnalysis(CompilationAnalysis? analysis, TeamRoles roles) : DiagnosticAnalyzer
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
            context.RegisterAdditionalFileAction(file =>
            {
                foreach (var problem in roles.ProblemsIn(file.AdditionalFile))
                    file.ReportDiagnostic(InvalidConfiguration.Of(problem));
            });
        }
    }
}
