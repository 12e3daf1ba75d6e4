using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlReview.Benchmarks;

/// <summary>Parsed code with its references. Each measurement takes a fresh compilation of it, in which nothing is bound yet.</summary>
internal sealed class MeasuredProgram
{
    private static readonly ImmutableArray<MetadataReference> _framework = Framework();
    private static readonly ImmutableArray<MetadataReference> _mlNet =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "surfaces"), "*.dll").Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly ImmutableArray<SyntaxTree> _trees;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly CSharpCompilationOptions _options;

    // By default one thread: what is compared is work, and how well it spreads over cores is not the analyzer's doing.
    public MeasuredProgram(IEnumerable<string> files, bool withMlNet, bool isConcurrent = false)
    {
        _options = new(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: isConcurrent);
        _trees = [.. files.Select((text, i) => CSharpSyntaxTree.ParseText(text, path: $"File{i}.cs"))];
        _references = withMlNet ? [.. _framework, .. _mlNet] : _framework;
        var errors = Fresh().GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
            throw new InvalidOperationException($"The generated code does not compile: {errors[0]}");
    }

    public int Lines => _trees.Sum(tree => tree.GetText().Lines.Count);

    public SyntaxTree Tree => _trees[0];

    public CSharpCompilation Fresh() => CSharpCompilation.Create("Measured", _trees, _references, _options);

    /// <summary>Compiles and analyses as a build does, without writing an assembly.</summary>
    public int Build(DiagnosticAnalyzer analyzer)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (failure, _, _) => throw new InvalidOperationException("The analyzer threw.", failure),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        return Fresh().WithAnalyzers([analyzer], options).GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult().Length;
    }

    private static ImmutableArray<MetadataReference> Framework()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
