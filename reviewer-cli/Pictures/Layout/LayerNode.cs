namespace MlReview.Cli.Pictures.Layout;

/// <summary>A node on its layer, or a bend of an edge that passes the layer. Sizes and places are in pixels, X and Y the upper left corner.</summary>
internal sealed class LayerNode(double width, double height)
{
    public double Width { get; } = width;

    public double Height { get; } = height;

    public bool IsBend => Height == 0;

    public int Layer { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    public double Centre => X + (Width / 2);

    /// <summary>Neighbours one layer up and one layer down.</summary>
    public List<LayerNode> Above { get; } = [];

    public List<LayerNode> Below { get; } = [];
}
