using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>A preparation that is fitted on its own, and what becomes of that when it is fitted with a pipeline instead.</summary>
/// <param name="Estimator">How the pipelines name the estimator.</param>
/// <param name="Name">How people do.</param>
/// <param name="Edits">What changes where it was fitted.</param>
/// <param name="Kept">Names that are declared as before, or anew.</param>
/// <param name="Gone">Expressions that are written no more.</param>
internal sealed record EarlyFit(string Estimator, string Name, IReadOnlyList<Edit> Edits, IReadOnlyList<string> Kept, IReadOnlyList<SyntaxNode> Gone)
{
    private const int LongestInline = 80;
    private static readonly IReadOnlyList<Edit> s_noEdits = Array.Empty<Edit>();
    private static readonly IReadOnlyList<string> s_noNames = Array.Empty<string>();
    private static readonly IReadOnlyList<SyntaxNode> s_nothing = Array.Empty<SyntaxNode>();

    /// <summary>Null when the estimator cannot be named by each pipeline.</summary>
    public static EarlyFit? Of(FindingToRepair finding, ExpressionSyntax estimator, IReadOnlyList<ExpressionSyntax> pipelines)
    {
        if (estimator is not (IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax)
            || estimator.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax fit } access || access.Expression != estimator)
        {
            return null;
        }

        if (finding.At("within") is not InvocationExpressionSyntax within)
            return Here(finding, estimator, fit, pipelines);
        return within.Ancestors().FirstOrDefault(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) is AnonymousFunctionExpressionSyntax lambda
            ? InLambda(finding, estimator, within, lambda, pipelines)
            : PreparingFunction.Of(finding, within) is { } function && function.Returning(finding, estimator, fit, pipelines) is { } changed
                ? new EarlyFit(changed.Call, function.Name, changed.Edits, new[] { function.Name }, changed.Gone)
                : null;
    }

    /// <summary>How people name what a call fits: the variable that holds the result, or the estimator.</summary>
    public static string NameOf(FindingToRepair finding, InvocationExpressionSyntax fit) =>
        Names.VariableOf(finding, fit)?.Name ?? (fit.Expression is MemberAccessExpressionSyntax { Expression: var estimator } ? LastStep(estimator) : fit.Expression.ToString());

    /// <summary>A variable for the transformer becomes one for the estimator; a short estimator without one moves into the pipeline.</summary>
    private static EarlyFit? Here(FindingToRepair finding, ExpressionSyntax estimator, InvocationExpressionSyntax fit, IReadOnlyList<ExpressionSyntax> pipelines)
    {
        if (estimator is not InvocationExpressionSyntax)
            return pipelines.All(pipeline => Names.MeanTheSame(finding, estimator, pipeline)) ? new EarlyFit(estimator.ToString(), estimator.ToString(), s_noEdits, s_noNames, s_nothing) : null;
        if (Names.VariableOf(finding, fit) is { } transformer)
        {
            return pipelines.All(pipeline => Names.IsSeenFrom(finding, transformer, pipeline)) && AreAllApplied(finding, transformer)
                ? new EarlyFit(transformer.Name, transformer.Name, Declared(finding, transformer, estimator, fit), new[] { transformer.Name }, s_nothing)
                : null;
        }

        if (IsShort(estimator) && pipelines.Count == 1)
            return Names.AllMeanTheSame(finding, estimator, pipelines[0]) ? new EarlyFit(estimator.ToString(), LastStep(estimator), s_noEdits, s_noNames, s_nothing) : null;
        return InVariable(finding, estimator, fit, pipelines);
    }

    /// <summary>The variable for the prepared rows becomes one for the estimator.</summary>
    private static EarlyFit? InVariable(FindingToRepair finding, ExpressionSyntax estimator, InvocationExpressionSyntax fit, IReadOnlyList<ExpressionSyntax> pipelines)
    {
        const string Name = "preparation";
        return fit.Parent?.Parent is InvocationExpressionSyntax apply && Names.VariableOf(finding, apply) is { } rows && apply.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } }
            && finding.Model(apply).LookupSymbols(apply.SpanStart, name: Name).IsEmpty && pipelines.All(pipeline => Names.IsSeenFrom(finding, rows, pipeline))
            ? new EarlyFit(Name, LastStep(estimator), new[] { Edit.Replace(declaration, $"var {Name} = {estimator}") }, new[] { rows.Name }, s_nothing)
            : null;
    }

    private static EarlyFit? InLambda(
        FindingToRepair finding, ExpressionSyntax estimator, ExpressionSyntax within, AnonymousFunctionExpressionSyntax lambda, IReadOnlyList<ExpressionSyntax> pipelines) =>
        (within.Parent == lambda || within.Parent is ReturnStatementSyntax { Parent: BlockSyntax { Statements.Count: 1, Parent: var parent } } && parent == lambda)
        && (estimator is not InvocationExpressionSyntax || (IsShort(estimator) && pipelines.Count == 1)) && pipelines.All(pipeline => Names.AllMeanTheSame(finding, estimator, pipeline))
            ? new EarlyFit(estimator.ToString(), estimator is InvocationExpressionSyntax ? LastStep(estimator) : estimator.ToString(), s_noEdits, s_noNames, s_nothing)
            : null;

    /// <summary>Whether nothing is done with a transformer but to apply it.</summary>
    private static bool AreAllApplied(FindingToRepair finding, ILocalSymbol transformer)
    {
        var prepared = finding.AllAt("prepared").ToList();
        return Names.References(finding, transformer).All(name => name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax apply } access && access.Expression == name && prepared.Contains(apply));
    }

    private static IReadOnlyList<Edit> Declared(FindingToRepair finding, ILocalSymbol transformer, ExpressionSyntax estimator, InvocationExpressionSyntax fit)
    {
        var edits = new List<Edit> { new(fit.SyntaxTree, new(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(estimator.Span.End, fit.Span.End), "")) };
        if (transformer.DeclaringSyntaxReferences[0].GetSyntax(finding.Cancellation).Parent is VariableDeclarationSyntax { Type: { IsVar: false } type })
            edits.Add(Edit.Replace(type, "var"));
        return edits;
    }

    private static bool IsShort(ExpressionSyntax estimator) => estimator.Span.Length <= LongestInline && estimator.ToString().IndexOf('\n') < 0;

    /// <summary>The step that a chain ends with: its name stands for the chain.</summary>
    private static string LastStep(ExpressionSyntax estimator) => estimator switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" }, ArgumentList.Arguments: { Count: > 0 } arguments } => LastStep(arguments[0].Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var step } } => step,
        _ => estimator.ToString(),
    };
}
