using Microsoft.ML;

namespace Churn;

internal static class Preparation
{
    /// <summary>Turns raw customer rows into rows with a scaled "Features" column.</summary>
    public static IDataView BuildFeatures(MLContext ml, IDataView customers)
    {
        var steps = ml.Transforms.Categorical.OneHotEncoding("ContractEncoded", nameof(Customer.Contract))
            .Append(ml.Transforms.Concatenate(
                "Features",
                nameof(Customer.TenureMonths),
                nameof(Customer.MonthlyCharge),
                nameof(Customer.SupportCalls),
                "ContractEncoded"))
            .Append(ml.Transforms.NormalizeMinMax("Features"));

        return steps.Fit(customers).Transform(customers);
    }
}
