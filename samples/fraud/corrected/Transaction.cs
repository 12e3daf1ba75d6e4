using System.Globalization;

namespace Fraud;

public sealed class Transaction
{
    public float Amount { get; set; }

    public float Hour { get; set; }

    public float DistanceKm { get; set; }

    public float NewDevice { get; set; }

    public bool IsFraud { get; set; }

    public static List<Transaction> Read(string path)
    {
        var transactions = new List<Transaction>();
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var cells = line.Split(',');
            transactions.Add(new Transaction
            {
                Amount = Number(cells[0]),
                Hour = Number(cells[1]),
                DistanceKm = Number(cells[2]),
                NewDevice = Number(cells[3]),
                IsFraud = cells[4] == "1",
            });
        }

        return transactions;
    }

    private static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);
}
