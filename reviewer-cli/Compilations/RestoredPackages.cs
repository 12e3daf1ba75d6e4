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

    /// <summary>For a tree that nobody restored here, whatever it says of itself.</summary>
    public static RestoredPackages None() => new("") { IsOff = true };

    private bool IsOff { get; init; }

    /// <summary>The folder that NuGet uses for this user.</summary>
    public static RestoredPackages OfUser() => new(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));

    /// <summary>Assemblies by simple name; empty when the project was not restored. Names of packages are there even if they are not on disk.</summary>
    public (IReadOnlyDictionary<string, MetadataReference> Assemblies, ImmutableArray<string> Packages) Of(ReviewRoot root, ProjectModel project, out string reason)
    {
        var assemblies = new SortedDictionary<string, MetadataReference>(StringComparer.OrdinalIgnoreCase);
        var named = Named(root, project, out reason);
        foreach (var (_, path) in named)
            if (Find(path) is { } file)
                assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), Open(file.FullName));
        return (assemblies, [.. named.Select(n => n.Package)]);
    }

    /// <summary>What decides about the assemblies of a project, without opening them: a package never changes, but it can be missing.</summary>
    public IEnumerable<string> IdentityOf(ReviewRoot root, ProjectModel project) =>
        [.. Named(root, project, out var reason).Select(n => $"{n.Package} {n.Path} {Find(n.Path)?.Length}"), reason];

    private List<(string Package, string Path)> Named(ReviewRoot root, ProjectModel project, out string reason)
    {
        reason = "";
        if (IsOff || project.IsFileBased || root.TryReadBytes(Path.Combine(project.Directory, "obj", "project.assets.json"), LargestAssets, out _) is not { } bytes)
            return [];
        try
        {
            using var assets = JsonDocument.Parse(bytes, s_json);
            return [.. CompileAssets(assets.RootElement, project.Framework)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            reason = "has an obj/project.assets.json that is not valid; it was ignored";
            return [];
        }
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

    /// <summary>An assembly of the user's own package folder, or null.</summary>
    private FileInfo? Find(string relative) =>
        relative.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && _packages is not null && PathRules.TryCombine(_packages, relative, out _) is { } path
        && _realPaths.Resolve(path) is { } real && PathRules.IsWithin(real, _packages)
        && new FileInfo(real) is { Exists: true, Length: > 0 } file ? file : null;

    private MetadataReference Open(string path)
    {
        lock (_opened)
        {
            if (!_opened.TryGetValue(path, out var reference))
                _opened[path] = reference = MetadataReference.CreateFromFile(path);
            return reference;
        }
    }
}
