using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Evaluation;

/// <summary>
/// MLR502: assigns the extended pipeline, or the rows that are kept, to the variable that holds the former ones, when that is read later. A
/// variable that was declared as one kind of estimator becomes one of any kind.
/// </summary>
internal sealed class ResultDroppedFix : RuleFix
{
    public override string RuleId => "MLR502";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Node is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax } call
            || finding.At("variable") is not IdentifierNameSyntax name)
        {
            yield break;
        }

        var model = finding.Model(call);
        var variable = model.GetSymbolInfo(name, finding.Cancellation).Symbol;
        var type = variable switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field when !field.IsReadOnly || IsSetBy(field, call) => field.Type,
            _ => null,
        };
        if (type is null || !IsReadLater(finding, variable!, call))
            yield break;
        var assigns = Edit.Insert(call.SyntaxTree, call.SpanStart, name + " = ");
        if (model.GetTypeInfo(call, finding.Cancellation).Type is { } result && finding.Compilation.ClassifyConversion(result, type).IsImplicit)
            yield return new Repair($"Assign the result to '{name}'", "assign", assigns);
        else if (EstimatorType.Any(finding.Compilation) is { } any && Declared(finding, variable!) is { } declared)
        {
            var shown = any.ToMinimalDisplayString(model, declared.SpanStart);
            yield return new Repair($"Assign the result to '{name}', which becomes an '{shown}'", "assign", assigns, Edit.Replace(declared, shown));
        }
    }

    /// <summary>Whether a call stands in a constructor, which may set the readonly field.</summary>
    private static bool IsSetBy(IFieldSymbol field, SyntaxNode call) =>
        call.Ancestors().FirstOrDefault(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) is ConstructorDeclarationSyntax constructor
        && constructor.Modifiers.Any(SyntaxKind.StaticKeyword) == field.IsStatic;

    /// <summary>Whether anything but the schema is read of a variable after a call; between functions and round a loop nobody can tell what is after.</summary>
    private static bool IsReadLater(FindingToRepair finding, ISymbol variable, SyntaxNode call)
    {
        var outer = call.Ancestors().FirstOrDefault(outer => outer is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
        var isAnywhere = variable is IFieldSymbol || (outer is not null && variable.Locations[0].SourceSpan.Start < outer.SpanStart);
        return Names.References(finding, variable).Any(
            read => !call.Span.Contains(read.Span) && !Names.IsWrite(read) && (isAnywhere || read.SpanStart > call.Span.End)
                && read.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Schema" } and not MemberAccessExpressionSyntax { Parent.Parent: ExpressionStatementSyntax });
    }

    private static TypeSyntax? Declared(FindingToRepair finding, ISymbol variable) =>
        variable is ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private }
            && variable.DeclaringSyntaxReferences[0].GetSyntax(finding.Cancellation).Parent is VariableDeclarationSyntax { Variables.Count: 1, Type: var type } ? type : null;
}
