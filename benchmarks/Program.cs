using System.Globalization;
using BenchmarkDotNet.Running;
using MlReview.Benchmarks;

if (args is ["quick", ..])
    return QuickRun.Print(args[1..]);
if (args is ["tree", ..])
    return TreeRun.Print(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5);
if (args is ["projects", ..])
    return ProjectsRun.Print(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3);
if (args is ["rules"])
{
    RuleTimes.Print();
    return 0;
}

if (args is ["measure", var what, var directory])
    return await TreeRun.MeasureAsync(what, directory);

BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, Measurement.Config);
return 0;
