using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Artifacts;

/// <summary>MLR406: rows or a model are read from, or written to, a path that only one machine has.</summary>
internal sealed class MachineSpecificPath : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR406",
        "Machine-specific path",
        "The path of the {0} works on one machine only: {1}; take it from a setting, or make it relative to the program",
        Category.Artifacts,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Rows or a model are read from, or written to, an absolute path or a folder of the user, which no other machine has.",
        HelpLink("MLR406"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        // A place that several callers lead to is guilty when all of them are.
        foreach (var at in graph.FileUses.GroupBy(file => file.Place.Location))
        {
            var roots = at.Select(file => PathRoot.OfOneMachine(graph, file.Path)).ToList();
            if (roots.Any(root => root is null))
                continue;
            yield return new Finding(at.First().Place, Impact.Minor, at.First().IsModel ? "model" : "data", roots[0]!)
            {
                Fix = "Take the path from a setting, or make it relative to the program.",
            };
        }
    }
}
