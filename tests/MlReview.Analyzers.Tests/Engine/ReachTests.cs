using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Pipeline;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Engine;

/// <summary>Answers of the graph do not depend on which question came first: rules ask in any order, and any of them may be off.</summary>
public sealed class ReachTests
{
    private static readonly (string, string) s_handsOutANumber = ("Program.cs", """
        public static class Program
        {
            public static float Train(MLContext ml, IDataView rows)
            {
                var model = ml.Regression.Trainers.Sdca("Price", "Size").Fit(rows);
                return model.Model.Bias;
            }
        }
        """);

    [Fact]
    public void Who_gets_a_number_of_a_model_does_not_get_the_model()
    {
        var graph = Graph();
        Assert.False(graph.Reach.Escapes(graph.Fits.Single()));
        Assert.True(graph.Reach.IsHandedOut(Model(graph)));
    }

    [Fact]
    public void Nor_when_it_was_asked_before_who_gets_anything_of_it()
    {
        var graph = Graph();
        Assert.True(graph.Reach.IsHandedOut(Model(graph)));
        Assert.False(graph.Reach.Escapes(graph.Fits.Single()));
    }

    private static Value Model(PipelineGraph graph) => graph.Values.Event(graph.Fits.Single().Site);

    private static PipelineGraph Graph()
    {
        var compilation = TestProgram.Compile(s_handsOutANumber);
        return new PipelineGraphBuilder(compilation, [.. compilation.SyntaxTrees], CancellationToken.None).Build();
    }
}
