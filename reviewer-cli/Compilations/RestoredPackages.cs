using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>
/// The real packages of a tree that was restored before, from <c>obj/project.assets.json</c>. That file belongs to the tree under review, so
/// it only chooses among assemblies of the user's own package folder; the folders it names itself are ignored.
/// </summary>
internal sealed class RestoredPackages
{
    private const int LargestAssets = 32 << 20;
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 32 };

    private readonly RealPaths _realPaths = new();
    private readonly string? _packages;
    private readonly Dictionary<string, MetadataReference> _opened = new(PathRules.Comparer);

    public RestoredPackages(string packageFolder) => _packages = Directory.Exists(packageFolder) ? _realPaths.Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(packageFolder))) : null;

    /// <summary>The folder that NuGet uses for this user.</summary>
    public static RestoredPackages OfUser() => new(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));

    /// <summary>Assemblies by simple name; empty when the project was not restored. Names of packages are there even if they are not on disk.</summary>
    public (IReadOnlyDictionary<string, MetadataReference> Assemblies, ImmutableArray<string> Packages) Of(ReviewRoot root, ProjectModel project, out string reason)
    {
        var assemblies = new SortedDictionary<string, MetadataReference>(StringComparer.OrdinalIgnoreCase);
        var packages = ImmutableArray.CreateBuilder<string>();
        reason = "";
        if (project.IsFileBased || root.TryReadBytes(Path.Combine(project.Directory, "obj", "project.assets.json"), LargestAssets, out _) is not { } bytes)
            return (assemblies, []);
        try
        {
            using var assets = JsonDocument.Parse(bytes, s_json);
            foreach (var (package, path) in CompileAssets(assets.RootElement, project.Framework))
            {
                packages.Add(package);
                if (path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && Open(path) is { } reference)
                    assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), reference);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            reason = "has an obj/project.assets.json that is not valid; it was ignored";
            assemblies.Clear();
        }
        return (assemblies, packages.ToImmutable());
    }

    private static IEnumerable<(string Package, string Path)> CompileAssets(JsonElement assets, TargetFramework framework)
    {
        var targets = assets.GetProperty("targets").EnumerateObject().Where(t => !t.Name.Contains('/', StringComparison.Ordinal)).ToList();
        if (targets.Count == 0)
            yield break;
        var target = targets.FindIndex(t => t.Name.Equals(framework.Moniker, StringComparison.OrdinalIgnoreCase));
        var libraries = assets.GetProperty("libraries");
        foreach (var library in targets[Math.Max(target, 0)].Value.EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() != "package" || !library.Value.TryGetProperty("compile", out var compile))
                continue;
            var folder = libraries.GetProperty(library.Name).GetProperty("path").GetString() ?? "";
            foreach (var file in compile.EnumerateObject())
                yield return (library.Name.Split('/')[0], folder + "/" + file.Name);
        }
    }

    private MetadataReference? Open(string relative)
    {
        if (_packages is null || PathRules.TryCombine(_packages, relative, out _) is not { } path
            || _realPaths.Resolve(path) is not { } real || !PathRules.IsWithin(real, _packages))
            return null;
        lock (_opened)
        {
            if (!_opened.TryGetValue(real, out var reference))
            {
                if (!File.Exists(real) || new FileInfo(real).Length == 0)
                    return null;
                _opened[real] = reference = MetadataReference.CreateFromFile(real);
            }
            return reference;
        }
    }
}
