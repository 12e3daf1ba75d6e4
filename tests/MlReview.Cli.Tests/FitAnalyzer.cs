using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlReview.Cli.Tests;

/// <summary>Stands in for the rules: every call of <c>Fit</c> that binds is a finding, and what it is called on is its evidence.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FitAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "TST001", "Fit was called", "'{0}' is fitted here", "Testing", DiagnosticSeverity.Warning, isEnabledByDefault: true, "Fit is called.", "https://example.org/TST001");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSemanticModelAction(Analyze);
    }

    private static void Analyze(SemanticModelAnalysisContext context)
    {
        foreach (var call in context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Fit" } access || context.SemanticModel.GetSymbolInfo(call).Symbol is null)
                continue;
            var properties = ImmutableDictionary<string, string?>.Empty
                .Add("mlreview.severity", "Critical").Add("mlreview.impact", "The score is too good.").Add("mlreview.fix", "Split first.").Add("mlreview.path", "the estimator");
            context.ReportDiagnostic(Diagnostic.Create(s_descriptor, call.GetLocation(), [access.Expression.GetLocation()], properties, access.Expression.ToString()));
        }
    }
}
