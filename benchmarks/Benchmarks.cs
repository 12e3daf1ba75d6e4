using BenchmarkDotNet.Attributes;
using MlReview.Analyzers;

namespace MlReview.Benchmarks;

/// <summary>100,000 lines without and with a reference to ML.NET, none of which uses it: ratio to an empty analyzer.</summary>
public class CodeWithoutMachineLearning
{
    private MeasuredProgram _program = null!;

    /// <summary>Whether ML.NET is referenced.</summary>
    [Params(false, true)]
    public bool ReferencesMlNet { get; set; }

    /// <summary>Generates and parses the code.</summary>
    [GlobalSetup]
    public void Generate() => _program = ReferencesMlNet ? Workloads.WithLibraryUnused() : Workloads.WithoutLibrary();

    /// <summary>The baseline.</summary>
    [Benchmark(Baseline = true)]
    public int Empty() => _program.Build(new EmptyAnalyzer());

    /// <summary>All rules.</summary>
    [Benchmark]
    public int MlReview() => _program.Build(new MlReviewAnalyzer());
}

/// <summary>Calls to one helper: eight times as many should cost eight times as much.</summary>
public class HelperCalls
{
    private MeasuredProgram _few = null!;
    private MeasuredProgram _many = null!;

    /// <summary>Generates and parses the code.</summary>
    [GlobalSetup]
    public void Generate() => (_few, _many) = (Workloads.HelperCalls(Workloads.FewCalls), Workloads.HelperCalls(Workloads.ManyCalls));

    /// <summary>The baseline.</summary>
    [Benchmark(Baseline = true)]
    public int Calls137() => Workloads.Analyse(_few);

    /// <summary>Eight times as many.</summary>
    [Benchmark]
    public int Calls1096() => Workloads.Analyse(_many);
}

/// <summary>A branchy method of 4,800 lines: the engine's own time is the difference of the two, so a ratio of 2 is the limit.</summary>
public class LongMethod
{
    private MeasuredProgram _program = null!;

    /// <summary>Generates and parses the code.</summary>
    [GlobalSetup]
    public void Generate() => _program = Workloads.LongMethod();

    /// <summary>Operations and flow graph.</summary>
    [Benchmark(Baseline = true)]
    public int Roslyn() => Workloads.Lower(_program);

    /// <summary>These, and everything the analyzer does with them.</summary>
    [Benchmark]
    public int MlReview() => Workloads.Analyse(_program);
}
