using System.Globalization;
using MlReview.Analyzers;

namespace MlReview.Benchmarks;

/// <summary>Measures the ratios that have a limit, and prints them beside it.</summary>
internal static class QuickRun
{
    private const int DefaultPairs = 9;

    /// <summary>Bytes allocated where no machine-learning library is referenced, over those of the empty analyzer.</summary>
    private const double MostBytesUnreferenced = 1.005;

    private static readonly (string Name, Func<int, bool> Measure)[] _rows =
    [
        ("noise", Noise), ("unreferenced", Unreferenced), ("unused", Unused), ("calls", HelperCalls), ("method", LongMethod),
    ];

    /// <summary>Prints the table. Arguments: how often each pair runs, and names of rows if not all are wanted.</summary>
    /// <returns>0 when every limit is kept, else 1.</returns>
    public static int Print(string[] arguments)
    {
        var pairs = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultPairs;
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {pairs} pairs each; ratios of processor time: median (quartiles)");
        Console.WriteLine();
        Console.WriteLine("| row | measured | against | ratio | limit | against takes | ratio of bytes allocated |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        var isWithin = true;
        foreach (var (name, measure) in _rows.Where(row => arguments.Length < 2 || arguments.Contains(row.Name)))
        {
            Console.Write($"| {name} ");
            isWithin &= measure(pairs);
        }

        return isWithin ? 0 : 1;
    }

    /// <summary>How far apart two measurements of the same thing lie: no ratio means more than this.</summary>
    private static bool Noise(int pairs)
    {
        var program = Workloads.WithoutLibrary();
        var result = Measurement.Compare(() => program.Build(new EmptyAnalyzer()), () => program.Build(new EmptyAnalyzer()), pairs);
        return Show("empty analyzer, 100,000 lines", "itself", double.NaN, result);
    }

    private static bool Unreferenced(int pairs)
    {
        var program = Workloads.WithoutLibrary();
        var result = Measurement.Compare(() => program.Build(new EmptyAnalyzer()), () => program.Build(new MlReviewAnalyzer()), pairs);
        // A clock cannot tell it from the empty analyzer; the bytes can.
        return Show("build of 100,000 lines, ML.NET not referenced", "empty analyzer", double.NaN, result) && result.Allocated <= MostBytesUnreferenced;
    }

    private static bool Unused(int pairs)
    {
        var program = Workloads.WithLibraryUnused();
        var result = Measurement.Compare(() => program.Build(new EmptyAnalyzer()), () => program.Build(new MlReviewAnalyzer()), pairs);
        return Show("build of 100,000 lines, ML.NET referenced, not used", "empty analyzer", 1.05, result);
    }

    private static bool HelperCalls(int pairs)
    {
        var (few, many) = (Workloads.HelperCalls(Workloads.FewCalls), Workloads.HelperCalls(Workloads.ManyCalls));
        var result = Measurement.Compare(() => Workloads.Analyse(few), () => Workloads.Analyse(many), pairs);
        return Show("analysis of 1,096 calls to one helper", "137 calls", 8.5, result);
    }

    private static bool LongMethod(int pairs)
    {
        var program = Workloads.LongMethod();
        var whole = Measurement.Compare(() => Workloads.Lower(program), () => Workloads.Analyse(program), pairs);
        var own = whole with { Median = whole.Median - 1, LowerQuartile = whole.LowerQuartile - 1, UpperQuartile = whole.UpperQuartile - 1, Allocated = whole.Allocated - 1 };
        return Show(
            string.Create(CultureInfo.InvariantCulture, $"engine and rules alone, one method in {program.Lines:N0} lines, {Workloads.Views} views"),
            "Roslyn's operations and flow graph of it",
            1.0,
            own);
    }

    private static bool Show(string measured, string against, double limit, RatioResult result)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {measured} | {against} | {result.Median:0.000} ({result.LowerQuartile:0.000} to {result.UpperQuartile:0.000}) | {(double.IsNaN(limit) ? "–" : $"≤ {limit:0.00}")} | {result.BaselineMilliseconds:0} ms | {result.Allocated:0.0000} |"));
        return double.IsNaN(limit) || result.Median <= limit;
    }
}
