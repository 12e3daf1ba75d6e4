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

                var (right, wrong) = Wrong(graph, outer, classes, inner, trained) is { } found ? (found == inner ? outer : inner, found) : (null, null);
                yield return new Finding(outer.Place, Impact.Critical, outer.Name, classes, inner.Name, inner.Place.SeenFrom(outer.Place), trained)
                {
                    Path = ImmutableArray.Create((inner.Place, $"trains on '{trained}'")),
                    Fix = $"Give both the same label: {Label}: \"{(wrong == outer ? trained : classes)}\" for '{(wrong ?? inner).Name}' as well.",
                    RepairPlaces = wrong is null ? ImmutableArray<(string, Place)>.Empty : Repair(right!, wrong).ToImmutableArray(),
                    RepairTexts = wrong is null
                        ? ImmutableDictionary<string, string>.Empty
                        : ImmutableDictionary<string, string>.Empty.Add("label", wrong == outer ? trained : classes).Add("name", wrong.Name),
                };
            }
        }
    }

    /// <summary>
    /// The trainer that names the wrong label: of two columns of which the program numbers the values of one, that is the classes; else they are what the
    /// outer trainer is told. Null when it is told nothing: then nobody knows.
    /// </summary>
    private static EstimatorStep? Wrong(PipelineGraph graph, EstimatorStep outer, string classes, EstimatorStep inner, string trained)
    {
        var numbered = graph.Operations(Role.BuildsEstimator).Select(built => new EstimatorStep(built)).Where(step => step.Traits is { NumbersValues: true })
            .Select(step => step.Text("outputColumnName", "OutputColumnName")).ToList();
        return numbered.Contains(classes) == numbered.Contains(trained) || numbered.Contains(null)
            ? outer.Argument(Label) is null ? null : inner
            : numbered.Contains(classes) ? inner : outer;
    }

    /// <summary>What takes the label of the wrong trainer, and where the right one says its own.</summary>
    private static IEnumerable<(string, Place)> Repair(EstimatorStep right, EstimatorStep wrong)
    {
        yield return ("trainer", wrong.OptionsPlace ?? wrong.Place);
        if (right.Argument(Label) is not null)
            yield return ("label", right.PlaceOf(Label));
    }
}
