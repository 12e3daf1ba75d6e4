using BikeDemand;
using Microsoft.ML;

var ml = new MLContext(seed: 11);
var (train, test) = Split(RentalDay.ReadCsv("data/rentals.csv"), trainShare: 0.8);

var averages = train.GroupBy(day => day.Station).ToDictionary(group => group.Key, group => group.Average(day => day.Rentals));

var pipeline = ml.Transforms.Categorical.OneHotEncoding("StationEncoded", nameof(RentalDay.Station))
    // The averages of the training days become a look-up step, so the saved model brings them along.
    .Append(ml.Transforms.Conversion.MapValue("StationAverage", averages, nameof(RentalDay.Station)))
    .Append(ml.Transforms.Concatenate("Features",
        "StationEncoded",
        "StationAverage",
        nameof(RentalDay.Temperature),
        nameof(RentalDay.Humidity),
        nameof(RentalDay.Wind),
        nameof(RentalDay.Weekend)))
    .Append(ml.Transforms.NormalizeMinMax("Features"))
    .Append(ml.Regression.Trainers.LbfgsPoissonRegression(labelColumnName: nameof(RentalDay.Rentals)));

var trainView = ml.Data.LoadFromEnumerable(train);
var model = pipeline.Fit(trainView);

var testView = ml.Data.LoadFromEnumerable(test);
var metrics = ml.Regression.Evaluate(model.Transform(testView), labelColumnName: nameof(RentalDay.Rentals));
Console.WriteLine($"mean absolute error {metrics.MeanAbsoluteError:F1} rentals, R2 {metrics.RSquared:F3}");

Directory.CreateDirectory("models");
ml.Model.Save(model, trainView.Schema, $"models/bike-demand-{DateTime.UtcNow:yyyyMMdd-HHmmss}.zip");

static (List<RentalDay> Train, List<RentalDay> Test) Split(List<RentalDay> days, double trainShare)
{
    var random = new Random(11);
    var shuffled = days.OrderBy(_ => random.Next()).ToList();
    var count = (int)(shuffled.Count * trainShare);
    return (shuffled.Take(count).ToList(), shuffled.Skip(count).ToList());
}
