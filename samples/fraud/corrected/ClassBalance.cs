using Microsoft.ML;

namespace Fraud;

internal static class ClassBalance
{
    /// <summary>Repeats the rare fraud rows of the training side until the two classes are about equally large.</summary>
    public static IDataView Oversample(MLContext ml, IDataView trainingRows)
    {
        var transactions = ml.Data.CreateEnumerable<Transaction>(trainingRows, reuseRowObject: false).ToList();
        var frauds = transactions.Where(transaction => transaction.IsFraud).ToList();
        var times = (transactions.Count - frauds.Count) / frauds.Count - 1;
        var copies = Enumerable.Repeat(frauds, times).SelectMany(batch => batch);
        return ml.Data.LoadFromEnumerable(transactions.Concat(copies).ToList());
    }
}
