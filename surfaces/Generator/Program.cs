using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.Surfaces;

if (args is not [var folder])
{
    Console.Error.WriteLine("usage: dotnet run --project surfaces/Generator -- surfaces");
    return 1;
}

var model = new SurfaceModel(
    ApiTable.Read(Path.Combine(folder, "mlnet-api.tsv")),
    LeftOut.Read(Path.Combine(folder, "exceptions.tsv")),
    Supplement.Read(Path.Combine(folder, "supplement.txt")));
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
    .ToList();

// One compilation for all assemblies is enough to bind names; the build compiles each on its own.
var first = Files(model);
var compilation = CSharpCompilation.Create(
    "surfaces",
    first.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)),
    references,
    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
foreach (var (type, analysis) in SymbolAnalysis.Run(model, compilation).ToList())
    model.Analyses.Add(type, analysis);

var second = Files(model);
foreach (var assembly in Directory.EnumerateDirectories(folder, "Microsoft.*"))
    Directory.Delete(assembly, recursive: true);
foreach (var (path, text) in second)
{
    var target = Path.Combine(folder, path);
    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
    File.WriteAllText(target, text);
}
File.WriteAllText(Path.Combine(folder, "Assemblies.props"), AssembliesProps(model));

var errors = compilation
    .RemoveAllSyntaxTrees()
    .AddSyntaxTrees(second.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)))
    .GetDiagnostics()
    .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
    .ToList();
foreach (var error in errors)
    Console.Error.WriteLine(error);
Console.WriteLine($"{second.Count} files, {model.Types.Count} types, {model.Rows.Count(row => row.Kind != "type")} members, {errors.Count} errors");
return errors.Count == 0 ? 0 : 1;

static List<(string Path, string Text)> Files(SurfaceModel model) =>
    [.. model.Types
        .Where(type => TypeNames.Outer(type.Value.Row.Type) is null)
        .GroupBy(type => (type.Value.Row.Assembly, type.Value.Row.Namespace, Name: TypeNames.WithoutTypeParameters(type.Value.Row.Type)))
        .Select(group => (
            PathOf(group.Key.Assembly, group.Key.Namespace, group.Key.Name),
            TypeWriter.File(model, group.Key.Namespace, group.Select(type => type.Key)))),
        .. model.Supplement.Section("namespaces").Select(entry => (
            Path.Combine(entry.Name, "InternalNamespaces.cs"),
            TypeWriter.InternalNamespaces(entry.Name, entry.Text.Split(", "))))];

static string PathOf(string assembly, string inNamespace, string type)
{
    var inner = inNamespace == assembly || inNamespace == "Microsoft.ML" ? ""
        : inNamespace.StartsWith(assembly + ".", StringComparison.Ordinal) ? inNamespace[(assembly.Length + 1)..]
        : inNamespace.StartsWith("Microsoft.ML.", StringComparison.Ordinal) ? inNamespace["Microsoft.ML.".Length..]
        : inNamespace;
    return Path.Combine(assembly, inner, type + ".cs");
}

static string AssembliesProps(SurfaceModel model)
{
    var text = new StringBuilder("<Project>\n  <!-- Written by surfaces/Generator: every surface after those it needs. -->\n  <ItemGroup>\n");
    foreach (var (assembly, needs) in model.Assemblies())
        text.Append($"    <SurfaceAssembly Include=\"{assembly}\" Needs=\"{string.Join(';', needs)}\" />\n");
    return text.Append("  </ItemGroup>\n</Project>\n").ToString();
}
