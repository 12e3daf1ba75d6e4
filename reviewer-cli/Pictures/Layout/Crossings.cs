namespace MlReview.Cli.Pictures.Layout;

/// <summary>Orders the nodes of each layer so that few edges cross: sweeps by the mean place of the neighbours, and keeps the best order.</summary>
internal static class Crossings
{
    private const int Sweeps = 12;

    public static void Reduce(List<List<LayerNode>> rows)
    {
        var best = Copy(rows);
        var fewest = Count(rows);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            if (sweep % 2 == 0)
            {
                for (var i = 1; i < rows.Count; i++)
                    Sort(rows[i], rows[i - 1], node => node.Above);
            }
            else
            {
                for (var i = rows.Count - 2; i >= 0; i--)
                    Sort(rows[i], rows[i + 1], node => node.Below);
            }

            if (Count(rows) is var crossings && crossings < fewest)
                (best, fewest) = (Copy(rows), crossings);
        }

        for (var i = 0; i < rows.Count; i++)
            rows[i] = best[i];
    }

    /// <summary>How many pairs of edges cross.</summary>
    public static int Count(List<List<LayerNode>> rows)
    {
        var crossings = 0;
        for (var row = 1; row < rows.Count; row++)
        {
            var place = Places(rows[row]);
            var ends = rows[row - 1].SelectMany((node, from) => node.Below.Select(below => (From: from, To: place[below]))).ToList();
            for (var i = 0; i < ends.Count; i++)
            {
                for (var j = i + 1; j < ends.Count; j++)
                    crossings += ends[i].From < ends[j].From && ends[i].To > ends[j].To ? 1 : 0;
            }
        }

        return crossings;
    }

    private static void Sort(List<LayerNode> row, List<LayerNode> fixedRow, Func<LayerNode, List<LayerNode>> neighbours)
    {
        var place = Places(fixedRow);
        var own = Places(row);
        var wanted = row.ToDictionary(node => node, node => neighbours(node).Count == 0 ? own[node] : neighbours(node).Average(other => (double)place[other]));
        var sorted = row.OrderBy(node => wanted[node]).ThenBy(node => own[node]).ToList();
        row.Clear();
        row.AddRange(sorted);
    }

    private static Dictionary<LayerNode, int> Places(List<LayerNode> row) => row.Select((node, i) => (node, i)).ToDictionary(each => each.node, each => each.i);

    private static List<List<LayerNode>> Copy(List<List<LayerNode>> rows) => [.. rows.Select(row => row.ToList())];
}
