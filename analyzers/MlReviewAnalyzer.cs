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
        AllRules.Rules.Select(rule => rule.Descriptor).Append(InternalRuleFailure.Descriptor).Append(InvalidConfiguration.Descriptor).ToImmutableArray();

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!Library.IsReferencedBy(start.Compilation))
                return;
            var roles = TeamRoles.Read(start.Compilation, start.Options.AdditionalFiles, start.CancellationToken);
            var options = new RuleOptions(start.Options.AnalyzerConfigOptionsProvider.GetOptions);
            var analysis = new CompilationAnalysis(
                start.Compilation,
                (tree, cancellation) => tree.GetText(cancellation) is var text
                    && ((start.TryGetValue(text, NameFilter.Provider, out var isCandidate) && isCandidate) || NameFilter.Mentions(text, roles.Names)),
                options,
                teamRoles: roles);
            start.RegisterSemanticModelAction(file =>
            {
                foreach (var finding in analysis.In(file.SemanticModel.SyntaxTree, file.CancellationToken))
                {
                    // A driver that was cancelled takes no more diagnostics.
                    file.CancellationToken.ThrowIfCancellationRequested();
                    file.ReportDiagnostic(finding);
                }
            });
            RegisterConfiguration(start, roles, options);
        });
    }

    /// <summary>Settings without effect: those of role files at their line, also live; those of <c>.editorconfig</c> once, in a build.</summary>
    private static void RegisterConfiguration(CompilationStartAnalysisContext start, TeamRoles roles, RuleOptions options)
    {
        if (!roles.Problems.IsEmpty)
        {
            start.RegisterAdditionalFileAction(file =>
            {
                foreach (var problem in roles.ProblemsIn(file.AdditionalFile))
                    file.ReportDiagnostic(InvalidConfiguration.Of(problem));
            });
        }

        start.RegisterCompilationEndAction(end =>
        {
            foreach (var problem in options.Problems(end.Compilation.SyntaxTrees))
                end.ReportDiagnostic(InvalidConfiguration.Of(problem));
        });
    }
}
