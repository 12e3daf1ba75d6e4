using System.Collections.Immutable;
using MlReview.Cli.Compilations;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Changes;

/// <summary>Which projects a change can influence: those that read a file that it touches, and those that refer to one of them. All others are the same before and after it.</summary>
internal sealed class Influence
{
    /// <summary>Files that count for every project below them, whether or not it names them.</summary>
    private static readonly HashSet<string> s_inherited = new(StringComparer.OrdinalIgnoreCase)
        { ".editorconfig", ".globalconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "packages.config" };

    private readonly HashSet<string> _changed;
    private readonly HashSet<string> _inheriting;

    private Influence(Change change)
    {
        _changed = new HashSet<string>(change.Paths, PathRules.Comparer);
        // Where a solution is decides what a project takes for its directory; what the solution says does not matter to it.
        var solutions = change.Patch.Files.Where(f => f.OldPath != f.NewPath).SelectMany(f => new[] { f.OldPath, f.NewPath }).OfType<string>().Where(SolutionFile.IsOne);
        _inheriting = _changed.Where(p => s_inherited.Contains(Path.GetFileName(p))).Concat(solutions.Select(change.Absolute)).Select(p => Path.GetDirectoryName(p)!).ToHashSet(PathRules.Comparer);
    }

    /// <returns>Paths of projects, of either tree.</returns>
    public static ImmutableHashSet<string> Of(Change change, params ReviewedProjects[] trees)
    {
        var influence = new Influence(change);
        var direct = trees.SelectMany(t => t.Graph.Ordered.Where(influence.Reaches).Select(p => p.Path).Concat(t.Unreadable.Select(u => u.Path).Where(influence._changed.Contains))).ToHashSet(PathRules.Comparer);
        var paths = trees.Select(t => t.Graph.Ordered.Select(p => p.Path).Concat(t.Unreadable.Select(u => u.Path)).ToHashSet(PathRules.Comparer)).ToList();
        // One that is there in one of the trees only, whatever brought it or took it away.
        direct.UnionWith(paths.SelectMany(p => p).Where(p => !paths.TrueForAll(tree => tree.Contains(p))));
        return trees.SelectMany(t => t.Graph.Ordered.Where(p => t.Graph.Closure(p).Any(r => direct.Contains(r.Path)))).Select(p => p.Path).Concat(direct).ToImmutableHashSet(PathRules.Comparer);
    }

    private bool Reaches(ProjectModel project) =>
        _changed.Contains(project.Path)
        || project.Sources.Any(_changed.Contains) || project.Inputs.Any(_changed.Contains)
        || project.AdditionalFiles.Any(_changed.Contains) || project.AnalyzerConfigs.Any(_changed.Contains)
        || (_inheriting.Count > 0 && project.Sources.Append(project.Path).Select(s => Path.GetDirectoryName(s)!).Distinct(PathRules.Comparer).Any(IsBelow));

    private bool IsBelow(string directory)
    {
        for (var at = directory; at is not null; at = Path.GetDirectoryName(at))
            if (_inheriting.Contains(at))
                return true;
        return false;
    }
}
