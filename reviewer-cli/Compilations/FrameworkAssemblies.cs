using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Cli.Compilations;

/// <summary>
/// The assemblies of the .NET and ASP.NET Core that run this tool, as references. Measured against reference assemblies from a package
/// (53 MB in the tool for every target framework): these cost nothing to ship, and code written for an older framework binds to them.
/// </summary>
internal static class FrameworkAssemblies
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_core = new(() => Load(CoreDirectory));
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_aspNetCore = new(() => AspNetCoreDirectory is { } directory ? Load(directory) : []);

    public static ImmutableArray<MetadataReference> Core => s_core.Value;

    /// <summary>Empty where ASP.NET Core is not installed.</summary>
    public static ImmutableArray<MetadataReference> AspNetCore => s_aspNetCore.Value;

    private static string CoreDirectory => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The version next to the running .NET, else the newest there is; null where it is not installed.</summary>
    public static string? AspNetCoreDirectory
    {
        get
        {
            var all = Path.GetFullPath(Path.Combine(CoreDirectory, "..", "..", "Microsoft.AspNetCore.App"));
            if (!Directory.Exists(all))
                return null;
            var same = Path.Combine(all, Path.GetFileName(CoreDirectory));
            return Directory.Exists(same) ? same
                : Directory.GetDirectories(all).OrderByDescending(d => Version.TryParse(Path.GetFileName(d).Split('-')[0], out var v) ? v : new Version()).FirstOrDefault();
        }
    }

    private static ImmutableArray<MetadataReference> Load(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.dll").Where(IsManaged).Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>By name, for opening three hundred files to look would take longer than the names deserve.</summary>
    private static bool IsManaged(string path)
    {
        var name = Path.GetFileName(path);
        return !name.Contains(".Native", StringComparison.OrdinalIgnoreCase)
            && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
                || name is "mscorlib.dll" or "netstandard.dll" or "WindowsBase.dll");
    }
}
