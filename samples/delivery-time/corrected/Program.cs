using DeliveryTime;
using Microsoft.ML;
using Microsoft.ML.Trainers;

var ml = new MLContext(seed: 31);
var deliveries = ml.Data.LoadFromTextFile<Delivery>("data/deliveries.csv", separatorChar: ',', hasHeader: true);
var split = ml.Data.TrainTestSplit(deliveries, testFraction: 0.2);

var encoder = ml.Transforms.Categorical.OneHotEncoding("CourierEncoded", nameof(Delivery.Courier))
    .Append(ml.Transforms.Concatenate("Features", nameof(Delivery.DistanceKm), nameof(Delivery.Parcels), nameof(Delivery.RushHour), "CourierEncoded"))
    .Append(ml.Transforms.NormalizeMeanVariance("Features"))
    .Fit(split.TrainSet);
Func<IDataView, IDataView> encode = rows => encoder.Transform(rows);

var regression = ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 }).Fit(encode(split.TrainSet));
var metrics = ml.Regression.Evaluate(regression.Transform(encode(split.TestSet)));
Console.WriteLine($"typical error {metrics.RootMeanSquaredError:F1} minutes, R2 {metrics.RSquared:F3}");

// Encoder and regression travel together: the service hands in raw deliveries.
var model = encoder.Append(regression);
Directory.CreateDirectory("models");
ml.Model.Save(model, deliveries.Schema, $"models/delivery-{DateTime.UtcNow:yyyyMMdd}.zip");
