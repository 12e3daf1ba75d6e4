using BikeDemand;
using Microsoft.ML;

const string ModelFile = "models/bike-demand.zip";

var ml = new MLContext(seed: 11);
var days = RentalDay.ReadCsv("data/rentals.csv");
AddStationAverage(days);
var (train, test) = Split(days, trainShare: 0.8);

var pipeline = ml.Transforms.CopyColumns("Label", nameof(RentalDay.Rentals))
    .Append(ml.Transforms.Categorical.OneHotEncoding("StationEncoded", nameof(RentalDay.Station)))
    .Append(ml.Transforms.Concatenate("Features",
        "StationEncoded",
        nameof(RentalDay.StationAverage),
        nameof(RentalDay.Temperature),
        nameof(RentalDay.Humidity),
        nameof(RentalDay.Wind),
        nameof(RentalDay.Weekend),
        nameof(RentalDay.Rentals)))
    .Append(ml.Transforms.NormalizeMinMax("Features"))
    .Append(ml.Regression.Trainers.LbfgsPoissonRegression());

var trainView = ml.Data.LoadFromEnumerable(train);
var model = pipeline.Fit(trainView);

var metrics = ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test)));
Console.WriteLine($"mean absolute error {metrics.MeanAbsoluteError:F1} rentals, R2 {metrics.RSquared:F3}");

Directory.CreateDirectory("models");
ml.Model.Save(model, trainView.Schema, ModelFile);

static void AddStationAverage(List<RentalDay> days)
{
    var averages = days.GroupBy(day => day.Station).ToDictionary(group => group.Key, group => group.Average(day => day.Rentals));
    foreach (var day in days)
        day.StationAverage = averages[day.Station];
}

static (List<RentalDay> Train, List<RentalDay> Test) Split(List<RentalDay> days, double trainShare)
{
    var shuffled = days.OrderBy(_ => Guid.NewGuid()).ToList();
    var count = (int)(shuffled.Count * trainShare);
    return (shuffled.Take(count).ToList(), shuffled.Skip(count).ToList());
}
