using System.Collections.Immutable;
using System.Globalization;
using MlReview.Cli.Compilations;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Merging;

/// <summary>
/// A part of a review that another machine can do: its share of the projects. Everyone who sees the same tree shares it out alike, largest
/// project first, each to the part that has least.
/// </summary>
/// <param name="Index">From 1 to <paramref name="Count"/>.</param>
internal sealed record Shard(int Index, int Count)
{
    private const int MostShards = 10_000;

    /// <summary>A project that names no ML library is searched for one and left: that costs little.</summary>
    private const int SearchedPerAnalyzed = 16;

    /// <summary>Reads <c>I/N</c>.</summary>
    /// <returns>The shard, or null and the sentence that says what is wrong.</returns>
    public static Shard? TryParse(string text, out string error)
    {
        error = "";
        if (text.Split('/') is [var index, var count] && TryParseNumber(index, out var i) && TryParseNumber(count, out var n) && i >= 1 && i <= n && n <= MostShards)
            return new Shard(i, n);
        error = $"--shard does not understand '{text}'; it takes I/N with I from 1 to N, such as 2/8.";
        return null;
    }

    public ReviewedProjects Of(ReviewedProjects projects, ReviewRoot root)
    {
        var costs = projects.InScope.Select(p => (p.Path, Cost: Cost(p, projects.Graph, root))).Concat(projects.Unreadable.Select(u => (u.Path, Cost: 1L)));
        var mine = Assign([.. costs.Select(c => (root.Relative(c.Path), c.Cost))], Count)[Index - 1];
        return projects with
        {
            InScope = [.. projects.InScope.Where(p => mine.Contains(root.Relative(p.Path)))],
            Unreadable = [.. projects.Unreadable.Where(u => mine.Contains(root.Relative(u.Path)))],
        };
    }

    /// <summary>The projects of each part. The largest part is larger than the smallest by one project at the most.</summary>
    public static ImmutableArray<ImmutableHashSet<string>> Assign(IReadOnlyCollection<(string Project, long Cost)> projects, int parts)
    {
        var shares = Enumerable.Range(0, parts).Select(_ => ImmutableHashSet.CreateBuilder<string>()).ToList();
        var loads = new PriorityQueue<int, (long Load, int Part)>(Enumerable.Range(0, parts).Select(part => (part, (0L, part))));
        foreach (var (project, cost) in projects.OrderByDescending(p => p.Cost).ThenBy(p => p.Project, StringComparer.Ordinal))
        {
            loads.TryDequeue(out var part, out var load);
            shares[part].Add(project);
            loads.Enqueue(part, (load.Load + cost, part));
        }
        return [.. shares.Select(share => share.ToImmutable())];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private static long Cost(ProjectModel project, ProjectGraph graph, ReviewRoot root)
    {
        var size = 1 + project.Sources.Sum(root.SizeOf);
        // Files without a project name their libraries nowhere but in the code.
        var isLoose = project.References.IsEmpty && project.ProjectReferences.IsEmpty;
        return isLoose || graph.Closure(project).Append(project).Any(MlUse.IsNamedBy) ? size : 1 + (size / SearchedPerAnalyzed);
    }

    private static bool TryParseNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
