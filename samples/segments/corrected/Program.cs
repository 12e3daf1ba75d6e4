namespace Segments;

internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case [] or ["train"]:
                Segmentation.Train("data/shoppers.csv");
                return 0;
            case ["describe", var modelPath]:
                Segmentation.Describe(modelPath);
                return 0;
            default:
                Console.Error.WriteLine("usage: segments [train | describe <model>]");
                return 2;
        }
    }
}
