using Microsoft.ML;

namespace Segments;

internal static class Segmentation
{
    private static readonly MLContext Ml = new();
    private static readonly string ModelPath = Path.Combine("models", "segments.zip");

    public static void Train(string dataPath)
    {
        var shoppers = Ml.Data.LoadFromTextFile<Shopper>(dataPath, separatorChar: ',', hasHeader: true);

        var pipeline = Ml.Transforms.Concatenate(
                "Features",
                nameof(Shopper.OrdersPerYear),
                nameof(Shopper.AverageBasket),
                nameof(Shopper.DaysSinceLastOrder),
                nameof(Shopper.Returns))
            .Append(Ml.Transforms.NormalizeMeanVariance("Features"))
            .Append(Ml.Clustering.Trainers.KMeans(numberOfClusters: 3));
        var model = pipeline.Fit(shoppers);

        Directory.CreateDirectory("models");
        Ml.Model.Save(model, null, ModelPath);
        Console.WriteLine($"saved {ModelPath}");
    }

    public static void Describe()
    {
        var model = Ml.Model.Load(ModelPath, out var inputSchema);
        foreach (var column in inputSchema)
            Console.WriteLine($"reads {column.Name} ({column.Type})");

        foreach (var column in model.GetOutputSchema(inputSchema))
            Console.WriteLine($"gives {column.Name} ({column.Type})");
    }
}
