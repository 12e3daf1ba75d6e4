using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.Analyzers.Flow;

namespace MlReview.Analyzers.Pipeline;

/// <summary>An evaluation of a model on rows that are proven to be none of those it was trained on.</summary>
internal sealed record HeldOutScore(Evaluation Evaluation, Fit Model, Value Rows)
{
    /// <summary>Whether the rows are a fold.</summary>
    public bool IsOfFold => Pipeline.Rows.IsFold(Rows);

    /// <summary>Whether some of these rows are among those of the score. Rows of a split that nobody can repeat are still the same in one round.</summary>
    public bool Decides(Value rows) => rows == Rows || Pipeline.Rows.Share(Pipeline.Rows.Relate(Rows, rows));

    /// <summary>Null when that is not proven for all that may be evaluated there, or when each round of a loop has rows of another source.</summary>
    public static HeldOutScore? At(PipelineGraph graph, CallSite site)
    {
        if (graph.Judgement.EvaluationAt(site) is not { } evaluation)
            return null;
        HeldOutScore? score = null;
        foreach (var (rows, under) in evaluation.Data)
        {
            if (ModelOf(graph, rows) is not { Data.IsEmpty: false } model || VariesByRound(evaluation.Site, rows) || (score is not null && !HaveOneSource(score.Rows, rows))
                || model.Data.Any(data => data.Guard.AgreesWith(under) && Pipeline.Rows.Relate(data.Data, rows) != RowRelation.Disjoint))
            {
                return null;
            }

            score = new HeldOutScore(evaluation, model, rows);
        }

        return score;
    }

    /// <summary>
    /// Whether rows that decided nothing judge the chosen model as well, or one that was trained anew with what was chosen. In doubt they do.
    /// </summary>
    public static bool AreJudgedElsewhere(PipelineGraph graph, IReadOnlyCollection<HeldOutScore> scores)
    {
        bool Decided(Value rows) => scores.Any(score => score.Decides(rows));
        bool IsRelated(Fit model) => scores.Any(score => score.Model.Site == model.Site
            || model.Data.Any(data => Decided(data.Data) || score.Model.Data.Any(other => Pipeline.Rows.Share(Pipeline.Rows.Relate(other.Data, data.Data)))));
        return graph.Evaluations.SelectMany(evaluation => evaluation.Data).Any(data => !Decided(data.Data) && ModelOf(graph, data.Data) switch
        {
            null => true,
            var model => IsRelated(model) && !model.Data.Any(trained => Pipeline.Rows.Share(Pipeline.Rows.Relate(trained.Data, data.Data))),
        });
    }

    private static Fit? ModelOf(PipelineGraph graph, Value rows)
    {
        var fits = graph.Models.AppliedFits(rows).ToList();
        return fits.LastOrDefault(fit => fit.TrainsModel) ?? fits.LastOrDefault(fit => fit.Estimators.Any(each => !each.Estimator.IsKnown));
    }

    private static bool HaveOneSource(Value rows, Value others) => new HashSet<Value>(RowAlgebra.Bases(rows.First)).SetEquals(RowAlgebra.Bases(others.First));

    /// <summary>Whether the rows come from a source that is made inside a loop around the evaluation: then it is the rows that differ, not the models alone.</summary>
    private static bool VariesByRound(CallSite evaluation, Value rows)
    {
        var loops = new List<SyntaxNode>();
        for (var site = evaluation; site is not null; site = site.Outer)
            loops.AddRange(site.Node.Ancestors().Where(outer => outer is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax));
        return loops.Count > 0 && RowAlgebra.Bases(rows.First).SelectMany(Sources.Within).Any(source => IsMadeIn(source.Site, loops));
    }

    private static bool IsMadeIn(CallSite? source, List<SyntaxNode> loops)
    {
        for (var site = source; site is not null; site = site.Outer)
        {
            if (loops.Any(loop => loop.Contains(site.Node) && site.Node.SyntaxTree == loop.SyntaxTree))
                return true;
        }

        return false;
    }
}
