using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>A setting that is given as an argument of a call, or as a member of an options object.</summary>
internal static class Setting
{
    /// <summary>The edits that give settings their values; null where one has no such name, and where what it has now is decided elsewhere.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="at">The call, or the creation of the options.</param>
    /// <param name="settings">Names of parameters, or of members, and the values as they are written.</param>
    public static IReadOnlyList<Edit>? Given(FindingToRepair finding, SyntaxNode? at, params (string Name, string Value)[] settings) => at switch
    {
        InvocationExpressionSyntax call => OfCall(finding, call, settings),
        BaseObjectCreationExpressionSyntax options => OfOptions(finding, options, settings),
        _ => null,
    };

    /// <summary>The name that the options have for a parameter, or the parameter itself for a call.</summary>
    public static string NameAt(SyntaxNode? at, string parameter) =>
        at is BaseObjectCreationExpressionSyntax ? char.ToUpperInvariant(parameter[0]) + parameter.Substring(1) : parameter;

    /// <summary>The argument that a call writes for a parameter; null when it leaves it at its default.</summary>
    public static ArgumentSyntax? Argument(FindingToRepair finding, InvocationExpressionSyntax call, string parameter)
    {
        var arguments = call.ArgumentList.Arguments;
        var position = (finding.Model(call).GetSymbolInfo(call, finding.Cancellation).Symbol as IMethodSymbol)?.Parameters.FirstOrDefault(each => each.Name == parameter)?.Ordinal ?? -1;
        return arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter)
            ?? (position >= 0 && position < arguments.Count && arguments.Take(position + 1).All(argument => argument.NameColon is null) ? arguments[position] : null);
    }

    private static IReadOnlyList<Edit>? OfCall(FindingToRepair finding, InvocationExpressionSyntax call, (string Name, string Value)[] settings)
    {
        if (finding.Model(call).GetSymbolInfo(call, finding.Cancellation).Symbol is not IMethodSymbol method || settings.Any(setting => method.Parameters.All(each => each.Name != setting.Name)))
            return null;
        var list = call.ArgumentList;
        return Edits(
            finding,
            settings,
            name => Argument(finding, call, name)?.Expression,
            setting => $"{setting.Name}: {setting.Value}",
            news => list.Arguments.Count == 0 ? Edit.Insert(call.SyntaxTree, list.OpenParenToken.Span.End, string.Join(", ", news)) : After(list.Arguments.Last(), news));
    }

    private static IReadOnlyList<Edit>? OfOptions(FindingToRepair finding, BaseObjectCreationExpressionSyntax options, (string Name, string Value)[] settings) =>
        finding.Model(options).GetTypeInfo(options, finding.Cancellation).Type is { } type && settings.All(setting => HasMember(type, setting.Name) && !IsSetElsewhere(options, setting.Name))
            ? Edits(finding, settings, name => Initialized(options, name), setting => $"{setting.Name} = {setting.Value}", news => Initializer(options, news))
            : null;

    /// <summary>Replaces what is given, and adds the rest.</summary>
    private static IReadOnlyList<Edit>? Edits(
        FindingToRepair finding, (string Name, string Value)[] settings, Func<string, ExpressionSyntax?> given, Func<(string Name, string Value), string> written, Func<IReadOnlyList<string>, Edit> added)
    {
        var there = settings.Where(setting => given(setting.Name) is not null).ToList();
        if (there.Any(setting => !IsWrittenOut(finding, given(setting.Name)!)))
            return null;
        var edits = there.Select(setting => Edit.Replace(given(setting.Name)!, setting.Value)).ToList();
        if (settings.Except(there).Select(written).ToList() is { Count: > 0 } news)
            edits.Add(added(news));
        return edits;
    }

    private static ExpressionSyntax? Initialized(BaseObjectCreationExpressionSyntax options, string member) => options.Initializer?.Expressions
        .OfType<AssignmentExpressionSyntax>().FirstOrDefault(each => each.Left is IdentifierNameSyntax name && name.Identifier.ValueText == member)?.Right;

    private static Edit Initializer(BaseObjectCreationExpressionSyntax options, IReadOnlyList<string> news)
    {
        var all = string.Join(", ", news);
        return (options, options.Initializer) switch
        {
            (ObjectCreationExpressionSyntax { ArgumentList: null } creation, null) => Edit.Insert(options.SyntaxTree, creation.Type.Span.End, $" {{ {all} }}"),
            (ObjectCreationExpressionSyntax { ArgumentList: { } none }, null) when none.ToString() == "()" => Edit.Replace(none, $" {{ {all} }}"),
            (_, null) => Edit.Insert(options.SyntaxTree, options.ArgumentList!.Span.End, $" {{ {all} }}"),
            (_, { Expressions.Count: 0 } empty) => Edit.Insert(options.SyntaxTree, empty.OpenBraceToken.Span.End, " " + all + (empty.ToString() == "{}" ? " " : "")),
            (_, { Expressions: var members }) when members.SeparatorCount == members.Count =>
                Edit.Insert(options.SyntaxTree, members.GetSeparators().Last().Span.End, string.Concat(news.Select(text => Break(members.Last()) + text + ","))),
            (_, { Expressions: var members }) => After(members.Last(), news),
        };
    }

    public static bool HasMember(ITypeSymbol type, string member)
    {
        for (var each = type; each is not null; each = each.BaseType)
        {
            if (each.GetMembers(member).Any(found => found is IFieldSymbol or IPropertySymbol && found.DeclaredAccessibility == Accessibility.Public))
                return true;
        }

        return false;
    }

    /// <summary>Whether the file sets such a member after the object was made: what its initializer says may not be what counts.</summary>
    private static bool IsSetElsewhere(SyntaxNode options, string member) => options.SyntaxTree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Any(assignment => assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name == member);

    /// <summary>Whether an expression is a constant, or a list of such: no variable and no caller decides it.</summary>
    private static bool IsWrittenOut(FindingToRepair finding, ExpressionSyntax expression) =>
        finding.Model(expression).GetConstantValue(expression, finding.Cancellation).HasValue
        || (!expression.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax)
            && expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().All(
                name => finding.Model(name).GetSymbolInfo(name, finding.Cancellation).Symbol is ITypeSymbol or INamespaceSymbol or IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true }));

    private static Edit After(SyntaxNode element, IEnumerable<string> news) =>
        Edit.Insert(element.SyntaxTree, element.Span.End, string.Concat(news.Select(text => "," + Break(element) + text)));

    /// <summary>What parts an element from the next one: a line break when it stands at the beginning of a line itself.</summary>
    private static string Break(SyntaxNode element)
    {
        var text = element.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(element.SpanStart);
        var before = text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(line.Start, element.SpanStart));
        return before.Length > 0 && string.IsNullOrWhiteSpace(before) && line.Start > 0 ? LineBreak.Of(element.SyntaxTree) + before : " ";
    }
}
