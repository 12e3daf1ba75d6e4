using Churn;
using Microsoft.ML;

var ml = new MLContext();
var customers = ml.Data.LoadFromTextFile<Customer>("data/customers.csv", separatorChar: ',', hasHeader: true);

var features = Preparation.BuildFeatures(ml, customers);
var split = ml.Data.TrainTestSplit(features, testFraction: 0.25);

var trainer = ml.BinaryClassification.Trainers.SdcaLogisticRegression(labelColumnName: nameof(Customer.Churned));
var model = trainer.Fit(split.TrainSet);

var scored = model.Transform(split.TestSet);
var metrics = ml.BinaryClassification.Evaluate(scored, labelColumnName: nameof(Customer.Churned));
var accuracy = metrics.Accuracy;
Console.WriteLine($"Accuracy on held-out customers: {accuracy:P1}");

if (accuracy < 0.7)
{
    Console.Error.WriteLine("Not good enough to ship.");
    return 1;
}

Directory.CreateDirectory("models");
ml.Model.Save(model, customers.Schema, "models/churn.zip");
return 0;
