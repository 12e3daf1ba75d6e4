using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>Puts what prepares the rows into the pipeline that is trained, so that it is fitted on what that is fitted on.</summary>
internal static class Preparation
{
    /// <summary>The preparation that is appended to, fitted with the pipeline on raw rows; what it was fitted for before is deleted when nothing else reads it.</summary>
    public static IEnumerable<Repair> FoldedIn(FindingToRepair finding, Func<string, string, string> title)
    {
        var pipelines = finding.AllAt("pipeline").OfType<ExpressionSyntax>().ToList();
        if (finding.At("preparation") is not ExpressionSyntax preparation || pipelines.Count == 0 || pipelines.Count != finding.AllAt("pipeline").Count()
            || PreparedRows.HandedOn(finding) is not { } reads || EarlyFit.Of(finding, preparation, pipelines) is not { } early)
        {
            yield break;
        }

        var edits = new List<Edit>(early.Edits);
        edits.AddRange(reads.Select(read => Edit.Replace(read.Prepared, read.Raw.ToString())));
        edits.AddRange(pipelines.SelectMany(pipeline => Before(pipeline, early.Estimator)));
        var named = new HashSet<string>(early.Kept.Concat(reads.Select(read => read.Raw).Concat(pipelines).Append(preparation)
            .SelectMany(expression => expression.DescendantNodesAndSelf()).OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText)));
        edits.AddRange(Leftovers.Of(finding, early.Gone.Concat(reads.Select(read => read.Prepared)), named, finding.AllAt("prepared").ToList()));
        yield return new Repair(title(early.Name, reads.Count == 0 ? "" : reads[0].Raw.ToString()), "fold", edits.ToArray());
    }

    /// <summary>Makes a pipeline the continuation of an estimator: the first step of a chain is appended to it, and the rest of the chain stays.</summary>
    private static IEnumerable<Edit> Before(ExpressionSyntax pipeline, string estimator)
    {
        var first = pipeline;
        while (first is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" or "AppendCacheCheckpoint", Expression: var receiver } })
            first = receiver;
        yield return Edit.Insert(first.SyntaxTree, first.SpanStart, estimator + ".Append(");
        yield return Edit.Insert(first.SyntaxTree, first.Span.End, ")");
    }
}
