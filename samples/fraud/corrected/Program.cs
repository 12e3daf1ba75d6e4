using Fraud;
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext(seed: 9);
var (model, inputSchema, metrics) = new FraudTraining(ml).Run("data/transactions.csv");

if (!IsGoodEnough(metrics))
{
    Console.Error.WriteLine("The new model was not saved.");
    return 1;
}

using var stream = CreateModelFile($"fraud-{DateTime.UtcNow:yyyyMMdd-HHmmss}.zip");
ml.Model.Save(model, inputSchema, stream);
return 0;

// One transaction in nine is a fraud: a model that never says "fraud" is right eight times out of nine.
static bool IsGoodEnough(BinaryClassificationMetrics metrics) =>
    metrics.AreaUnderPrecisionRecallCurve > 0.7 && metrics.PositiveRecall > 0.6;

static FileStream CreateModelFile(string name)
{
    Directory.CreateDirectory("models");
    return File.Create(Path.Combine("models", name));
}
