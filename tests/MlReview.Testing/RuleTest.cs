using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers;

namespace MlReview.Testing;

/// <summary>
/// Analyses a program and compares the findings of some rules with the markup in its sources.
/// A failure inside the analyzer (MLR001, an exception), an unexpected compiler error and a difference between a build
/// and live analysis always fail.
/// </summary>
/// <param name="ids">The compared rules; <c>[|…|]</c> marks a finding of the first. Rules that other markers name are compared too.</param>
public sealed class RuleTest(params string[] ids)
{
    internal const string InternalFailure = "MLR001";

    /// <summary>The program's files with markup; names are relative to <see cref="TestProgram.Folder"/>.</summary>
    public IList<(string FileName, string Markup)> Sources { get; } = [];

    /// <summary>Additional files with markup, such as a role file.</summary>
    public IList<(string FileName, string Markup)> AdditionalFiles { get; } = [];

    /// <summary>Keys of an <c>.editorconfig</c> that covers all files; <c>dotnet_diagnostic.….severity</c> works as well.</summary>
    public IDictionary<string, string> Options { get; } = new Dictionary<string, string>();

    /// <summary>References besides the framework and the ML surfaces.</summary>
    public IList<MetadataReference> References { get; } = [];

    /// <summary>Findings about which more is known than their place; a marked finding at the same span is the same finding.</summary>
    public IList<ExpectedFinding> Expected { get; } = [];

    /// <summary>Whether compiler errors are part of the test. (A single expected one can be marked: <c>{|CS0103:…|}</c>.)</summary>
    public bool AllowCompilerErrors { get; set; }

    /// <summary>Leaves out the ML surfaces, their usings and the shared row classes.</summary>
    public bool WithoutMlNet { get; set; }

    /// <summary>The analyzer; MlReview's own by default.</summary>
    public DiagnosticAnalyzer Analyzer { get; set; } = new MlReviewAnalyzer();

    /// <summary>Whether anything in <see cref="Sources"/>, <see cref="AdditionalFiles"/> or <see cref="Expected"/> says that something is found.</summary>
    public bool ExpectsFindings =>
        Expected.Count > 0 || Sources.Concat(AdditionalFiles).Any(file => MarkedSource.Parse(file.Markup).Spans.Any(span => span.Name is null));

    /// <summary>Runs the analysis and verifies it.</summary>
    /// <returns>The compared findings, by file and position.</returns>
    /// <exception cref="VerificationException">Something differs; the message shows what.</exception>
    public async Task<ImmutableArray<Diagnostic>> RunAsync()
    {
        if (Sources.Count == 0)
            throw new InvalidOperationException("The test has no sources.");

        var files = Sources.Select(file => TestFile.Source(file.FileName, file.Markup))
            .Concat(AdditionalFiles.Select(file => TestFile.Additional(file.FileName, file.Markup)))
            .ToImmutableArray();
        var config = new EditorConfig(Options);
        var options = new AnalyzerOptions([.. files.Select(file => file.AdditionalText).OfType<AdditionalText>()], config);
        var compilation = Compile(files, config);

        var build = await new AnalyzerSession(compilation, Analyzer, options).BuildWithErrorsAsync();
        VerifyCompilerErrors(files, build.CompilerErrors);
        VerifyIds();
        build.ThrowOnFailure();
        await VerifyLiveAsync(compilation, options, build.Findings);
        return VerifyFindings(files, build.Findings);
    }

    private Compilation Compile(ImmutableArray<TestFile> files, EditorConfig config)
    {
        Compilation compilation = TestProgram.Compile([.. files.Select(file => file.Tree).OfType<SyntaxTree>()], WithoutMlNet);
        if (References.Count > 0)
            compilation = compilation.AddReferences(References);

        var compilationOptions = compilation.Options;
        if (Analyzer.SupportedDiagnostics.Where(rule => !rule.IsEnabledByDefault).ToList() is { Count: > 0 } off)
            compilationOptions = compilationOptions.WithSpecificDiagnosticOptions(off.ToImmutableDictionary(rule => rule.Id, Enabled));
        if (Options.Count > 0)
            compilationOptions = compilationOptions.WithSyntaxTreeOptionsProvider(config.Severities);
        return compilation.WithOptions(compilationOptions);
    }

    private static ReportDiagnostic Enabled(DiagnosticDescriptor rule) => rule.DefaultSeverity switch
    {
        DiagnosticSeverity.Error => ReportDiagnostic.Error,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        _ => ReportDiagnostic.Hidden,
    };

    private void VerifyCompilerErrors(ImmutableArray<TestFile> files, ImmutableArray<Diagnostic> errors)
    {
        if (AllowCompilerErrors)
            return;
        var expectations = files.SelectMany(file => file.Expectations(IsCompilerError, firstId: null));
        new FindingComparison(files, [.. expectations], errors).ThrowOnDifference("compiler error");
    }

    private async Task VerifyLiveAsync(Compilation compilation, AnalyzerOptions options, ImmutableArray<Diagnostic> built)
    {
        // Each visited file costs as much as the whole build: a hidden one is visited only when the build found something in it.
        var withFindings = built.Select(finding => finding.Location.SourceTree).ToHashSet();
        var live = await AnalyzerHost.LiveAsync(compilation, Analyzer, options, tree => !TestProgram.IsHidden(tree) || withFindings.Contains(tree));
        ModeComparison.Verify(built, live);
    }

    // A misspelt id would make every silent test pass.
    private void VerifyIds()
    {
        var known = Analyzer.SupportedDiagnostics.Select(rule => rule.Id).ToHashSet();
        if (ids.FirstOrDefault(id => !known.Contains(id)) is { } unknown)
            throw new VerificationException($"The analyzer has no rule '{unknown}'. It has: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    private ImmutableArray<Diagnostic> VerifyFindings(ImmutableArray<TestFile> files, ImmutableArray<Diagnostic> all)
    {
        if (all.FirstOrDefault(finding => finding.Id == InternalFailure && !ids.Contains(InternalFailure)) is { } failure)
            throw new VerificationException($"A rule failed inside the analyzer: {failure}");

        var expectations = files
            .SelectMany(file => file.Expectations(id => !IsCompilerError(id), ids.FirstOrDefault()))
            .ToList();
        foreach (var detail in Expected)
        {
            var place = TestFile.Named(files, detail.Location);
            var marked = expectations.FindIndex(expectation => expectation.Id == detail.Id && expectation.Place == place && expectation.Detail is null);
            if (marked >= 0)
                expectations[marked] = expectations[marked] with { Detail = detail };
            else
                expectations.Add(new Expectation(detail.Id, place, detail));
        }

        var compared = ids.Concat(expectations.Select(expectation => expectation.Id)).ToHashSet();
        var findings = ids.Length == 0 ? all : [.. all.Where(finding => compared.Contains(finding.Id))];
        new FindingComparison(files, [.. expectations], findings).ThrowOnDifference("finding");
        return findings;
    }

    private static bool IsCompilerError(string id) => id.StartsWith("CS", StringComparison.Ordinal);
}
