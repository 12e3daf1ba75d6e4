using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlReview.Analyzers;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Benchmarks;

/// <summary>The work that is measured, each on a fresh compilation. Returned numbers keep the work from being optimised away.</summary>
internal static class Workloads
{
    public const int FewCalls = 137;
    public const int ManyCalls = 1_096;
    public const int Views = 300;

    public static MeasuredProgram WithoutLibrary() => new(Code.Plain(100_000), withMlNet: false);

    public static MeasuredProgram WithLibraryUnused() => new(Code.Plain(100_000), withMlNet: true);

    public static MeasuredProgram HelperCalls(int calls) => Checked(new([Code.HelperCalls(calls)], withMlNet: true), fits: 2 * calls);

    public static MeasuredProgram LongMethod() => Checked(new([Code.LongMethod(Views)], withMlNet: true), fits: Views / 6);

    /// <summary>Everything the analyzer does for a compilation: binding, flow graph, interpretation, pipeline graph, all rules.</summary>
    public static int Analyse(MeasuredProgram program) =>
        new CompilationAnalysis(program.Fresh(), (_, _) => true, RuleOptions.None).In(program.Tree, CancellationToken.None).Length;

    /// <summary>What of that is Roslyn's: the operations and the flow graph of each method.</summary>
    public static int Lower(MeasuredProgram program)
    {
        var model = program.Fresh().GetSemanticModel(program.Tree);
        return program.Tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Sum(method => ControlFlowGraph.Create((IMethodBodyOperation)model.GetOperation(method)!).Blocks.Length);
    }

    /// <summary>A run that a bound of the engine cut short would be fast and worth nothing.</summary>
    private static MeasuredProgram Checked(MeasuredProgram program, int fits)
    {
        var graph = new PipelineGraphBuilder(program.Fresh(), [program.Tree], CancellationToken.None).Build();
        if (!graph.IsComplete || graph.Fits.Count() != fits)
            throw new InvalidOperationException($"The engine saw {graph.Fits.Count()} of {fits} fits, complete: {graph.IsComplete}.");
        return program;
    }
}
