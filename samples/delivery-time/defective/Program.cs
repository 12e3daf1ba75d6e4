using DeliveryTime;
using Microsoft.ML;

var ml = new MLContext((int)DateTime.Now.Ticks);
var deliveries = ml.Data.LoadFromTextFile<Delivery>("data/deliveries.csv", separatorChar: ',', hasHeader: true);
var split = ml.Data.TrainTestSplit(deliveries, testFraction: 0.2);

var encoder = ml.Transforms.Categorical.OneHotEncoding("CourierEncoded", nameof(Delivery.Courier))
    .Append(ml.Transforms.Concatenate("Features", nameof(Delivery.DistanceKm), nameof(Delivery.Parcels), nameof(Delivery.RushHour), "CourierEncoded"))
    .Append(ml.Transforms.NormalizeMeanVariance("Features"));
Func<IDataView, IDataView> encode = rows => encoder.Fit(rows).Transform(rows);

var train = encode(split.TrainSet);
var test = encode(split.TestSet);

var model = ml.Regression.Trainers.Sdca().Fit(train);
var metrics = ml.Regression.Evaluate(model.Transform(test));
Console.WriteLine($"typical error {metrics.RootMeanSquaredError:F1} minutes, R2 {metrics.RSquared:F3}");

Directory.CreateDirectory("models");
ml.Model.Save(model, deliveries.Schema, $"models/delivery-{DateTime.UtcNow:yyyyMMdd}.zip");
