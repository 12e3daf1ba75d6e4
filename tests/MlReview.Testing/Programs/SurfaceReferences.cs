using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Testing;

/// <summary>The surfaces of the ML libraries as references, read once per process.</summary>
public static class SurfaceReferences
{
    public static ImmutableArray<MetadataReference> All { get; } = Read();

    private static ImmutableArray<MetadataReference> Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "surfaces");
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.dll") : [];
        return files.Length > 0
            ? [.. files.Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path))]
            : throw new InvalidOperationException($"No surface assemblies in '{folder}': they come with a reference to MlReview.Surfaces.");
    }
}
