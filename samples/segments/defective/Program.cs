namespace Segments;

internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args.FirstOrDefault("train"))
        {
            case "train":
                Segmentation.Train("data/shoppers.csv");
                return 0;
            case "describe":
                Segmentation.Describe();
                return 0;
            default:
                Console.Error.WriteLine("usage: segments [train|describe]");
                return 2;
        }
    }
}
