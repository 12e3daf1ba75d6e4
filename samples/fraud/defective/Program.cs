using Fraud;
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext();
var (model, inputSchema, metrics) = new FraudTraining(ml).Run("data/transactions.csv");

if (!IsGoodEnough(metrics))
{
    Console.Error.WriteLine("The new model was not saved.");
    return 1;
}

using var stream = CreateModelFile();
ml.Model.Save(model, inputSchema, stream);
return 0;

static bool IsGoodEnough(BinaryClassificationMetrics metrics) => metrics.Accuracy > 0.9;

static FileStream CreateModelFile()
{
    Directory.CreateDirectory("models");
    return File.Create("models/fraud.zip");
}
