using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>Takes the side of a split that should stand where other rows do.</summary>
internal static class OtherSide
{
    /// <param name="finding">The finding.</param>
    /// <param name="title">What is said of the side and of the rows; null for what is trained, or evaluated, on them.</param>
    public static IEnumerable<Repair> Repairs(FindingToRepair finding, Func<string, string, string>? title = null)
    {
        var (side, action) = finding.At("test side of") is null ? ("TrainSet", "Train") : ("TestSet", "Evaluate");
        if (finding.At("rows") is not ExpressionSyntax rows || (finding.At("test side of") ?? finding.At("train side of")) is not { } call
            || Names.VariableOf(finding, call) is not { Type.Name: "TrainTestData" } split || !Names.IsSeenFrom(finding, split, rows))
        {
            yield break;
        }

        var name = NameOf(finding, split, side, rows) ?? $"{split.Name}.{side}";
        yield return new Repair(title?.Invoke(name, rows.ToString()) ?? $"{action} on '{name}' instead of '{rows}'", "side", Leftovers.Of(finding, rows).Append(Edit.Replace(rows, name)).ToArray());
    }

    /// <summary>The user's own name for a side, where there is one.</summary>
    public static string? NameOf(FindingToRepair finding, ILocalSymbol split, string side, SyntaxNode there) => Names.References(finding, split)
        .Select(reference => reference.Parent is MemberAccessExpressionSyntax member && member.Expression == reference && member.Name.Identifier.ValueText == side
            ? Names.VariableOf(finding, member)
            : null)
        .FirstOrDefault(named => named is not null && Names.IsSeenFrom(finding, named, there) && named.Locations[0].SourceSpan.Start < there.SpanStart)?.Name;
}
