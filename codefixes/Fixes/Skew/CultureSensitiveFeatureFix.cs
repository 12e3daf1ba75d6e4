using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Skew;

/// <summary>
/// MLR208: gives conversions the invariant culture; those that read back what others wrote, together. Not what a person types: that is in
/// the language of whoever does.
/// </summary>
internal sealed class CultureSensitiveFeatureFix : RuleFix
{
    public override string RuleId => "MLR208";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        // Inner ones first: an edit at the end of both is theirs before it is that of the outer one.
        var conversions = finding.AllAt("conversion").OrderBy(conversion => conversion?.Span.Length).ToList();
        var edits = new List<Edit>();
        foreach (var conversion in conversions)
        {
            if (conversion is null || new InvariantConversion(finding, conversion).Edits() is not { } made)
                yield break;
            edits.AddRange(made);
        }

        if (edits.Count > 0)
            yield return new Repair($"Give '{Shown(finding.Node ?? conversions[0]!)}' the invariant culture", "invariant", edits.ToArray());
    }

    private static string Shown(SyntaxNode conversion) => string.Join(" ", conversion.ToString().Split(new[] { ' ', '\t', '\r', '\n' }, StringSplitOptions.RemoveEmptyEntries));
}
