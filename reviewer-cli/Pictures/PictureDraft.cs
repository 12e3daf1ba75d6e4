using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Pictures;

/// <summary>A node while its picture is drawn. Calls that lead to one place share its node: the picture shows the code, once.</summary>
internal sealed class NodeDraft(NodeKind kind, Place place, string title, string name)
{
    private const int LongestText = 120;
    private readonly List<string> _details = [];
    private readonly List<PictureStep> _steps = [];
    private readonly List<PicturePlace> _covers = [];

    public NodeKind Kind { get; } = kind;

    public Place Place { get; } = place;

    public bool Trains => _steps.Any(step => step.Trains);

    /// <summary>Its own input was drawn.</summary>
    public bool IsConnected { get; set; }

    public void Detail(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text) && !_details.Contains(text, StringComparer.Ordinal))
            _details.Add(text);
    }

    public void Step(string stepName, bool learns, bool trains, Place at)
    {
        var step = new PictureStep(Printable.Text(stepName), learns, trains, PlaceOf(at));
        if (_steps.Contains(step))
            return;

        // Where one of several trainers is chosen, they stand together.
        var trainer = trains ? _steps.FindLastIndex(known => known.Trains) : -1;
        _steps.Insert(trainer < 0 ? _steps.Count : trainer + 1, step);
    }

    public void Cover(Place at)
    {
        var covered = PlaceOf(at);
        if (!_covers.Contains(covered))
            _covers.Add(covered);
    }

    public PictureNode ToNode(int number)
    {
        var at = PlaceOf(Place);
        var line = Place.Tree.GetText().Lines[at.Range.StartLine - 1].ToString().Trim();
        return new PictureNode($"n{number}", Kind, title, Shown(name), Shown(string.Join(", ", _details)), at, Shown(line))
        {
            Steps = [.. _steps],
            Covers = [.. _covers.OrderBy(place => place.Path, StringComparer.Ordinal).ThenBy(place => place.Range.StartLine).ThenBy(place => place.Range.StartColumn)],
        };
    }

    /// <summary>Where a place lies, as findings count lines and columns.</summary>
    public static PicturePlace PlaceOf(Place place)
    {
        var span = place.Location.GetLineSpan();
        return new PicturePlace(span.Path, new SourceRange(
            span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, span.EndLinePosition.Line + 1, span.EndLinePosition.Character + 1));
    }

    private static string Shown(string text) => Printable.Text(text.Length <= LongestText ? text : text[..(LongestText - 1)] + "…");
}

/// <summary>The nodes and edges of all pipelines of a project while they are drawn.</summary>
internal sealed class PictureDraft
{
    private const int MostNodes = 60;

    /// <summary>A picture of which nothing is one of these shows no pipeline.</summary>
    private static readonly ImmutableHashSet<NodeKind> s_matters =
        [NodeKind.Fit, NodeKind.CrossValidation, NodeKind.Evaluation, NodeKind.Save, NodeKind.Load, NodeKind.Predict, NodeKind.Split];

    private readonly Dictionary<(NodeKind, Location), NodeDraft> _nodes = [];
    private readonly HashSet<(NodeDraft From, NodeDraft To, EdgeKind Kind, string Label)> _edges = [];

    public NodeDraft Node(NodeKind kind, Place place, string title, string name) =>
        _nodes.TryGetValue((kind, place.Location), out var known) ? known : _nodes[(kind, place.Location)] = new NodeDraft(kind, place, title, name);

    public void Edge(NodeDraft from, NodeDraft to, EdgeKind kind, string label)
    {
        if (from != to)
            _edges.Add((from, to, kind, label));
    }

    /// <summary>One picture for each group of nodes that hang together, in the order of the source.</summary>
    public ImmutableArray<PipelinePicture> Pictures()
    {
        var ordered = _nodes.Values.OrderBy(node => node.Place.Tree.FilePath, StringComparer.Ordinal).ThenBy(node => node.Place.Start).ThenBy(node => node.Kind).ToList();
        var groups = ordered.ToDictionary(node => node, node => node);
        NodeDraft Group(NodeDraft node)
        {
            while (groups[node] != node)
                node = groups[node];
            return node;
        }

        foreach (var (from, to, _, _) in _edges)
            groups[Group(from)] = Group(to);
        return [.. ordered.GroupBy(Group).Where(group => group.Any(node => s_matters.Contains(node.Kind))).Select(group => Picture([.. group]))];
    }

    private PipelinePicture Picture(List<NodeDraft> drafts)
    {
        var first = drafts.FirstOrDefault(node => node.Trains) ?? drafts.FirstOrDefault(node => node.Kind == NodeKind.Fit) ?? drafts[0];
        var shown = drafts.Take(MostNodes).ToList();
        var nodes = shown.Select((draft, i) => draft.ToNode(i + 1)).ToImmutableArray();
        var edges = from edge in _edges
                    group edge.Label by (From: shown.IndexOf(edge.From), To: shown.IndexOf(edge.To), edge.Kind) into labels
                    where labels.Key is { From: >= 0, To: >= 0 }
                    orderby labels.Key
                    select new PictureEdge(nodes[labels.Key.From].Id, nodes[labels.Key.To].Id, labels.Key.Kind, string.Join(" and ", labels.Where(label => label.Length > 0).Order(StringComparer.Ordinal)));
        return new PipelinePicture("", TitleOf(first), nodes, [.. edges]) { Omitted = drafts.Count - nodes.Length };
    }

    /// <summary>The member, unless it is the program's own; else the file.</summary>
    private static string TitleOf(NodeDraft node) =>
        Printable.Text(node.Place.Member.StartsWith('<') || node.Place.Member.Length == 0 ? Path.GetFileName(node.Place.Tree.FilePath) : $"{node.Place.Member} in {Path.GetFileName(node.Place.Tree.FilePath)}");
}
