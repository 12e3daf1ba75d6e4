using Microsoft.ML.Data;

namespace Churn;

public sealed class Customer
{
    [LoadColumn(0)] public float TenureMonths { get; set; }

    [LoadColumn(1)] public float MonthlyCharge { get; set; }

    [LoadColumn(2)] public float SupportCalls { get; set; }

    [LoadColumn(3)] public string Contract { get; set; } = "";

    [LoadColumn(4)] public bool Churned { get; set; }
}
