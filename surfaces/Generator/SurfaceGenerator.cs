using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlReview.Surfaces;

/// <summary>The generated files by their path below <c>surfaces/</c>, and what keeps them from compiling.</summary>
public sealed record GeneratedSurfaces(SurfaceModel Model, IReadOnlyDictionary<string, string> Files, IReadOnlyList<Diagnostic> Errors);

/// <summary>Generates the surfaces in two passes: the first is bound to find out what the table does not say.</summary>
public static class SurfaceGenerator
{
    /// <summary>Reads the three files in <paramref name="folder"/>; writes nothing.</summary>
    public static GeneratedSurfaces Generate(string folder)
    {
        var model = new SurfaceModel(
            ApiTable.Read(Path.Combine(folder, "mlnet-api.tsv")),
            LeftOut.Read(Path.Combine(folder, "exceptions.tsv")),
            Supplement.Read(Path.Combine(folder, "supplement.txt")));
        foreach (var (type, analysis) in SymbolAnalysis.Run(model, Compile(Sources(model))).ToList())
            model.Analyses.Add(type, analysis);

        var sources = Sources(model);
        var errors = Compile(sources).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var files = sources.Append((Path: "Assemblies.props", Text: AssembliesProps(model))).ToDictionary(file => file.Path, file => file.Text);
        return new GeneratedSurfaces(model, files, errors);
    }

    // One compilation for all assemblies is enough to bind names; the build compiles each on its own.
    private static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources) => CSharpCompilation.Create(
        "surfaces",
        sources.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static List<(string Path, string Text)> Sources(SurfaceModel model) =>
        [.. model.Types
            .Where(type => TypeNames.Outer(type.Value.Row.Type) is null)
            .GroupBy(type => (type.Value.Row.Assembly, type.Value.Row.Namespace, Name: TypeNames.WithoutTypeParameters(type.Value.Row.Type)))
            .Select(group => (
                PathOf(group.Key.Assembly, group.Key.Namespace, group.Key.Name),
                TypeWriter.File(model, group.Key.Namespace, group.Select(type => type.Key)))),
            .. model.Supplement.Section("namespaces").Select(entry => (
                Path.Combine(entry.Name, "InternalNamespaces.cs"),
                TypeWriter.InternalNamespaces(entry.Name, entry.Text.Split(", "))))];

    private static string PathOf(string assembly, string inNamespace, string type)
    {
        var inner = inNamespace == assembly || inNamespace == "Microsoft.ML" ? ""
            : inNamespace.StartsWith(assembly + ".", StringComparison.Ordinal) ? inNamespace[(assembly.Length + 1)..]
            : inNamespace.StartsWith("Microsoft.ML.", StringComparison.Ordinal) ? inNamespace["Microsoft.ML.".Length..]
            : inNamespace;
        return Path.Combine(assembly, inner, type + ".cs");
    }

    private static string AssembliesProps(SurfaceModel model)
    {
        var text = new StringBuilder("<Project>\n  <!-- Written by surfaces/Generator: every surface after those it needs. -->\n  <ItemGroup>\n");
        foreach (var (assembly, needs) in model.Assemblies())
            text.Append($"    <SurfaceAssembly Include=\"{assembly}\" Needs=\"{string.Join(';', needs)}\" />\n");
        return text.Append("  </ItemGroup>\n</Project>\n").ToString();
    }
}
