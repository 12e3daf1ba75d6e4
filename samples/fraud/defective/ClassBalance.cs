namespace Fraud;

internal static class ClassBalance
{
    /// <summary>Repeats the rare fraud rows until the two classes are about equally large.</summary>
    public static List<Transaction> Oversample(IReadOnlyCollection<Transaction> transactions)
    {
        var frauds = transactions.Where(transaction => transaction.IsFraud).ToList();
        var times = (transactions.Count - frauds.Count) / frauds.Count - 1;
        var copies = Enumerable.Repeat(frauds, times).SelectMany(batch => batch);
        return transactions.Concat(copies).ToList();
    }
}
