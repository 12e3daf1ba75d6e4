using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR112: a feature of a row is computed from rows that come after it.</summary>
internal sealed class LooksAhead : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR112",
        "Looks ahead",
        "'{0}' is computed from {1}, and {2} reads it as a feature at {3}: whoever asks for a prediction does not have these rows yet",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A feature of a row is computed from rows that come after it in an ordered sequence. The label may look ahead; a feature that does shows the model the future.",
        HelpLink("MLR112"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var trained = graph.ModelPairs.Select(pair => (pair.Estimator, pair.TrainData, pair.Model.Place))
            .Concat(graph.CrossValidations.SelectMany(validation => validation.Data.SelectMany(data => validation.Estimators
                .Where(estimator => estimator.Guard.AgreesWith(data.Guard)).Select(estimator => (estimator.Estimator, data.Data, validation.Place)))));
        foreach (var (estimator, data, training) in trained)
        {
            if (graph.ColumnsOf(estimator, data) is not { Label: { IsKnown: true, IsCertain: true } label } columns)
                continue;
            var answers = new HashSet<string>(label.Upstream().Select(column => column.Name), StringComparer.Ordinal);
            foreach (var ahead in graph.RowSequences.In(data, answers).Where(ahead => IsFeature(columns, ahead.Column)))
            {
                yield return new Finding(
                    ahead.Place, Impact.Critical, ahead.Column, Rows(ahead.Steps), columns.Trainer.Name, columns.Trainer.Place.SeenFrom(ahead.Place))
                {
                    Path = ImmutableArray.Create((ahead.Write, $"'{ahead.Column}' is written here"), (columns.Trainer.Place, "its trainer reads it"), (training, "trained here")),
                    Fix = $"Compute '{ahead.Column}' from the row itself and earlier ones; only the label '{label.Name}' may look ahead.",
                };
            }
        }
    }

    private static bool IsFeature(TrainerColumns columns, string name) => columns.Features.Any(feature =>
        feature.IsCertain && feature.Upstream().Any(column => column.IsSource && column.Name == name && !feature.PathTo(column).IsEmpty));

    private static string Rows(int steps) => steps switch
    {
        1 => "the row after its own",
        int.MaxValue => "all rows after its own",
        _ => $"rows up to {steps} after its own",
    };
}
