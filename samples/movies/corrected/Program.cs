using Microsoft.ML;
using Movies;

var ml = new MLContext(seed: 2);
var ratings = ml.Data.LoadFromTextFile<Rating>("data/ratings.csv", separatorChar: ',', hasHeader: true);
var valid = ml.Data.FilterRowsByColumn(ratings, nameof(Rating.Stars), lowerBound: 0.5, upperBound: 5.5);

var (model, error) = Recommender.TrainAndJudge(ml, valid);
Console.WriteLine($"root mean squared error on held-out ratings: {error:F2} stars");

Directory.CreateDirectory("models");
ml.Model.Save(model, ratings.Schema, $"models/movies-{DateTime.UtcNow:yyyyMMdd-HHmmss}.zip");

var engine = ml.Model.CreatePredictionEngine<Rating, PredictedRating>(model);
foreach (var movie in new[] { "Seven Rivers", "Night Ferry", "Glass Meadow" })
{
    var prediction = engine.Predict(new Rating { User = "u03", Movie = movie });
    Console.WriteLine($"u03 would give {movie} {prediction.Score:F1} stars");
}
