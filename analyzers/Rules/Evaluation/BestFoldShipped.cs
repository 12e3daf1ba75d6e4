using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Evaluation;

/// <summary>MLR504: the model of the best fold of a cross-validation goes into use because its own fold liked it.</summary>
internal sealed class BestFoldShipped : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR504",
        "Best fold shipped",
        "The model of the best fold of '{0}' ({1}) is kept by that fold's own score and {2} at {3}: it was trained on a part of the rows, and the best of several scores is partly luck; report the mean of the folds and train on all rows",
        Category.Evaluation,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Of the models of a cross-validation the one whose own fold scores best is kept and goes into use. Its score is the greatest of several, not the mean, and it has seen fewer rows than there are.",
        HelpLink("MLR504"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        if (!graph.IsComplete)
            yield break;
        foreach (var selection in graph.Selections)
        {
            var folds = selection.Judges.Select(judge => FoldsOf(graph, judge)).ToList();
            if (folds.Contains(null))
                continue;
            var rows = folds.SelectMany(each => each!.Value.Rows).ToList();
            var uses = selection.UsesOfModel(graph).Where(use => use.Role != Role.Transforms || graph.DataOf(use).Any(data => !Share(rows, data.Data))).ToList();
            if (uses.Count == 0 || IsJudgedElsewhere(graph, uses, rows))
                continue;
            var use = uses.Find(each => each.Role == Role.SavesModel) ?? uses[0];
            var (validation, used) = (folds[0]!.Value.Place, new Place(use.Site.Node, use.Site.Member));
            yield return new Finding(selection.Decision, Impact.Major, validation.ResultName, validation.SeenFrom(selection.Decision), Verb(use), used.SeenFrom(selection.Decision))
            {
                Path = ImmutableArray.Create((validation, "the folds are scored here"), (used, "and the best one's model goes into use here")),
                Fix = "Report the mean of the folds' scores, and fit the estimator on all training rows.",
            };
        }
    }

    /// <summary>Where folds are cut, and from which rows; null when the judge saw no folds.</summary>
    private static (Place Place, ImmutableArray<Value> Rows)? FoldsOf(PipelineGraph graph, CallSite judge)
    {
        if (graph.CrossValidations.FirstOrDefault(validation => validation.Site == judge) is { } validation)
            return (validation.Place, validation.Data.Select(data => data.Data).ToImmutableArray());
        return HeldOutScore.At(graph, judge) is { IsOfFold: true } score
            ? (graph.Origins.MadeAt(score.Rows) ?? score.Evaluation.Place, ImmutableArray.Create(score.Rows, score.Model.Data[0].Data))
            : null;
    }

    /// <summary>Whether the chosen model is evaluated on rows of which no fold was cut. In doubt it is.</summary>
    private static bool IsJudgedElsewhere(PipelineGraph graph, List<FlowEvent> uses, List<Value> rows)
    {
        var applied = new HashSet<Value>(uses.Where(use => use.Role == Role.Transforms).Select(use => use.Receiver).SelectMany(model => ValueFactory.Expand(model).Select(each => each.Value)));
        return graph.Evaluations.SelectMany(evaluation => evaluation.Data).Any(data => data.Data.Operands.Any(applied.Contains) && !Share(rows, data.Data));
    }

    private static bool Share(List<Value> rows, Value data) => rows.Exists(some => Rows.Share(Rows.Relate(some, data)));

    private static string Verb(FlowEvent use) => use.Role switch
    {
        Role.SavesModel => "saved",
        Role.CreatesEngine => "served",
        Role.Transforms => "applied",
        _ => "handed on",
    };
}
