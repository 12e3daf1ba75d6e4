using System.Collections.Immutable;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>The projects of a review and those they refer to, in an order in which each comes after what it needs.</summary>
internal sealed class ProjectGraph
{
    private const int DeepestChain = 256;
    private readonly ReviewRoot _root;
    private readonly Func<string, (ProjectModel? Model, string Reason)> _read;
    private readonly Dictionary<string, ProjectModel?> _models = new(PathRules.Comparer);
    private readonly Dictionary<string, ImmutableArray<string>> _edges = new(PathRules.Comparer);
    private readonly List<string> _open = [];

    private ProjectGraph(ReviewRoot root, Func<string, (ProjectModel? Model, string Reason)> read) => (_root, _read) = (root, read);

    public List<ProjectModel> Ordered { get; } = [];

    public List<Notice> Notices { get; } = [];

    public static ProjectGraph Read(ReviewRoot root, IEnumerable<string> projects, Func<string, (ProjectModel? Model, string Reason)> read)
    {
        var graph = new ProjectGraph(root, read);
        foreach (var project in projects)
            graph.Visit(project);
        return graph;
    }

    public IEnumerable<ProjectModel> ReferencesOf(ProjectModel project) =>
        _edges[project.Path].Select(p => _models[p]).OfType<ProjectModel>();

    /// <summary>Everything a project sees: references flow through references, as in an SDK build.</summary>
    public IReadOnlyCollection<ProjectModel> Closure(ProjectModel project)
    {
        var seen = new Dictionary<string, ProjectModel>(PathRules.Comparer);
        var pending = new Stack<ProjectModel>(ReferencesOf(project));
        while (pending.TryPop(out var next))
            if (seen.TryAdd(next.Path, next))
                foreach (var further in ReferencesOf(next))
                    pending.Push(further);
        return seen.Values;
    }

    private void Visit(string path)
    {
        if (_models.ContainsKey(path))
            return;
        var (model, reason) = _read(path);
        _models[path] = model;
        _edges[path] = [];
        if (model is null)
        {
            Notices.Add(new Notice(NoticeKind.Failed, _root.Relative(path), reason));
            return;
        }
        _open.Add(path);
        var edges = ImmutableArray.CreateBuilder<string>();
        foreach (var reference in model.ProjectReferences)
        {
            if (_open.Contains(reference, PathRules.Comparer))
            {
                NoteCycle(reference);
            }
            else if (_open.Count < DeepestChain)
            {
                Visit(reference);
                edges.Add(reference);
            }
        }
        _edges[path] = edges.ToImmutable();
        _open.RemoveAt(_open.Count - 1);
        Ordered.Add(model);
    }

    private void NoteCycle(string reference)
    {
        var cycle = _open.SkipWhile(p => !PathRules.Comparer.Equals(p, reference)).Append(reference).Select(_root.Relative);
        Notices.Add(new Notice(NoticeKind.Failed, _root.Relative(_open[^1]), $"closes a cycle of project references ({string.Join(" → ", cycle)}); the last reference was left out"));
    }
}
