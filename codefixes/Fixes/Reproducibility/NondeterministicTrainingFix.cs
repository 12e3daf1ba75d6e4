using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Reproducibility;

/// <summary>
/// MLR304: sets the option that makes a trainer repeat itself. A trainer that is given arguments is given an options object with the same
/// values instead; what was left at its default has the same default there.
/// </summary>
internal sealed class NondeterministicTrainingFix : RuleFix
{
    public override string RuleId => "MLR304";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.Text("option") is not { } option || finding.Text("trainer") is not { } trainer)
            yield break;
        var (value, how) = option == "NumberOfThreads" ? ("1", "on one thread, which is slower") : ("true", "in a fixed order");
        var edits = finding.At("options") is { } options
            ? Setting.Given(finding, options, (option, value))
            : finding.Node is InvocationExpressionSyntax call ? WithOptions(finding, call, (option, value)) : null;
        if (edits is not null)
            yield return new Repair($"Train '{trainer}' {how}: {option} = {value}", "option", edits.ToArray());
    }

    /// <summary>The call with an options object in place of its arguments; null where an argument has no counterpart there.</summary>
    private static IReadOnlyList<Edit>? WithOptions(FindingToRepair finding, InvocationExpressionSyntax call, (string Name, string Value) more)
    {
        if (finding.Model(call).GetSymbolInfo(call, finding.Cancellation).Symbol is not IMethodSymbol method || OptionsOf(method) is not { } type)
            return null;
        var members = new List<string>();
        for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
        {
            var argument = call.ArgumentList.Arguments[i];
            if ((argument.NameColon?.Name.Identifier.ValueText ?? (i < method.Parameters.Length ? method.Parameters[i].Name : null)) is not { } parameter)
                return null;

            // No value is what an option has that nothing sets.
            if (argument.Expression.IsKind(SyntaxKind.NullLiteralExpression))
                continue;
            var member = char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);
            if (!Setting.HasMember(type, member))
                return null;
            members.Add($"{member} = {argument.Expression}");
        }

        members.Add($"{more.Name} = {more.Value}");
        var (name, import) = TypeNames.Of(finding, type, call);
        var list = call.ArgumentList;
        if (list.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective))
            return null;
        var edits = new List<Edit> { Edit.Replace(list, list.ToString().IndexOf('\n') < 0 ? $"(new {name} {{ {string.Join(", ", members)} }})" : OnLines(list, name, members)) };
        if (import is { } directive)
            edits.Add(directive);
        return edits;
    }

    /// <summary>Arguments on several lines become members on as many.</summary>
    private static string OnLines(ArgumentListSyntax list, string type, IEnumerable<string> members)
    {
        var (text, end) = (list.SyntaxTree.GetText(), LineBreak.Of(list.SyntaxTree));
        var line = text.Lines.GetLineFromPosition(list.SpanStart).ToString();
        var indent = end + line.Substring(0, line.Length - line.TrimStart().Length);
        return $"(new {type}{indent}{{{string.Concat(members.Select(member => $"{indent}    {member},"))}{indent}}})";
    }

    /// <summary>The options of the overload that takes them.</summary>
    private static INamedTypeSymbol? OptionsOf(IMethodSymbol method)
    {
        var declared = method.ReducedFrom ?? method;
        var others = declared.IsExtensionMethod ? 1 : 0;
        return declared.ContainingType.GetMembers(declared.Name).OfType<IMethodSymbol>()
            .Where(other => other.Parameters.Length == others + 1 && SymbolEqualityComparer.Default.Equals(other.ReturnType, declared.ReturnType)
                && (others == 0 || SymbolEqualityComparer.Default.Equals(other.Parameters[0].Type, declared.Parameters[0].Type)))
            .Select(other => other.Parameters[others].Type as INamedTypeSymbol).FirstOrDefault(type => type?.Name == "Options");
    }
}
