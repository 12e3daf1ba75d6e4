using Microsoft.ML.Data;

namespace Species;

public sealed class Bird
{
    [LoadColumn(0)] public float WingLength { get; set; }

    [LoadColumn(1)] public float BeakLength { get; set; }

    [LoadColumn(2)] public float Weight { get; set; }

    [LoadColumn(3)] public string Species { get; set; } = "";
}
