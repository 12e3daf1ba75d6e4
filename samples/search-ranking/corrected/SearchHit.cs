using Microsoft.ML.Data;

namespace SearchRanking;

public sealed class SearchHit
{
    [LoadColumn(0)] public string Query { get; set; } = "";

    [LoadColumn(1)] public float TitleMatch { get; set; }

    [LoadColumn(2)] public float Popularity { get; set; }

    [LoadColumn(3)] public float AgeDays { get; set; }

    [LoadColumn(4)] public float Price { get; set; }

    [LoadColumn(5)] public float Relevance { get; set; }
}
