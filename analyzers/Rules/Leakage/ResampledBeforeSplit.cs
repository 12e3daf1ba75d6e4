using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR109: rows were duplicated before they were split, so that copies of one row stand on both sides.</summary>
internal sealed class ResampledBeforeSplit : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR109",
        "Resampled before split",
        "'{0}' splits rows that were duplicated before ('{1}', {2}): copies of one row stand in training and in the evaluation at {3}, so the model is asked what it has seen",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Rows were duplicated (bootstrap with replacement, oversampling, augmentation) before the split: copies of one row are on both sides.",
        HelpLink("MLR109"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var pair in graph.ModelPairs)
        {
            if (pair.Relation != RowRelation.Disjoint || graph.DuplicatedBefore(pair) is not { } duplicated)
                continue;
            var split = graph.Origins.MadeAt(pair.EvaluationData) ?? pair.Evaluation.Place;
            yield return new Finding(
                split, Impact.Critical, split.Text, duplicated.Text, duplicated.SeenFrom(split), pair.Evaluation.Place.SeenFrom(split))
            {
                Path = ImmutableArray.Create(
                    (duplicated, "rows are duplicated here"), (pair.Model.Place, "the model is trained here"), (pair.Evaluation.Place, "and evaluated here")),
                Fix = "Split first, then resample the training side only.",
            };
        }
    }
}
