using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>Which projects use an ML library, by their references or, where those do not tell, by a search through their files.</summary>
internal sealed class MlUse(ReviewRoot root, ProjectGraph graph)
{
    private readonly Dictionary<string, bool> _known = new(PathRules.Comparer);

    /// <summary>A project that is not of this kind needs no parsing at all.</summary>
    public bool Of(ProjectModel project)
    {
        if (_known.TryGetValue(project.Path, out var known))
            return known;
        _known[project.Path] = false;
        return _known[project.Path] = graph.ReferencesOf(project).Any(Of)
            || IsNamedBy(project)
            || project.Sources.AsParallel().Any(Mentions);
    }

    /// <summary>Whether the project file alone says so.</summary>
    public static bool IsNamedBy(ProjectModel project) => project.References.Any(MlNames.IsPackage) || project.Usings.Any(u => MlNames.IsPackage(u.Name));

    private bool Mentions(string source) =>
        root.TryReadBytes(source, ReviewRoot.LargestSource, out _) is { } bytes && MlNames.AppearsIn(bytes);
}
