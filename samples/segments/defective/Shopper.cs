using Microsoft.ML.Data;

namespace Segments;

public sealed class Shopper
{
    [LoadColumn(0)] public float OrdersPerYear { get; set; }

    [LoadColumn(1)] public float AverageBasket { get; set; }

    [LoadColumn(2)] public float DaysSinceLastOrder { get; set; }

    [LoadColumn(3)] public float Returns { get; set; }
}
