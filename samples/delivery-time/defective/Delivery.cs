using Microsoft.ML.Data;

namespace DeliveryTime;

public sealed class Delivery
{
    [LoadColumn(0)] public float DistanceKm { get; set; }

    [LoadColumn(1)] public float Parcels { get; set; }

    [LoadColumn(2)] public string Courier { get; set; } = "";

    [LoadColumn(3)] public float RushHour { get; set; }

    [LoadColumn(4), ColumnName("Label")] public float Minutes { get; set; }
}
