using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Evaluation;

/// <summary>MLR507: a multiclass trainer and the binary trainer inside it name different label columns.</summary>
internal sealed class InnerLabelDiffers : Rule
{
    private const string Label = "labelColumnName";
    private const string ByDefault = "Label";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR507",
        "Inner label differs",
        "'{0}' learns the classes in '{1}', but '{2}' inside it ({3}) trains on '{4}': every class is trained on that column, or training fails when there is none",
        Category.Evaluation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "One-versus-all or pairwise coupling and the binary trainer inside it name different label columns. Every class is then trained on the inner trainer's column, without an error if it exists.",
        HelpLink("MLR507"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var built in graph.Operations(Role.BuildsEstimator))
        {
            var outer = new EstimatorStep(built);
            foreach (var inner in graph.InnerTrainers(outer))
            {
                if (!inner.IsTrainer || outer.TextOrDefault(Label, ByDefault) is not { } classes || inner.TextOrDefault(Label, ByDefault) is not { } trained
                    || classes == trained)
                {
                    continue;
                }

                yield return new Finding(outer.Place, Impact.Critical, outer.Name, classes, inner.Name, inner.Place.SeenFrom(outer.Place), trained)
                {
                    Path = ImmutableArray.Create((inner.Place, $"trains on '{trained}'")),
                    Fix = $"Give both the same label: {Label}: \"{classes}\" for '{inner.Name}' as well.",
                };
            }
        }
    }
}
