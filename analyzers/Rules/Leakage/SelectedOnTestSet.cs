using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR108: the test side decides something about the model, and then judges it.</summary>
internal sealed class SelectedOnTestSet : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR108",
        "Selected on the test set",
        "'{0}' {1} {2}, and no other rows judge it: what was picked because it fits these rows scores better on them than it will on new ones",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The rows that a model is reported on have decided which model, hyper-parameter, threshold or calibration was kept, or when training ended. Their score is the best of several tries, not that of unseen rows.",
        HelpLink("MLR108"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        if (!graph.IsComplete)
            yield break;
        foreach (var selection in graph.Selections)
        {
            var scores = selection.Judges.Select(judge => HeldOutScore.At(graph, judge)).OfType<HeldOutScore>().OrderBy(score => score.Evaluation.Place.Start).ToList();
            if (scores.Count < selection.Judges.Length || scores.Any(score => score.IsOfFold || !scores[0].Decides(score.Rows))
                || !selection.HasEffect(graph) || HeldOutScore.AreJudgedElsewhere(graph, scores))
            {
                continue;
            }

            var last = scores[scores.Count - 1];
            yield return new Finding(
                last.Evaluation.Place, Impact.Critical, last.Model.Place.ResultName, "is kept or dropped by its score on", NameOf(graph, last.Rows, last.Evaluation, last.Evaluation.Place))
            {
                Path = scores.Where(score => score != last).Select(score => (score.Evaluation.Place, "another model is evaluated on the same rows"))
                    .Append((selection.Decision, "the better score decides")).ToImmutableArray(),
                RepairPlaces = ValidationSplit.ToCut(graph, scores),
                Fix = "Choose by cross-validation or on a validation split of the training rows; evaluate only what was chosen on the test rows.",
            };
        }

        foreach (var tuning in Tuning.In(graph))
        {
            // Rows of which nothing is known may be others.
            var pairs = graph.ModelPairs.Where(pair => !Rows.Share(pair.Relation) && tuning.ShowsIn(graph, pair.EvaluationData)).ToList();
            if (pairs.Count == 0 || !pairs.All(pair => pair.Relation == RowRelation.Disjoint && Rows.Share(Rows.Relate(tuning.Rows, pair.EvaluationData))))
                continue;
            var judged = pairs[0];
            yield return new Finding(
                tuning.Place, Impact.Critical, judged.Model.Place.ResultName, tuning.Effect, NameOf(graph, judged.EvaluationData, judged.Evaluation, tuning.Place))
            {
                Path = ImmutableArray.Create((judged.Model.Place, "the model is trained here"), (judged.Evaluation.Place, "and evaluated here, on the rows that decided")),
                RepairPlaces = ValidationSplit.ToCut(graph, tuning),
                Fix = "Cut a validation split from the training rows for it; evaluate on the test rows once, at the end.",
            };
        }
    }

    private static string NameOf(PipelineGraph graph, Value rows, Pipeline.Evaluation evaluation, Place from) => graph.Origins.MadeAt(rows) is { } split
        ? $"the rows that '{split.ResultName}' ({split.SeenFrom(from)}) holds out"
        : $"'{evaluation.DataName}' ({evaluation.Place.SeenFrom(from)})";
}
