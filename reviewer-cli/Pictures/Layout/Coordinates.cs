namespace MlReview.Cli.Pictures.Layout;

/// <summary>
/// Places ordered layers: each node as near to the middle of its neighbours as the room between nodes allows. The best places of one layer for
/// fixed neighbours are found exactly (nodes that push each other move as one block).
/// </summary>
internal static class Coordinates
{
    private const int Sweeps = 16;

    /// <param name="gapX">Room between two nodes of a layer.</param>
    /// <param name="gapY">Room between two layers.</param>
    public static void Assign(List<List<LayerNode>> rows, double gapX, double gapY)
    {
        var y = 0.0;
        foreach (var row in rows)
        {
            var x = 0.0;
            foreach (var node in row)
            {
                (node.X, node.Y) = (x, y);
                x += node.Width + gapX;
            }

            y += row.Select(node => node.Height).DefaultIfEmpty(0).Max() + gapY;
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            if (sweep % 2 == 0)
            {
                for (var i = 1; i < rows.Count; i++)
                    Place(rows[i], node => node.Above, gapX);
            }
            else
            {
                for (var i = rows.Count - 2; i >= 0; i--)
                    Place(rows[i], node => node.Below, gapX);
            }
        }

        var left = rows.SelectMany(row => row).Select(node => node.X).DefaultIfEmpty(0).Min();
        foreach (var node in rows.SelectMany(row => row))
            node.X = Math.Round(node.X - left, 1);
    }

    private static void Place(List<LayerNode> row, Func<LayerNode, List<LayerNode>> neighbours, double gap)
    {
        // Measured from where it would stand if all were packed to the left, each node wants to be no further left than the one before.
        var packed = 0.0;
        var blocks = new List<(double Wanted, double Weight, int Nodes)>();
        var offsets = new double[row.Count];
        for (var i = 0; i < row.Count; i++)
        {
            offsets[i] = packed;
            packed += row[i].Width + gap;
            var near = neighbours(row[i]);
            var wanted = (near.Count == 0 ? row[i].Centre : near.Average(other => other.Centre)) - (row[i].Width / 2) - offsets[i];
            blocks.Add((wanted, row[i].IsBend ? 2 : near.Count == 0 ? 0.1 : 1, 1));
            while (blocks.Count > 1 && blocks[^2].Wanted > blocks[^1].Wanted)
            {
                var (a, b) = (blocks[^2], blocks[^1]);
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add((((a.Wanted * a.Weight) + (b.Wanted * b.Weight)) / (a.Weight + b.Weight), a.Weight + b.Weight, a.Nodes + b.Nodes));
            }
        }

        var next = 0;
        foreach (var (wanted, _, count) in blocks)
        {
            for (var i = 0; i < count; i++, next++)
                row[next].X = wanted + offsets[next];
        }
    }
}
