using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Artifacts;

/// <summary>MLR402: passes the schema of the rows that the model was trained on.</summary>
internal sealed class SavedWithWrongSchemaFix : RuleFix
{
    public override string RuleId => "MLR402";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.At("schema") is not ExpressionSyntax schema || finding.At("rows") is not ExpressionSyntax rows || !(Names.MeanTheSame(finding, rows, schema) || IsSetOnce(finding, rows, schema)))
            yield break;

        // A field that is set later is null for the compiler, and was for the user, who read it all the same.
        var mayBeNull = finding.Model(rows).GetSymbolInfo(rows, finding.Cancellation).Symbol is IFieldSymbol { IsReadOnly: false, NullableAnnotation: NullableAnnotation.Annotated };
        var given = $"{rows}{(mayBeNull ? "!" : "")}.Schema";
        yield return new Repair($"Save with the schema of the rows it was trained on: '{given}'", "schema", Leftovers.Of(finding, schema).Append(Edit.Replace(schema, given)).ToArray());
    }

    /// <summary>
    /// Whether rows stand in a private field of the same type, or are a side of the split that does, and one place sets it: they have one schema, however often
    /// that is done.
    /// </summary>
    private static bool IsSetOnce(FindingToRepair finding, ExpressionSyntax rows, SyntaxNode there) =>
        (rows is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TrainSet" or "TestSet", Expression: var split } ? split : rows) is IdentifierNameSyntax holder
        && finding.Model(holder).GetSymbolInfo(holder, finding.Cancellation).Symbol is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences: { Length: 1 } declared } field
        && declared[0].GetSyntax(finding.Cancellation) is VariableDeclaratorSyntax { Initializer: null, Parent.Parent.Parent: TypeDeclarationSyntax type } && !type.Modifiers.Any(SyntaxKind.PartialKeyword)
        && Names.IsSeenFrom(finding, field, there) && Names.References(finding, field).Count(Names.IsWrite) == 1;
}
