using System.Collections.Immutable;
using MlReview.Cli.Notebooks;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>The projects of a scope, read as data, with those they refer to.</summary>
/// <param name="InScope">What is reviewed, in an order in which each comes after what it needs.</param>
/// <param name="Unreadable">Projects of the scope that could not be read, with the reason.</param>
/// <param name="Notices">What concerns no single project.</param>
internal sealed record ReviewedProjects(
    ProjectGraph Graph, ImmutableArray<ProjectModel> InScope, ImmutableArray<(string Path, string Reason)> Unreadable, ImmutableArray<Notice> Notices)
{
    /// <param name="adapted">What a project that was read counts as; itself when null.</param>
    public static ReviewedProjects Read(ReviewScope scope, Func<ProjectModel, ProjectModel>? adapted = null)
    {
        var reader = new ProjectReader(scope.Root, scope.Tree, scope.SolutionDirectory);
        var named = scope.Projects.ToDictionary(p => p, ReadProject, PathRules.Comparer);
        var loose = Loose(scope, reader, [.. named.Values.Select(v => v.Model).OfType<ProjectModel>()], out var orphans).ToDictionary(l => l.Path, PathRules.Comparer);
        var unread = new List<Notice>();
        foreach (var path in scope.Notebooks)
            if (Notebook.TryRead(scope.Root, path, out var notice) is { } notebook)
                loose.Add(path, notebook);
            else if (notice is not null)
                unread.Add(notice);
        var paths = scope.Projects.Concat(loose.Keys).Distinct(PathRules.Comparer).ToList();
        var graph = ProjectGraph.Read(scope.Root, paths, path =>
            named.TryGetValue(path, out var known) ? known
            : loose.TryGetValue(path, out var single) ? (single, "")
            : ReadProject(path));

        var inScope = paths.ToHashSet(PathRules.Comparer);
        var notices = scope.Notices.AddRange(graph.Notices).AddRange(unread);
        if (orphans > 0)
            notices = notices.Add(new Notice(NoticeKind.Skipped, Reviewer.Count(orphans, "C# file"), "lie beside a project that does not compile them"));
        return new ReviewedProjects(
            graph, [.. graph.Ordered.Where(p => inScope.Contains(p.Path))], [.. named.Where(n => n.Value.Model is null).Select(n => (n.Key, n.Value.Reason))], notices);

        (ProjectModel? Model, string Reason) ReadProject(string path) =>
            reader.TryRead(path, out var reason) is { } model ? (adapted?.Invoke(model) ?? model, "") : (null, reason);
    }

    /// <summary>Some of the projects, by path.</summary>
    public ReviewedProjects Only(IReadOnlySet<string> paths) => this with
    {
        InScope = [.. InScope.Where(p => paths.Contains(p.Path))],
        Unreadable = [.. Unreadable.Where(u => paths.Contains(u.Path))],
    };

    /// <summary>Groups the files that no project compiles; those beside or below a readable project are left to it and counted.</summary>
    private static List<ProjectModel> Loose(ReviewScope scope, ProjectReader reader, List<ProjectModel> projects, out int orphans)
    {
        var compiled = projects.SelectMany(p => p.Sources).ToHashSet(PathRules.Comparer);
        var owned = projects.Select(p => p.Directory).ToHashSet(PathRules.Comparer);
        var unclaimed = scope.LooseFiles.Where(f => !compiled.Contains(f)).ToList();
        var free = unclaimed.Where(f => !IsUnder(Path.GetDirectoryName(f), owned)).ToList();
        orphans = unclaimed.Count - free.Count;
        return [.. new LooseFiles(scope.Root, reader).Group(free, scope.BasePath)];
    }

    private static bool IsUnder(string? directory, HashSet<string> owned)
    {
        for (; directory is not null; directory = Path.GetDirectoryName(directory))
            if (owned.Contains(directory))
                return true;
        return false;
    }
}
