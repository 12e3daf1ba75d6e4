using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Artifacts;

/// <summary>
/// MLR401: puts a version into the path, wherever it is written: a constant, or one that the callers of the method give. Not where the same
/// file is named in another way, for whoever reads it there would find the old one.
/// </summary>
internal sealed class UnversionedModelFix : RuleFix
{
    private const string Version = "1.0.0";

    public override string RuleId => "MLR401";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        var names = finding.AllAt("path").Select(path => PathLiteral.In(finding, path as ExpressionSyntax)).Distinct().ToList();
        if (names.Count == 0 || names.Contains(null) || names.Any(name => name!.IsWrittenElsewhere(finding, names!)))
            yield break;
        yield return new Repair(
            $"Put a version into the path: {names[0]!.With("-" + Version)}", "constant", names.Select(name => Edit.Insert(name!.Token.SyntaxTree!, name.Position, "-" + Version)).ToArray());

        if (names.Count == 1 && names[0]!.Token is { RawKind: (int)SyntaxKind.StringLiteralToken, Parent: LiteralExpressionSyntax literal } && literal.Token.Text.IndexOfAny(new[] { '{', '}' }) < 0
            && MethodThatMayTakeMore(finding, literal) is var (method, parameters))
        {
            var parameter = (parameters.Parameters.Count == 0 ? "" : ", ") + $"string version = \"{Version}\"";
            yield return new Repair(
                $"Let the callers of '{method}' give the version: ${names[0]!.With("-{version}")}",
                "parameter",
                Edit.Replace(literal, "$" + names[0]!.With("-{version}")),
                Edit.Insert(literal.SyntaxTree, parameters.CloseParenToken.SpanStart, parameter));
        }
    }

    /// <summary>The private method or local function that holds a literal, when one more parameter is nobody else's business.</summary>
    private static (string Name, ParameterListSyntax Parameters)? MethodThatMayTakeMore(FindingToRepair finding, SyntaxNode literal)
    {
        var model = finding.Model(literal);
        if (!model.LookupSymbols(literal.SpanStart, name: "version").IsEmpty)
            return null;
        var (name, parameters) = literal.Ancestors().FirstOrDefault(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) switch
        {
            LocalFunctionStatementSyntax local => (local.Identifier.ValueText, local.ParameterList),
            MethodDeclarationSyntax { AttributeLists.Count: 0, ExplicitInterfaceSpecifier: null, Identifier.ValueText: not "Main" } method
                when model.GetDeclaredSymbol(method, finding.Cancellation) is { DeclaredAccessibility: Accessibility.Private, PartialDefinitionPart: null, PartialImplementationPart: null }
                    && method.Parent is TypeDeclarationSyntax type && !type.Modifiers.Any(SyntaxKind.PartialKeyword) => (method.Identifier.ValueText, method.ParameterList),
            _ => default,
        };
        return parameters is null || parameters.Parameters.LastOrDefault()?.Modifiers.Any(SyntaxKind.ParamsKeyword) == true ? null : (name, parameters);
    }
}
