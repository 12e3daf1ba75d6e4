using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Engine;

/// <summary>A host keeps one analyzer instance for a whole session: what it holds on to is never freed.</summary>
public sealed class CollectionTests
{
    [Fact]
    public void Analysed_compilation_is_collected_while_the_analyzer_lives()
    {
        var analyzer = new MlReviewAnalyzer();
        var compilation = Analyse(analyzer);
        for (var attempt = 0; attempt < 20 && compilation.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(compilation.IsAlive, "The analyzer, or a static field, keeps an analysed compilation alive.");
        GC.KeepAlive(analyzer);
    }

    // Not inlined and not async: neither a register nor a state machine may hold the compilation afterwards.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Analyse(DiagnosticAnalyzer analyzer)
    {
        var compilation = TestProgram.Compile(EnginePrograms.HousePrices);
        AnalyzerHost.BuildAsync(compilation, analyzer).GetAwaiter().GetResult();
        AnalyzerHost.LiveAsync(compilation, analyzer).GetAwaiter().GetResult();
        return new WeakReference(compilation);
    }
}
