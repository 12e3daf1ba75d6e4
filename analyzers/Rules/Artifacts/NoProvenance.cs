using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Artifacts;

/// <summary>MLR407: a model is saved, and nothing is written beside it that says what it was made from and how good it is.</summary>
internal sealed class NoProvenance : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR407",
        "No provenance",
        "Nothing is written beside '{0}': whoever finds the file cannot tell which data and which code it was made from, and how good it is",
        Category.Artifacts,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        "A model is saved, and no file with the version of the data, the version of the code and the metrics is written beside it.",
        HelpLink("MLR407"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        if (!graph.IsComplete)
            yield break;
        var written = graph.WrittenFiles.ToList();
        foreach (var save in graph.Saves)
        {
            var paths = ModelPath.AllOf(graph, save.Event).ToList();
            if (paths.Count == 0 || paths.Any(path => IsOutOfReach(graph, path.Value) || written.Any(file => file.MayDescribe(path))))
                continue;

            // Who gets the model may register it.
            if (save.Models.Select(model => graph.Models.FitOf(model.Model)).Any(fit => fit is not null && graph.Reach.Escapes(fit)))
                continue;
            yield return new Finding(save.Place, Impact.Minor, save.ModelName)
            {
                Fix = "Write the version of the data, the version of the code and the metrics to a file beside the model.",
            };
        }
    }

    /// <summary>A path that a caller decides, or that code out of reach gets.</summary>
    private static bool IsOutOfReach(PipelineGraph graph, Value path) => path.IsUnknown
        || path.Kind is ValueKind.Parameter or ValueKind.Result or ValueKind.Field or ValueKind.Member or ValueKind.Element
        || path is { Kind: ValueKind.Computed, Operands: { Length: 1 } inner } && inner[0].Kind is ValueKind.Field
        || graph.Reach.IsHandedOut(path);
}
