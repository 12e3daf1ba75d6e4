using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.Analyzers.Pipeline;
using MlReview.Analyzers.Rules;
using MlReview.Analyzers.Rules.Reproducibility;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Engine;

/// <summary>MLR001: a rule that throws says so once, at a member it judged, and leaves the other rules alone.</summary>
public sealed class InternalRuleFailureTests
{
    private const string Source = """
        public static class Program
        {
            public static void Train()
            {
                var ml = new Microsoft.ML.MLContext();
                var rows = Microsoft.ML.TextLoaderSaverCatalog.LoadFromTextFile<House>(ml.Data, "houses.csv");
                Microsoft.ML.KMeansClusteringExtensions.KMeans(ml.Clustering.Trainers).Fit(rows);
            }
        }

        public class House { [Microsoft.ML.Data.LoadColumn(0)] public float Size; }
        """;

    [Fact]
    public void A_rule_that_throws_is_named_once_and_the_others_go_on()
    {
        var found = Findings(new ThrowingRule(), new MissingSeed());
        var failure = Assert.Single(found, diagnostic => diagnostic.Id == "MLR001");
        Assert.Contains("MLR999", failure.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("Train", failure.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(4, failure.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Single(found, diagnostic => diagnostic.Id == "MLR301");
    }

    [Fact]
    public void A_rule_that_is_cancelled_is_no_failure()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Findings(cancelled.Token, new ThrowingRule()));
    }

    private static ImmutableArray<Diagnostic> Findings(params Rule[] rules) => Findings(CancellationToken.None, rules);

    private static ImmutableArray<Diagnostic> Findings(CancellationToken cancellation, params Rule[] rules)
    {
        var tree = CSharpSyntaxTree.ParseText(Source, path: "Program.cs");
        var compilation = CSharpCompilation.Create(
            "Failing", [tree], FrameworkReferences.All.AddRange(SurfaceReferences.All), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return new CompilationAnalysis(compilation, (_, _) => true, RuleOptions.None, [.. rules]).In(tree, cancellation);
    }

    private sealed class ThrowingRule : Rule
    {
        private static readonly DiagnosticDescriptor s_descriptor = new(
            "MLR999", "Throws", "Throws", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override DiagnosticDescriptor Descriptor => s_descriptor;

        public override IEnumerable<Analyzers.Rules.Finding> Find(PipelineGraph graph) => throw new InvalidOperationException("on purpose");
    }
}
