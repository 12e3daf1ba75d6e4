using Microsoft.ML;
using Microsoft.ML.Data;

namespace Fraud;

internal sealed class FraudTraining(MLContext ml)
{
    public (ITransformer Model, DataViewSchema InputSchema, BinaryClassificationMetrics Metrics) Run(string path)
    {
        var view = ml.Data.LoadFromEnumerable(Transaction.Read(path));
        var split = ml.Data.TrainTestSplit(view, testFraction: 0.25);
        var balanced = ClassBalance.Oversample(ml, split.TrainSet);

        var pipeline = ml.Transforms.Concatenate(
                "Features",
                nameof(Transaction.Amount),
                nameof(Transaction.Hour),
                nameof(Transaction.DistanceKm),
                nameof(Transaction.NewDevice))
            .Append(ml.Transforms.NormalizeMeanVariance("Features"))
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(labelColumnName: nameof(Transaction.IsFraud)));
        var model = pipeline.Fit(balanced);

        var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), labelColumnName: nameof(Transaction.IsFraud));
        return (model, view.Schema, metrics);
    }
}
