using Microsoft.ML;
using Microsoft.ML.Data;

namespace Sentiment;

internal sealed class SentimentClassifier
{
    private readonly MLContext _ml = new(seed: 3);
    private readonly IDataView _train;
    private readonly IDataView _test;
    private ITransformer? _model;

    private SentimentClassifier(IReadOnlyList<Review> reviews)
    {
        var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromEnumerable(reviews), testFraction: 0.3);
        _train = split.TrainSet;
        _test = split.TestSet;
    }

    public static async Task<SentimentClassifier> LoadAsync(string path)
    {
        var lines = await File.ReadAllLinesAsync(path);
        return new SentimentClassifier(lines.Skip(1).Select(Review.Parse).ToList());
    }

    public void Train()
    {
        var pipeline = _ml.Transforms.Text.NormalizeText("Clean", nameof(Review.Text))
            .Append(_ml.Transforms.Text.FeaturizeText("Features", "Clean"))
            // Long reviews must not weigh more than short ones.
            .Append(_ml.Transforms.NormalizeLpNorm("Features"))
            .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression());

        _model = pipeline.Fit(_train);
    }

    public CalibratedBinaryClassificationMetrics Evaluate() =>
        _ml.BinaryClassification.Evaluate(_model!.Transform(_test));

    public void Save(string path) => _ml.Model.Save(_model, _train.Schema, path);
}
