namespace MlReview.Cli.Pictures.Layout;

/// <summary>
/// Puts the nodes of a directed graph on layers, so that edges lead down, and cuts edges that pass a layer into parts by bends. An edge that
/// closes a cycle is laid upside down.
/// </summary>
internal sealed class Layers
{
    /// <summary>Room that a passing edge takes between two nodes.</summary>
    private const double BendWidth = 12;

    private readonly IReadOnlyList<LayerNode> _nodes;
    private readonly (int From, int To)[] _edges;

    /// <param name="nodes">The nodes, in an order that decides ties.</param>
    /// <param name="edges">Edges by the indexes of their nodes.</param>
    public Layers(IReadOnlyList<LayerNode> nodes, IEnumerable<(int From, int To)> edges)
    {
        _nodes = nodes;
        _edges = [.. edges];
        var down = Downwards();
        AssignLayers(down);
        Rows = [.. Enumerable.Range(0, nodes.Count == 0 ? 0 : nodes.Max(node => node.Layer) + 1).Select(layer => nodes.Where(node => node.Layer == layer).ToList())];
        Routes = [.. _edges.Select((edge, i) => Route(edge, isTurned: down[i] != edge))];
    }

    /// <summary>The layers from the top, each from the left, bends included.</summary>
    public List<List<LayerNode>> Rows { get; }

    /// <summary>For each edge the nodes it passes, from its start to its end.</summary>
    public IReadOnlyList<IReadOnlyList<LayerNode>> Routes { get; }

    private List<LayerNode> Route((int From, int To) edge, bool isTurned)
    {
        var (top, bottom) = isTurned ? (_nodes[edge.To], _nodes[edge.From]) : (_nodes[edge.From], _nodes[edge.To]);
        var route = new List<LayerNode> { top };
        for (var layer = top.Layer + 1; layer < bottom.Layer; layer++)
        {
            var bend = new LayerNode(BendWidth, 0) { Layer = layer };
            Rows[layer].Add(bend);
            route.Add(bend);
        }

        route.Add(bottom);
        for (var i = 1; i < route.Count; i++)
        {
            route[i - 1].Below.Add(route[i]);
            route[i].Above.Add(route[i - 1]);
        }

        if (isTurned)
            route.Reverse();
        return route;
    }

    /// <summary>The edges without cycles: one that leads back to a node on the way is turned.</summary>
    private (int From, int To)[] Downwards()
    {
        var state = new int[_nodes.Count];
        var down = _edges.ToArray();
        var leaving = Enumerable.Range(0, _edges.Length).ToLookup(i => _edges[i].From);
        for (var start = 0; start < _nodes.Count; start++)
        {
            var open = new Stack<(int Node, IEnumerator<int> Edges)>();
            void Enter(int node)
            {
                state[node] = 1;
                open.Push((node, leaving[node].GetEnumerator()));
            }

            if (state[start] == 0)
                Enter(start);
            while (open.Count > 0)
            {
                var (node, edges) = open.Peek();
                if (!edges.MoveNext())
                {
                    state[node] = 2;
                    open.Pop();
                }
                else if (state[_edges[edges.Current].To] == 1)
                {
                    down[edges.Current] = (_edges[edges.Current].To, _edges[edges.Current].From);
                }
                else if (state[_edges[edges.Current].To] == 0)
                {
                    Enter(_edges[edges.Current].To);
                }
            }
        }

        return down;
    }

    /// <summary>Each node below all that it hangs on; one that hangs on nothing right above the first that needs it.</summary>
    private void AssignLayers((int From, int To)[] down)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (from, to) in down)
            {
                if (_nodes[to].Layer > _nodes[from].Layer)
                    continue;
                _nodes[to].Layer = _nodes[from].Layer + 1;
                changed = true;
            }
        }

        var hangs = down.Select(edge => edge.To).ToHashSet();
        foreach (var free in down.Where(edge => !hangs.Contains(edge.From)).GroupBy(edge => edge.From))
            _nodes[free.Key].Layer = free.Min(edge => _nodes[edge.To].Layer) - 1;
    }
}
