using System.Collections.Immutable;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Pictures;

/// <summary>
/// Marks on a picture where findings stand. A node is guilty of the findings that stand in it; a finding's path leads through the nodes of its
/// evidence, and the edges between them are the flow that it is about.
/// </summary>
internal static class GuiltMarks
{
    public static ImmutableArray<PipelinePicture> On(ImmutableArray<PipelinePicture> pictures, ImmutableArray<Finding> findings) =>
        [.. pictures.Select(picture => picture.IsMarked ? picture : On(picture, findings))];

    public static PipelinePicture On(PipelinePicture picture, ImmutableArray<Finding> findings)
    {
        var places = new PlaceIndex(picture);
        var nodes = picture.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        var steps = new Dictionary<(string Node, int Step), Severity>();
        var edges = picture.Edges.ToArray();
        foreach (var finding in findings)
        {
            var guilty = places.Owner(finding.Path, finding.Range);
            var touched = finding.Evidence.Select(step => places.Owner(step.Path, step.Range)).Append(guilty).OfType<Owner>().Distinct().ToList();
            if (touched.Count == 0)
                continue;

            // Where nothing of the picture is the guilty place itself (a context, a class of rows), the end of its path is.
            var ends = guilty is { } own ? [own] : touched;
            foreach (var end in ends)
            {
                nodes[end.Node] = nodes[end.Node] with { Guilt = Worse(nodes[end.Node].Guilt, finding.Severity) };
                if (end.Step >= 0)
                    steps[(end.Node, end.Step)] = Worse(steps.TryGetValue((end.Node, end.Step), out var known) ? known : null, finding.Severity);
            }

            var standsIn = ends.Select(owner => owner.Node).ToHashSet(StringComparer.Ordinal);
            foreach (var id in touched.Select(owner => owner.Node).Distinct(StringComparer.Ordinal))
            {
                nodes[id] = standsIn.Contains(id)
                    ? nodes[id] with { Findings = Added(nodes[id].Findings, finding) }
                    : nodes[id] with { Passes = Added(nodes[id].Passes, finding) };
            }

            Mark(edges, finding, guilty?.Node, touched.Select(owner => owner.Node).ToHashSet(StringComparer.Ordinal));
        }

        return picture with
        {
            IsMarked = true,
            Nodes = [.. picture.Nodes.Select(node => nodes[node.Id] with
            {
                Steps = [.. node.Steps.Select((step, i) => steps.TryGetValue((node.Id, i), out var guilt) ? step with { Guilt = guilt } : step)],
            })],
            Edges = [.. edges],
        };
    }

    /// <summary>The edges between the nodes of the path; and where rows leak, the rows that the guilty place was given.</summary>
    private static void Mark(PictureEdge[] edges, Finding finding, string? guilty, HashSet<string> touched)
    {
        var takesRows = guilty is not null && finding.Rule.Category == "Leakage";
        for (var i = 0; i < edges.Length; i++)
        {
            var isOnPath = touched.Contains(edges[i].From) && touched.Contains(edges[i].To);
            if (isOnPath || (takesRows && edges[i].To == guilty && edges[i].Kind == EdgeKind.Rows))
                edges[i] = edges[i] with { Guilt = Worse(edges[i].Guilt, finding.Severity), Findings = Added(edges[i].Findings, finding) };
        }
    }

    private static ImmutableArray<string> Added(ImmutableArray<string> known, Finding finding) => known.Contains(finding.Fingerprint) ? known : known.Add(finding.Fingerprint);

    private static Severity Worse(Severity? known, Severity found) => known > found ? known.Value : found;

    /// <param name="Step">Index of the step; -1 for the node itself.</param>
    private sealed record Owner(string Node, int Step);

    /// <summary>The places of a picture by file. Of several around a place the smallest owns it.</summary>
    private sealed class PlaceIndex(PipelinePicture picture)
    {
        private readonly ILookup<string, (SourceRange Range, Owner Owner)> _places = picture.Nodes
            .SelectMany(node => node.Covers.Prepend(node.Place).Select(place => (place, Owner: new Owner(node.Id, -1)))
                .Concat(node.Steps.Select((step, i) => (step.Place, Owner: new Owner(node.Id, i)))))
            .ToLookup(each => each.Item1.Path, each => (each.Item1.Range, each.Owner));

        public Owner? Owner(string path, SourceRange range) => _places[path]
            .Where(place => Contains(place.Range, range))
            .OrderBy(place => place.Range.EndLine - place.Range.StartLine).ThenBy(place => place.Range.EndColumn - place.Range.StartColumn)
            .Select(place => place.Owner).FirstOrDefault();

        private static bool Contains(SourceRange outer, SourceRange inner) =>
            (outer.StartLine, outer.StartColumn).CompareTo((inner.StartLine, inner.StartColumn)) <= 0
            && (outer.EndLine, outer.EndColumn).CompareTo((inner.EndLine, inner.EndColumn)) >= 0;
    }
}
