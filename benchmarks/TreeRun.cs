using System.Diagnostics;
using System.Globalization;

namespace MlReview.Benchmarks;

/// <summary>
/// Reviews a checkout, and compares with a compiler that parses and binds the same files. Each run is a process of its own, as a user's
/// is: what it costs to start, to load Roslyn and to compile it counts, and so does the most memory it ever held.
/// </summary>
internal static class TreeRun
{
    private const double TimeLimit = 1.3;
    private const double MemoryLimit = 1.5;
    private const double KeptLimit = 0.15;

    /// <summary>Prints the table.</summary>
    /// <returns>0 when both limits are kept, else 1.</returns>
    public static int Print(int pairs)
    {
        var directory = Directory.CreateTempSubdirectory("mlreview-benchmark-").FullName;
        try
        {
            ReviewedTree.Write(directory);
            foreach (var what in new[] { "bind", "review", "kept" })
                MeasuredProcess.Run(what, directory);
            // The kept results were written by the run before: from here on, no run of that kind analyses anything.
            var runs = Enumerable.Range(0, pairs)
                .Select(_ => (Baseline: MeasuredProcess.Run("bind", directory), Measured: MeasuredProcess.Run("review", directory), Kept: MeasuredProcess.Run("kept", directory))).ToList();
            Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {pairs} pairs of processes; review of {ReviewedTree.Lines:N0} lines, 5 % of them ML code, against parsing and GetDiagnostics()");
            Console.WriteLine();
            Console.WriteLine("| ratio of | median (least to most) | limit | parsing and GetDiagnostics() |");
            Console.WriteLine("| --- | --- | --- | --- |");
            return Show("processor time", "ms", TimeLimit, runs.Select(run => (run.Baseline.ProcessorTime, run.Measured.ProcessorTime)))
                & Show("elapsed time", "ms", TimeLimit, runs.Select(run => (run.Baseline.Elapsed, run.Measured.Elapsed)))
                & Show("peak memory", "MB", MemoryLimit, runs.Select(run => (run.Baseline.Megabytes, run.Measured.Megabytes)))
                & Show("processor time, nothing changed", "ms", KeptLimit, runs.Select(run => (run.Baseline.ProcessorTime, run.Kept.ProcessorTime)))
                & Show("elapsed time, nothing changed", "ms", KeptLimit, runs.Select(run => (run.Baseline.Elapsed, run.Kept.Elapsed)))
                ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            // Not there when a run failed before: then its message counts, not this.
            if (Directory.Exists(KeptIn(directory)))
                Directory.Delete(KeptIn(directory), recursive: true);
            File.Delete(directory + ".json");
        }
    }

    /// <summary>One run, in this process; its last line of output says what it took.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> MeasureAsync(string what, string directory)
    {
        var watch = Stopwatch.StartNew();
        var code = what == "bind" ? Bind(directory) : await Cli.Commands.CommandLine.RunAsync(
        [
            "review", directory, "--fail-on", "never", "--format", "json=" + directory + ".json",
            .. what == "kept" ? ["--cache", KeptIn(directory)] : new[] { "--no-cache" },
        ]).ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process.TotalProcessorTime.TotalMilliseconds} {watch.ElapsedMilliseconds} {process.PeakWorkingSet64 / 1048576.0}"));
        return code;
    }

    private static string KeptIn(string directory) => directory + "-kept";

    /// <summary>What a compiler does at the least: parse and bind, one project after the other, none of them kept.</summary>
    private static int Bind(string directory) => ReviewedTree.SourcesOf(directory).Any(files =>
        new MeasuredProgram(files.Select(File.ReadAllText), withMlNet: true, isConcurrent: true).Lines == 0) ? 1 : 0;

    private static bool Show(string what, string unit, double limit, IEnumerable<(double Baseline, double Measured)> runs)
    {
        var pairs = runs.ToList();
        var ratios = pairs.Select(pair => pair.Measured / pair.Baseline).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {ratios[ratios.Count / 2]:0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00}) | ≤ {limit:0.0#} | {pairs[pairs.Count / 2].Baseline:0} {unit} |"));
        return ratios[ratios.Count / 2] <= limit;
    }
}
