using System.Globalization;

namespace MlReview.Benchmarks;

/// <summary>
/// Shows that memory does not grow with the number of projects: a review of 300 projects of 1,000 lines against a review of the ten largest
/// of them alone, each a process of its own, by the most memory that the process ever held.
/// </summary>
internal static class ProjectsRun
{
    private const int Projects = 300;
    private const int Largest = 10;
    private const double MemoryLimit = 2;

    /// <summary>Prints the table.</summary>
    /// <returns>0 when the limit is kept, else 1.</returns>
    public static int Print(int pairs)
    {
        var directory = Directory.CreateTempSubdirectory("mlreview-benchmark-").FullName;
        try
        {
            var (all, few) = (Path.Combine(directory, "all"), Path.Combine(directory, "few"));
            ReviewedTree.WriteProjects(all, Projects);
            ReviewedTree.WriteProjects(few, Largest);
            MeasuredProcess.Run("review", few);
            var runs = Enumerable.Range(0, pairs).Select(_ => (Few: MeasuredProcess.Run("review", few), All: MeasuredProcess.Run("review", all))).ToList();
            var ratios = runs.Select(run => run.All.Megabytes / run.Few.Megabytes).Order().ToList();
            var median = ratios[ratios.Count / 2];
            Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {pairs} pairs of processes; review of {Projects} projects of 1,000 lines against a review of {Largest} of them");
            Console.WriteLine();
            Console.WriteLine("| | peak memory | processor time |");
            Console.WriteLine("| --- | --- | --- |");
            foreach (var run in runs)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Largest}, {Projects} | {run.Few.Megabytes:0} MB, {run.All.Megabytes:0} MB | {run.Few.ProcessorTime:0} ms, {run.All.ProcessorTime:0} ms |"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| ratio: median (least to most) | {median:0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00}), limit < {MemoryLimit:0.0} | |"));
            return median < MemoryLimit ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
