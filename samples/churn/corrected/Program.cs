using Churn;
using Microsoft.ML;

var ml = new MLContext(seed: 20);
var customers = ml.Data.LoadFromTextFile<Customer>("data/customers.csv", separatorChar: ',', hasHeader: true);
var split = ml.Data.TrainTestSplit(customers, testFraction: 0.25);

var model = ChurnPipeline.Create(ml).Fit(split.TrainSet);

var scored = model.Transform(split.TestSet);
var metrics = ml.BinaryClassification.Evaluate(scored, labelColumnName: nameof(Customer.Churned));
Console.WriteLine($"Accuracy {metrics.Accuracy:P1}, AUC {metrics.AreaUnderRocCurve:F3}, F1 {metrics.F1Score:F3}");

if (metrics.AreaUnderRocCurve < 0.75)
{
    Console.Error.WriteLine("Not good enough to ship.");
    return 1;
}

Directory.CreateDirectory("models");
ml.Model.Save(model, customers.Schema, $"models/churn-{DateTime.UtcNow:yyyyMMdd-HHmmss}.zip");
return 0;
