using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlReview.Cli.Compilations;

/// <summary>
/// The rules know a test project by the test framework that it references. Where packages were not restored, an empty assembly of that name
/// stands in, so that they judge the project as they would in a build.
/// </summary>
internal static class TestFrameworks
{
    private static readonly ImmutableArray<(string Package, string Assembly)> s_known =
    [
        ("xunit", "xunit.core"), ("xunit.core", "xunit.core"), ("xunit.v3", "xunit.v3.core"), ("NUnit", "nunit.framework"), ("TUnit", "TUnit.Core"),
        ("MSTest", "Microsoft.VisualStudio.TestPlatform.TestFramework"), ("MSTest.TestFramework", "Microsoft.VisualStudio.TestPlatform.TestFramework"),
    ];

    private static readonly ConcurrentDictionary<string, MetadataReference> s_stubs = new(StringComparer.Ordinal);

    public static bool IsOne(string package) => s_known.Any(k => k.Package.Equals(package, StringComparison.OrdinalIgnoreCase));

    /// <param name="packages">What the project references.</param>
    /// <param name="present">Simple names of the assemblies that are there.</param>
    public static IEnumerable<MetadataReference> StubsFor(IEnumerable<string> packages, IReadOnlySet<string> present) =>
        packages.SelectMany(p => s_known.Where(k => k.Package.Equals(p, StringComparison.OrdinalIgnoreCase))).Select(k => k.Assembly)
            .Distinct(StringComparer.Ordinal).Where(a => !present.Contains(a)).Select(a => s_stubs.GetOrAdd(a, Empty));

    private static MetadataReference Empty(string name)
    {
        var image = new MemoryStream();
        CSharpCompilation.Create(name, references: [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
