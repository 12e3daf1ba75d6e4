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
        var times = new List<(Cost Baseline, Cost Measured)>();
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

        var ratios = times.Select(time => time.Measured.Milliseconds / time.Baseline.Milliseconds).Order().ToList();
        return new RatioResult(
            Median(ratios),
            ratios[pairs / 4],
            ratios[pairs - 1 - (pairs / 4)],
            Median(times.Select(time => time.Baseline.Milliseconds).Order().ToList()),
            Median(times.Select(time => time.Measured.Bytes / time.Baseline.Bytes).Order().ToList()));
    }

    private static Cost Time(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        work();
        process.Refresh();
        return new Cost((process.TotalProcessorTime - before).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static double Median(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}

/// <summary>
/// Median and quartiles of a ratio of processor times; the baseline in milliseconds. The ratio of the bytes allocated hardly varies between
/// runs, so it shows work too small for a clock.
/// </summary>
internal sealed record RatioResult(double Median, double LowerQuartile, double UpperQuartile, double BaselineMilliseconds, double Allocated);

/// <summary>What one run took: processor time and bytes allocated.</summary>
internal sealed record Cost(double Milliseconds, double Bytes);
