using Fraud;
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext();
var result = new FraudTraining(ml).Run("data/transactions.csv");

if (!IsGoodEnough(result.Metrics))
{
    Console.Error.WriteLine("The new model was not saved.");
    return 1;
}

using var stream = CreateModelFile();
ml.Model.Save(result.Model, result.InputSchema, stream);
return 0;

static bool IsGoodEnough(BinaryClassificationMetrics metrics) => metrics.Accuracy > 0.9;

static FileStream CreateModelFile()
{
    Directory.CreateDirectory("models");
    return File.Create("models/fraud.zip");
}
