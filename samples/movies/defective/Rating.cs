using Microsoft.ML.Data;

namespace Movies;

public sealed class Rating
{
    [LoadColumn(0)] public string User { get; set; } = "";

    [LoadColumn(1)] public string Movie { get; set; } = "";

    [LoadColumn(2)] public float Stars { get; set; }
}

public sealed class PredictedRating
{
    public float Score { get; set; }
}
