using System.Diagnostics;
using System.Globalization;
using MlReview.Analyzers.Pipeline;
using MlReview.Analyzers.Rules;

namespace MlReview.Benchmarks;

/// <summary>What each rule takes on the long method: on a graph that no other rule has asked anything yet, so shared answers count for each.</summary>
internal static class RuleTimes
{
    private const int Runs = 7;

    /// <summary>Prints the table, the slowest rule first.</summary>
    public static void Print()
    {
        var program = Workloads.LongMethod();
        PipelineGraph Build() => new PipelineGraphBuilder(program.Fresh(), [program.Tree], CancellationToken.None).Build();
        var building = Median(() => Stopwatch.StartNew(), _ => Build());
        Console.WriteLine("| rule | ms, median |");
        Console.WriteLine("| --- | --- |");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| binding, flow graph and pipeline graph | {building:0.0} |"));
        foreach (var (id, time) in AllRules.Rules.Select(rule => (rule.Descriptor.Id, Time: Median(Build, graph => rule.Find(graph).Count()))).OrderByDescending(rule => rule.Time))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {id} | {time:0.0} |"));
    }

    private static double Median<T>(Func<T> prepare, Func<T, object> work)
    {
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var input = prepare();
            var watch = Stopwatch.StartNew();
            _ = work(input);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Runs / 2);
    }
}
