using BenchmarkDotNet.Running;
using MlReview.Benchmarks;

if (args is ["quick", ..])
    return QuickRun.Print(args[1..]);

BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, Measurement.Config);
return 0;
