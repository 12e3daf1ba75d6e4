namespace Sentiment;

internal static class Program
{
    private static async Task Main()
    {
        var classifier = new SentimentClassifier();
        await classifier.LoadAsync("data/reviews.tsv");
        classifier.Train();

        var metrics = classifier.Evaluate();
        Console.WriteLine($"AUC {metrics.AreaUnderRocCurve:F3}, F1 {metrics.F1Score:F3}");

        Directory.CreateDirectory("models");
        classifier.Save($"models/sentiment-{DateTime.UtcNow:yyyyMMdd}.zip");
    }
}
