using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Movies;

internal static class Recommender
{
    private static readonly MatrixFactorizationTrainer.Options Options = new()
    {
        LabelColumnName = nameof(Rating.Stars),
        MatrixColumnIndexColumnName = "UserKey",
        MatrixRowIndexColumnName = "MovieKey",
        NumberOfIterations = 40,
        ApproximationRank = 4,
        NumberOfThreads = 1,
        Quiet = true,
    };

    public static ITransformer Train(MLContext ml, IDataView ratings)
    {
        var split = ml.Data.TrainTestSplit(ratings, testFraction: 0.2);

        var pipeline = ml.Transforms.Conversion.MapValueToKey("UserKey", nameof(Rating.User))
            .Append(ml.Transforms.Conversion.MapValueToKey("MovieKey", nameof(Rating.Movie)))
            .Append(ml.Recommendation().Trainers.MatrixFactorization(Options));

        return pipeline.Fit(split.TrainSet);
    }
}
