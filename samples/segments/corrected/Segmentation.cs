using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Segments;

internal static class Segmentation
{
    private static readonly MLContext Ml = new(seed: 17);

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
            .Append(Ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfClusters = 3, NumberOfThreads = 1 }));
        var model = pipeline.Fit(shoppers);

        var segmented = model.Transform(shoppers);
        var metrics = Ml.Clustering.Evaluate(segmented, featureColumnName: "Features");
        Console.WriteLine($"average distance {metrics.AverageDistance:F3}, Davies-Bouldin index {metrics.DaviesBouldinIndex:F3}");

        var sizes = Ml.Data.CreateEnumerable<Segment>(segmented, reuseRowObject: false)
            .CountBy(segment => segment.Number)
            .OrderBy(size => size.Key);
        foreach (var (number, count) in sizes)
            Console.WriteLine($"segment {number}: {count} shoppers");

        Directory.CreateDirectory("models");
        var path = Path.Combine("models", $"segments-{DateTime.UtcNow:yyyyMMdd-HHmmss}.zip");
        Ml.Model.Save(model, shoppers.Schema, path);
        Console.WriteLine($"saved {path}");
    }

    public static void Describe(string modelPath)
    {
        var model = Ml.Model.Load(modelPath, out var inputSchema);
        foreach (var column in inputSchema)
            Console.WriteLine($"reads {column.Name} ({column.Type})");

        foreach (var column in model.GetOutputSchema(inputSchema))
            Console.WriteLine($"gives {column.Name} ({column.Type})");
    }
}
