using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Evaluation;

/// <summary>MLR901: a split holds more rows out than it leaves for training, as when the two shares were mixed up.</summary>
internal sealed class MostRowsHeldOut : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR901",
        "Most rows held out",
        "'{0}' holds {1} % of '{2}' out, and '{3}' ({4}) learns from the rest: testFraction is the share of the test side",
        Category.Evaluation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A split holds out more rows than it leaves for training, and a model is trained on what is left.",
        HelpLink("MLR901"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var (split, train, _) in graph.SplitSides)
        {
            // A share that is not constant is unknown, and unknown is silence.
            if (split.Event.Argument("fraction") is not { } fraction || Arithmetic.Number(fraction) is not (> 0.5 and var share))
                continue;
            foreach (var model in graph.Fits.Where(fit => fit.TrainsModel && fit.Data.Any(rows => rows.Data == train)))
            {
                var percent = $"{Math.Round(100 * share)}";
                yield return new Finding(
                    split.Place, Impact.Major, split.Place.ResultName, percent, split.DataName, model.Place.ResultName, model.Place.SeenFrom(split.Place))
                {
                    Path = ImmutableArray.Create((model.Place, "the model is trained on the smaller side")),
                    Fix = "Give testFraction the share that is held out, such as 0.2.",
                };
            }
        }
    }
}
