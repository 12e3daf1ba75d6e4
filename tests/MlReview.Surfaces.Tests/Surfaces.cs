using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlReview.Surfaces.Tests;

/// <summary>The built surfaces as symbols, and the files that they were generated from.</summary>
internal static class Surfaces
{
    private static readonly Lazy<CSharpCompilation> Loaded = new(Load);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "surfaces");

    public static IReadOnlyList<ApiRow> Table { get; } = ApiTable.Read(Path.Combine(AppContext.BaseDirectory, "mlnet-api.tsv"));

    public static LeftOut LeftOut { get; } = LeftOut.Read(Path.Combine(AppContext.BaseDirectory, "exceptions.tsv"));

    /// <summary>The rows that must be present, and only they.</summary>
    public static IReadOnlyList<ApiRow> Rows { get; } = [.. Table.Where(row => !LeftOut.Contains(row))];

    public static CSharpCompilation Compilation => Loaded.Value;

    public static IEnumerable<IAssemblySymbol> Assemblies => Compilation.References
        .OfType<PortableExecutableReference>()
        .Where(reference => Path.GetDirectoryName(reference.FilePath) == Folder)
        .Select(reference => (IAssemblySymbol)Compilation.GetAssemblyOrModuleSymbol(reference)!);

    public static IEnumerable<INamedTypeSymbol> PublicTypes => Assemblies.SelectMany(assembly => TypesIn(assembly.GlobalNamespace));

    public static INamedTypeSymbol Type(string metadataName) =>
        Compilation.GetTypeByMetadataName(metadataName) ?? throw new InvalidOperationException($"No type {metadataName}.");

    /// <summary>Compiles <paramref name="source"/> against the surfaces; the errors.</summary>
    public static ImmutableArray<Diagnostic> Errors(string source) =>
        [.. Compilation
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source))
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    private static CSharpCompilation Load()
    {
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var references = framework
            .Concat(Directory.EnumerateFiles(Folder, "*.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create("program", [], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol home) =>
        home.GetTypeMembers().SelectMany(WithNested).Concat(home.GetNamespaceMembers().SelectMany(TypesIn));

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
            ? type.GetTypeMembers().SelectMany(WithNested).Prepend(type)
            : [];
}
