using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Churn;

internal static class ChurnPipeline
{
    /// <summary>Everything from the raw row to the score, so that what is saved is what was evaluated.</summary>
    public static IEstimator<ITransformer> Create(MLContext ml)
    {
        var trainer = ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(Customer.Churned),
            // SDCA's threads update the weights without locks: one thread, or no two runs agree.
            NumberOfThreads = 1,
        });

        return ml.Transforms.Categorical.OneHotEncoding("ContractEncoded", nameof(Customer.Contract))
            .Append(ml.Transforms.Concatenate(
                "Features",
                nameof(Customer.TenureMonths),
                nameof(Customer.MonthlyCharge),
                nameof(Customer.SupportCalls),
                "ContractEncoded"))
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(trainer);
    }
}
