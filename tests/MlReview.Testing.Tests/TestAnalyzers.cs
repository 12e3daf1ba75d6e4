using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlReview.Testing.Tests;

/// <summary>What a test analyzer reports on: the names of the classes of one file.</summary>
internal abstract class ClassNameAnalyzer : DiagnosticAnalyzer
{
    protected static readonly DiagnosticDescriptor Bad = new(
        "TST001", "Bad name", "'{0}' is a bad name", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    protected static readonly DiagnosticDescriptor Odd = new(
        "TST002", "Odd name", "'{0}' is an odd name", "Test", DiagnosticSeverity.Info, isEnabledByDefault: false);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Bad, Odd];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSemanticModelAction(Analyze);
    }

    protected abstract void Analyze(SemanticModelAnalysisContext context);

    protected static IEnumerable<SyntaxToken> Names(SyntaxTree tree, string part) =>
        tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            .Select(type => type.Identifier)
            .Where(name => name.Text.Contains(part, StringComparison.Ordinal));
}

/// <summary>Reports TST001 on "Bad" names (with the other bad names as additional locations) and TST002 on "Odd" ones.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BadNameAnalyzer : ClassNameAnalyzer
{
    protected override void Analyze(SemanticModelAnalysisContext context)
    {
        var tree = context.SemanticModel.SyntaxTree;
        if (context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue("test_allow_bad_names", out var allowed) && allowed == "true")
            return;
        var bad = Names(tree, "Bad").ToList();
        foreach (var name in bad)
            context.ReportDiagnostic(Diagnostic.Create(Bad, name.GetLocation(), bad.Where(other => other != name).Select(other => other.GetLocation()), name.Text));
        foreach (var name in Names(tree, "Odd"))
            context.ReportDiagnostic(Diagnostic.Create(Odd, name.GetLocation(), name.Text));
    }
}

/// <summary>Reports from the callback of one file in another one: builds show that, editors do not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CrossFileAnalyzer : ClassNameAnalyzer
{
    protected override void Analyze(SemanticModelAnalysisContext context)
    {
        var tree = context.SemanticModel.SyntaxTree;
        if (!tree.FilePath.EndsWith("Program.cs", StringComparison.Ordinal))
            return;
        foreach (var name in context.SemanticModel.Compilation.SyntaxTrees.Where(other => other != tree).SelectMany(other => Names(other, "Bad")))
            context.ReportDiagnostic(Diagnostic.Create(Bad, name.GetLocation(), name.Text));
    }
}

/// <summary>Throws on a "Bad" name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ThrowingAnalyzer : ClassNameAnalyzer
{
    protected override void Analyze(SemanticModelAnalysisContext context)
    {
        if (Names(context.SemanticModel.SyntaxTree, "Bad").Any())
            throw new InvalidOperationException("thrown on purpose");
    }
}

/// <summary>Reports in an additional file wherever it says "bad".</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class AdditionalFileAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor _rule = new(
        "TST001", "Bad line", "A bad line", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterAdditionalFileAction(file =>
        {
            var text = file.AdditionalFile.GetText(file.CancellationToken)!;
            foreach (var line in text.Lines.Where(line => line.ToString() == "bad"))
                file.ReportDiagnostic(Diagnostic.Create(_rule, Location.Create(file.AdditionalFile.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span))));
        });
    }
}
