using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;
using MlReview.Analyzers.Rules;

namespace MlReview.Analyzers;

/// <summary>
/// Hosts every rule. Registers one semantic-model action, and only where a machine-learning library is referenced:
/// measured, any operation or syntax action costs a third of an analysis even on code without machine learning.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MlReviewAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        AllRules.Rules.Select(rule => rule.Descriptor).Append(InternalRuleFailure.Descriptor).ToImmutableArray();

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!Library.IsReferencedBy(start.Compilation))
                return;
            var analysis = new CompilationAnalysis(
                start.Compilation,
                (tree, cancellation) => start.TryGetValue(tree.GetText(cancellation), NameFilter.Provider, out var isCandidate) && isCandidate,
                new RuleOptions(start.Options.AnalyzerConfigOptionsProvider.GetOptions));
            start.RegisterSemanticModelAction(file =>
            {
                foreach (var finding in analysis.In(file.SemanticModel.SyntaxTree, file.CancellationToken))
                {
                    // A driver that was cancelled takes no more diagnostics.
                    file.CancellationToken.ThrowIfCancellationRequested();
                    file.ReportDiagnostic(finding);
                }
            });
        });
    }
}
