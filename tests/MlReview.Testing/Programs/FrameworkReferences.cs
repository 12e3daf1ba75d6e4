using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Testing;

/// <summary>The framework's assemblies as references, read once per process.</summary>
public static class FrameworkReferences
{
    public static ImmutableArray<MetadataReference> All { get; } = Read();

    private static ImmutableArray<MetadataReference> Read()
    {
        // The list also names the test's own packages: only what lies beside the core library is the framework.
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return [.. platform.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
