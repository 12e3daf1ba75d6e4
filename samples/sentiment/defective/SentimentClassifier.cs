using Microsoft.ML;
using Microsoft.ML.Data;

namespace Sentiment;

internal sealed class SentimentClassifier
{
    private readonly MLContext _ml = new(seed: 3);
    private IDataView? _reviews;
    private ITransformer? _model;

    public async Task LoadAsync(string path)
    {
        var lines = await File.ReadAllLinesAsync(path);
        var reviews = lines.Skip(1).Select(Review.Parse).ToList();
        _reviews = _ml.Data.LoadFromEnumerable(reviews);
    }

    public void Train()
    {
        var text = _ml.Transforms.Text.NormalizeText("Clean", nameof(Review.Text))
            .Append(_ml.Transforms.Text.FeaturizeText("Features", "Clean"));

        // Long reviews must not weigh more than short ones.
        text.Append(_ml.Transforms.NormalizeLpNorm("Features"));

        var pipeline = text.Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
        _model = pipeline.Fit(_reviews);
    }

    public CalibratedBinaryClassificationMetrics Evaluate()
    {
        var scored = _model!.Transform(_reviews);
        return _ml.BinaryClassification.Evaluate(scored);
    }

    public void Save(string path)
    {
        var schema = _model!.Transform(_reviews).Schema;
        _ml.Model.Save(_model, schema, path);
    }
}
