using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Cli.Compilations;

/// <summary>The signatures of ML libraries that stand in for packages which were not restored.</summary>
internal sealed class SurfaceAssemblies
{
    private readonly ImmutableArray<(string Name, MetadataReference Reference)> _surfaces;

    public SurfaceAssemblies(string directory) =>
        _surfaces = Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory, "*.dll").Order(StringComparer.Ordinal).Select(p => (Path.GetFileNameWithoutExtension(p), (MetadataReference)MetadataReference.CreateFromFile(p)))]
            : [];

    /// <summary>Those that ship beside the tool.</summary>
    public static SurfaceAssemblies Shipped { get; } = new(Path.Combine(AppContext.BaseDirectory, "surfaces"));

    /// <summary>Changes when a surface does.</summary>
    public string Identity => string.Join(' ', _surfaces.Select(s => $"{s.Name} {Version(s.Reference)}"));

    /// <summary>
    /// A surface and the real assembly are never referenced together, nor a surface beside other assemblies of the real library: a type
    /// that is present twice is found by nobody.
    /// </summary>
    /// <param name="real">Simple names of the assemblies that real packages supply.</param>
    public IEnumerable<MetadataReference> Besides(IReadOnlySet<string> real)
    {
        var restored = real.Where(r => _surfaces.Any(s => s.Name.Equals(r, StringComparison.OrdinalIgnoreCase))).Select(Library).ToHashSet(StringComparer.Ordinal);
        return _surfaces.Where(s => !restored.Contains(Library(s.Name))).Select(s => s.Reference);
    }

    private static string Version(MetadataReference reference) =>
        reference is PortableExecutableReference file && file.GetMetadata() is AssemblyMetadata assembly ? assembly.GetModules()[0].GetModuleVersionId().ToString() : "";

    /// <summary>What is restored together: ML.NET is one library of many assemblies.</summary>
    private static string Library(string assembly) =>
        assembly.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.OrdinalIgnoreCase) ? "OnnxRuntime"
        : assembly.StartsWith("Microsoft.ML", StringComparison.OrdinalIgnoreCase) ? "ML.NET"
        : assembly;
}
