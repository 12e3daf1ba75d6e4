using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.CodeFixes.Repairs;

/// <summary>A method or local function that prepares the rows it is given, and returns them.</summary>
internal sealed class PreparingFunction
{
    private readonly SyntaxNode _declaration;
    private readonly IMethodSymbol _symbol;
    private readonly TypeSyntax _returnType;
    private readonly ParameterListSyntax _parameters;
    private readonly ExpressionSyntax _result;

    private PreparingFunction(SyntaxNode declaration, IMethodSymbol symbol, TypeSyntax returnType, ParameterListSyntax parameters, ExpressionSyntax result)
    {
        _declaration = declaration;
        _symbol = symbol;
        _returnType = returnType;
        _parameters = parameters;
        _result = result;
    }

    public string Name => _symbol.Name;

    /// <summary>The function that returns what a call in it prepares; null when it does more, or when others than the repair sees may call it.</summary>
    public static PreparingFunction? Of(FindingToRepair finding, InvocationExpressionSyntax within)
    {
        var declaration = within.Ancestors().FirstOrDefault(outer => outer is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
        var (returnType, parameters) = declaration switch
        {
            MethodDeclarationSyntax method => (method.ReturnType, method.ParameterList),
            LocalFunctionStatementSyntax local => (local.ReturnType, local.ParameterList),
            _ => (null, null),
        };
        return returnType is not null && parameters is not null && finding.Model(within).GetDeclaredSymbol(declaration!, finding.Cancellation) is IMethodSymbol symbol
            && IsOnlyCalledHere(finding, symbol) && ResultOf(finding, within, declaration!) is { } result
            ? new PreparingFunction(declaration!, symbol, returnType, parameters, result)
            : null;
    }

    /// <summary>The edits that make it return the estimator, without the rows; how it is called then; and what it does no more.</summary>
    public (string Call, IReadOnlyList<Edit> Edits, IReadOnlyList<SyntaxNode> Gone)? Returning(
        FindingToRepair finding, ExpressionSyntax estimator, InvocationExpressionSyntax fit, IReadOnlyList<ExpressionSyntax> pipelines)
    {
        var calls = finding.AllAt("prepared").OfType<InvocationExpressionSyntax>().ToList();
        var rows = finding.AllAt("raw").Select(raw => raw?.Parent as ArgumentSyntax).ToList();
        if (calls.Count == 0 || calls.Count != rows.Count || rows.Any(row => row?.Parent is not ArgumentListSyntax) || CallsOf(finding) != calls.Count)
            return null;
        var spellings = calls.Select((call, index) => Without(call, rows[index]!)).Distinct().ToList();
        var kept = new[] { calls[0].Expression }.Concat(calls[0].ArgumentList.Arguments.Where(argument => argument != rows[0]).Select(argument => argument.Expression));
        if (spellings.Count != 1 || kept.Any(part => pipelines.Any(pipeline => !Names.AllMeanTheSame(finding, part, pipeline)))
            || ParameterFor(finding, fit) is not { } parameter || EstimatorType.Any(finding.Compilation) is not { } type || Undocumented(parameter) is not { } documentation)
        {
            return null;
        }

        var edits = new List<Edit>(documentation)
        {
            Edit.Replace(_returnType, type.ToMinimalDisplayString(finding.Model(_returnType), _returnType.SpanStart)),
            Removal(parameter),
            Edit.Replace(_result, estimator.ToString()),
        };
        return (spellings[0], edits, new SyntaxNode[] { _result });
    }

    private static string Without(InvocationExpressionSyntax call, ArgumentSyntax rows) =>
        $"{call.Expression}({string.Join(", ", call.ArgumentList.Arguments.Where(argument => argument != rows).Select(argument => argument.ToString()))})";

    /// <summary>The expression that is the function's one result: the call, or the variable that holds nothing else.</summary>
    private static ExpressionSyntax? ResultOf(FindingToRepair finding, ExpressionSyntax within, SyntaxNode declaration)
    {
        if (within.Parent is ArrowExpressionClauseSyntax)
            return within;
        var returns = declaration.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) || node == declaration).OfType<ReturnStatementSyntax>().ToList();
        if (returns.Count != 1 || returns[0].Expression is not { } returned)
            return null;
        return returned == within || (Names.VariableOf(finding, within) is { } rows && Names.References(finding, rows).All(reference => reference == returned)) ? returned : null;
    }

    private static bool IsOnlyCalledHere(FindingToRepair finding, IMethodSymbol symbol)
    {
        if (symbol.IsVirtual || symbol.IsOverride || symbol.IsAbstract || symbol.IsAsync || symbol.IsGenericMethod || symbol.PartialDefinitionPart is not null || symbol.PartialImplementationPart is not null)
            return false;
        if (symbol.MethodKind == MethodKind.LocalFunction)
            return true;
        if (symbol.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers()).Any(
            member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol)))
        {
            return false;
        }

        for (ISymbol? each = symbol; each is not null and not INamespaceSymbol; each = each.ContainingSymbol)
        {
            if (each.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return true;
        }

        return finding.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
    }

    /// <summary>How often the compilation names the function.</summary>
    private int CallsOf(FindingToRepair finding) => finding.Compilation.SyntaxTrees
        .Where(tree => tree.GetText(finding.Cancellation).ToString().Contains(_symbol.Name))
        .Sum(tree => tree.GetRoot(finding.Cancellation).DescendantNodes(descendIntoTrivia: true).OfType<IdentifierNameSyntax>().Count(name => name.Identifier.ValueText == _symbol.Name
            && finding.Compilation.GetSemanticModel(tree).GetSymbolInfo(name, finding.Cancellation) is var info && info.CandidateSymbols.Add(info.Symbol!).Any(IsIt)));

    private bool IsIt(ISymbol? named) => named is IMethodSymbol method && SymbolEqualityComparer.Default.Equals((method.ReducedFrom ?? method).OriginalDefinition, _symbol);

    private ParameterSyntax? ParameterFor(FindingToRepair finding, InvocationExpressionSyntax fit) =>
        fit.ArgumentList.Arguments.FirstOrDefault()?.Expression is { } rows && finding.Model(rows).GetSymbolInfo(rows, finding.Cancellation).Symbol is IParameterSymbol symbol
            ? _parameters.Parameters.FirstOrDefault(parameter => parameter.Identifier.ValueText == symbol.Name && parameter.Modifiers.Count == 0)
            : null;

    private Edit Removal(ParameterSyntax parameter)
    {
        var index = _parameters.Parameters.IndexOf(parameter);
        var span = index > 0
            ? TextSpan.FromBounds(_parameters.Parameters[index - 1].Span.End, parameter.Span.End)
            : TextSpan.FromBounds(parameter.SpanStart, _parameters.Parameters.Count > 1 ? _parameters.Parameters[1].SpanStart : parameter.Span.End);
        return new Edit(parameter.SyntaxTree, new TextChange(span, ""));
    }

    /// <summary>The edits that take a parameter out of the documentation; null when more than a line of its own speaks of it.</summary>
    private IReadOnlyList<Edit>? Undocumented(ParameterSyntax parameter)
    {
        var text = _declaration.SyntaxTree.GetText();
        var named = $"\"{parameter.Identifier.ValueText}\"";
        var trivia = TextSpan.FromBounds(_declaration.FullSpan.Start, _declaration.SpanStart);
        var lines = text.Lines.Where(line => trivia.Contains(line.Start) && line.ToString().Contains(named)).ToList();
        return lines.All(line => line.ToString().Trim() is var shown && shown.StartsWith($"/// <param name={named}>", StringComparison.Ordinal) && shown.EndsWith("</param>", StringComparison.Ordinal))
            ? lines.Select(line => new Edit(_declaration.SyntaxTree, new TextChange(line.SpanIncludingLineBreak, ""))).ToList()
            : null;
    }
}
