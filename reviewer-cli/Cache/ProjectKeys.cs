using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Compilations;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Cache;

/// <summary>What went into the key of a project.</summary>
/// <param name="Key">Equal for equal inputs, in any checkout.</param>
/// <param name="Contents">The hash of each source and additional file, or why it could not be read.</param>
internal sealed record ProjectInputs(string Key, ImmutableDictionary<string, string> Contents);

/// <summary>
/// The keys under which results are kept: a hash over the tool and all that a project's findings depend on. Of the projects that it refers
/// to only public content counts, but that is a part of their keys, and keys are what is there without compiling.
/// </summary>
internal sealed class ProjectKeys(ReviewRoot root, ProjectGraph graph, AnalyzerConfigFiles configs, RestoredPackages packages, string tool)
{
    private readonly Dictionary<string, ProjectInputs> _known = new(PathRules.Comparer);
    private readonly Lock _gate = new();

    public ProjectInputs Of(ProjectModel project)
    {
        lock (_gate)
            return Known(project);
    }

    /// <summary>The key of a result, which also depends on the files that are reported on.</summary>
    public string Of(ProjectModel project, Func<string, bool> isReviewed)
    {
        using var hash = new InputHash();
        var notReviewed = Files(project).Concat(configs.Of(project, []).Select(c => c.Path)).Append(project.Path).Where(f => !isReviewed(f));
        return hash.Add(Of(project).Key).Add(notReviewed.Select(root.Relative)).End();
    }

    public static string HashOf(SourceText text) => Convert.ToHexStringLower(text.GetChecksum().AsSpan());

    /// <summary>The hash of a file's bytes, or why it cannot be read.</summary>
    public string HashOf(string file) =>
        root.TryReadBytes(file, ReviewRoot.LargestSource, out var reason) is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : reason;

    private ProjectInputs Known(ProjectModel project)
    {
        if (_known.TryGetValue(project.Path, out var known))
            return known;
        var references = graph.ReferencesOf(project).Select(r => Known(r).Key).ToList();
        return _known[project.Path] = Compute(project, references);
    }

    private ProjectInputs Compute(ProjectModel project, List<string> references)
    {
        var contents = Files(project).Distinct(PathRules.Comparer).AsParallel().Select(f => (File: f, Content: HashOf(f))).ToImmutableDictionary(c => c.File, c => c.Content, PathRules.Comparer);
        var notices = new List<Notice>(project.Notices);
        using var hash = new InputHash();
        hash.Add(tool).Add(references)
            .Add(root.Relative(project.Path)).Add(root.Relative(project.Directory)).Add(project.AssemblyName).Add(project.Framework.ToString())
            .Add(project.CompilerArguments).Add(project.Usings.Select(u => u.ToString())).Add(project.References.Order(StringComparer.Ordinal)).Add(project.FriendAssemblies)
            .Add(project.Inputs.Select(root.Relative))
            .Add($"{project.UsesAspNetCore} {project.IsTestProject} {project.IsFileBased}").Add(project.Mode).Add(project.Notebook?.ContentHash ?? "")
            .Add(project.Sources.SelectMany(f => new[] { root.Relative(f), contents[f] })).Add(project.AdditionalFiles.SelectMany(f => new[] { root.Relative(f), contents[f] }))
            .Add(configs.Of(project, notices).SelectMany(c => new[] { NameOf(c), HashOf(c.Text) }))
            .Add(packages.IdentityOf(root, project))
            .Add(notices.Select(n => n.ToString()));
        return new ProjectInputs(hash.End(), contents);
    }

    private static IEnumerable<string> Files(ProjectModel project) => project.Sources.Concat(project.AdditionalFiles);

    /// <summary>A preset lies beside the tool, wherever that is.</summary>
    private string NameOf(ConfigFile config) => PathRules.IsWithin(config.Path, root.Directory) ? root.Relative(config.Path) : Path.GetFileName(config.Path);
}
