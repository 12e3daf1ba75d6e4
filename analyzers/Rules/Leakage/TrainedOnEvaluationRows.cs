using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR102: rows that the model was trained on are among the rows it is evaluated on.</summary>
internal sealed class TrainedOnEvaluationRows : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR102",
        "Trained on evaluation rows",
        "'{0}' is trained on '{1}', which shares rows with what it is evaluated on at {2}: the score measures memory, not prediction",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The rows a model was trained on and the rows it is evaluated on overlap.",
        HelpLink("MLR102"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var pair in graph.ModelPairs)
        {
            var isCause = pair.Relation == RowRelation.Overlaps || (pair.Relation == RowRelation.Contains && Rows.IsHeldOut(pair.EvaluationData));
            if (!isCause)
                continue;
            yield return new Finding(
                pair.Model.Place, Impact.Critical, pair.Model.Place.ResultName, pair.Model.DataName, pair.Evaluation.Place.SeenFrom(pair.Model.Place))
            {
                Path = ImmutableArray.Create((pair.Evaluation.Place, "evaluated here")),
                Fix = "Train on the training side of the split that is evaluated.",
            };
        }
    }
}
