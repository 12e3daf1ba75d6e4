using System.Globalization;

namespace BikeDemand;

public sealed class RentalDay
{
    public string Station { get; init; } = "";

    public float Temperature { get; init; }

    public float Humidity { get; init; }

    public float Wind { get; init; }

    public float Weekend { get; init; }

    public float StationAverage { get; set; }

    public float Rentals { get; init; }

    public static List<RentalDay> ReadCsv(string path) =>
        File.ReadLines(path).Skip(1).Select(line => Parse(line.Split(','))).ToList();

    private static RentalDay Parse(string[] cells) => new()
    {
        Station = cells[0],
        Temperature = float.Parse(cells[1], CultureInfo.InvariantCulture),
        Humidity = float.Parse(cells[2], CultureInfo.InvariantCulture),
        Wind = float.Parse(cells[3], CultureInfo.InvariantCulture),
        Weekend = float.Parse(cells[4], CultureInfo.InvariantCulture),
        Rentals = float.Parse(cells[5], CultureInfo.InvariantCulture),
    };
}
