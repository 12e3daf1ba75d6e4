using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers.Pipeline;
using MlReview.Analyzers.Rules;
using MlReview.Analyzers.Rules.Evaluation;
using MlReview.Testing;

namespace MlReview.Analyzers.Tests.Guides;

/// <summary>What a rule's tests call, as they do in the guide: here for the rule of the guide, which the product does not have.</summary>
internal static class Verify
{
    public static Task<ImmutableArray<Diagnostic>> RuleAsync(string id, string source) => Test(id, source).RunAsync();

    public static Task SilentAsync(string id, string source) => Test(id, source).RunAsync();

    private static RuleTest Test(string id, string source) => new(id) { Sources = { ("Program.cs", source) }, Analyzer = new ExampleAnalyzer() };

    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class ExampleAnalyzer : DiagnosticAnalyzer
    {
        private readonly Rule _rule = new MostRowsHeldOut();

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_rule.Descriptor, InternalRuleFailure.Descriptor];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start =>
            {
                var analysis = new CompilationAnalysis(start.Compilation, (_, _) => true, RuleOptions.None, [_rule]);
                start.RegisterSemanticModelAction(file =>
                {
                    foreach (var finding in analysis.In(file.SemanticModel.SyntaxTree, file.CancellationToken))
                        file.ReportDiagnostic(finding);
                });
            });
        }
    }
}
