using System.Diagnostics;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MlReview.Benchmarks;

/// <summary>How time is taken.</summary>
internal static class Measurement
{
    /// <summary>In this process, so that the surfaces beside it are found; few iterations, for each takes seconds.</summary>
    public static IConfig Config { get; } = DefaultConfig.Instance
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(3).WithIterationCount(12))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .HideColumns(Column.Job, Column.RatioSD, Column.AllocRatio);

    /// <summary>
    /// The ratio of the processor time that two pieces of work take: both run in turn, each pair gives a ratio, the median counts.
    /// What else the machine does then hits both alike; time in which this process did not run at all does not count.
    /// </summary>
    public static RatioResult Compare(Action baseline, Action measured, int pairs)
    {
        baseline();
        measured();
        baseline();
        measured();
        var times = new List<(double Baseline, double Measured)>();
        for (var i = 0; i < pairs; i++)
        {
            // Who comes second finds warmer caches: they take turns.
            if (i % 2 == 0)
            {
                var first = Time(baseline);
                times.Add((first, Time(measured)));
            }
            else
            {
                var first = Time(measured);
                times.Add((Time(baseline), first));
            }
        }

        var ratios = times.Select(time => time.Measured / time.Baseline).Order().ToList();
        return new RatioResult(
            Median(ratios), ratios[pairs / 4], ratios[pairs - 1 - (pairs / 4)], Median(times.Select(time => time.Baseline).Order().ToList()));
    }

    private static double Time(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static double Median(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}

/// <summary>Median and quartiles of a ratio; the baseline in milliseconds of processor time.</summary>
internal sealed record RatioResult(double Median, double LowerQuartile, double UpperQuartile, double BaselineMilliseconds);
