using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>Where prepared rows are handed on, and the raw rows that can take their place there.</summary>
internal static class PreparedRows
{
    /// <summary>The expressions that stand for prepared rows, with those that stand for the raw ones; null when a place does more than hand them on.</summary>
    public static IReadOnlyList<(ExpressionSyntax Prepared, ExpressionSyntax Raw)>? HandedOn(FindingToRepair finding)
    {
        var (calls, rows) = (finding.AllAt("prepared").ToList(), finding.AllAt("raw").ToList());
        var found = new List<(ExpressionSyntax, ExpressionSyntax)>();
        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i] is not InvocationExpressionSyntax call || rows[i] is not ExpressionSyntax raw)
                return null;
            if (call.Parent is ArgumentSyntax { Parent: ArgumentListSyntax })
            {
                found.Add((call, raw));
                continue;
            }

            if (Names.VariableOf(finding, call) is not { } variable)
                return null;
            foreach (var reference in Names.References(finding, variable))
            {
                if (!IsHandedOn(finding, reference) || !Names.MeanTheSame(finding, raw, reference))
                    return null;
                found.Add((reference, raw));
            }
        }

        return found;
    }

    /// <summary>Prepared and raw rows have other columns: their schema is the same to whoever saves the model alone.</summary>
    private static bool IsHandedOn(FindingToRepair finding, IdentifierNameSyntax rows) => rows.Parent switch
    {
        ArgumentSyntax { Parent: ArgumentListSyntax } => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Schema", Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } =>
            finding.Model(call).GetSymbolInfo(call, finding.Cancellation).Symbol is IMethodSymbol { Name: "Save", ContainingType.Name: "ModelOperationsCatalog" },
        _ => false,
    };
}
