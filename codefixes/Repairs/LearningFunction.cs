using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>
/// A function of the user that learns a value from its rows and writes what comes of it into them, called for all rows just before they are split. It is
/// called for each side after the split instead, and is told which rows to learn from.
/// </summary>
internal sealed class LearningFunction
{
    private const string Source = "learnedFrom";
    private readonly FindingToRepair _finding;
    private readonly LocalDeclarationStatementSyntax _learned;
    private readonly SyntaxNode _function;
    private readonly ParameterSyntax _rows;

    private LearningFunction(FindingToRepair finding, LocalDeclarationStatementSyntax learned, SyntaxNode function, ParameterSyntax rows)
    {
        _finding = finding;
        _learned = learned;
        _function = function;
        _rows = rows;
    }

    public static IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.At("train rows") is not IdentifierNameSyntax train || finding.At("test rows") is not IdentifierNameSyntax test
            || finding.Node?.AncestorsAndSelf().OfType<LocalDeclarationStatementSyntax>().FirstOrDefault() is not { Parent: BlockSyntax { Parent: { } function }, Declaration.Variables: { Count: 1 } } learned
            || OnlyParameterOf(function) is not { Type: not null } rows)
        {
            return Enumerable.Empty<Repair>();
        }

        return new LearningFunction(finding, learned, function, rows).Repair(train, test) is { } repair ? new[] { repair } : Enumerable.Empty<Repair>();
    }

    private Repair? Repair(IdentifierNameSyntax train, IdentifierNameSyntax test)
    {
        var model = _finding.Model(_function);
        if (model.GetDeclaredSymbol(_function, _finding.Cancellation) is not IMethodSymbol method || CallOf(method) is not { } call
            || Sides(call, train, test) is not { } split || SourceOf(model) is not { } source || MembersElsewhere(model) || LookUps(model) is not { } lookUps
            || StatementLines.Of(call) is not { } lines || Insertion.After(split) is not { } place)
        {
            return null;
        }

        var tree = call.SyntaxTree;
        var name = method.Name;
        var edits = new List<Edit>
        {
            lines.Deletion,
            place.Add($"{name}({train}, {train});{LineBreak.Of(tree)}{Layout.IndentAt(tree, split.SpanStart)}{name}({test}, {train});"),
            Edit.Insert(_function.SyntaxTree, _rows.Span.End, $", {_rows.Type} {Source}"),
            Edit.Replace(source, Source),
        };
        foreach (var (table, key) in lookUps)
            edits.Add(Edit.Replace((ExpressionSyntax)table.Parent!, $"{table}.GetValueOrDefault({key})"));
        var unknown = lookUps.Count > 0 ? $", which gives 0 where '{train}' has nothing" : "";
        return new Repair($"Call '{name}' for '{train}' and '{test}' after the split, and let it learn from '{train}' alone{unknown}", "learn from training", edits.ToArray());
    }

    private static ParameterSyntax? OnlyParameterOf(SyntaxNode function) => function switch
    {
        LocalFunctionStatementSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0],
        MethodDeclarationSyntax { ParameterList.Parameters: { Count: 1 } parameters } method when !method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PartialKeyword) => parameters[0],
        _ => null,
    } is { Modifiers.Count: 0, Default: null } parameter ? parameter : null;

    /// <summary>The one statement that calls the function, with a variable of all rows; null when anything else names it.</summary>
    private ExpressionStatementSyntax? CallOf(IMethodSymbol method) =>
        Names.References(_finding, method).ToList() is { Count: 1 } calls
        && calls[0].Parent is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement, ArgumentList.Arguments: { Count: 1 } arguments }
        && arguments[0].Expression is IdentifierNameSyntax ? statement : null;

    /// <summary>The next statement, when it makes both sides of the rows and nothing names the rows after it.</summary>
    private StatementSyntax? Sides(ExpressionStatementSyntax call, IdentifierNameSyntax train, IdentifierNameSyntax test)
    {
        var given = ((InvocationExpressionSyntax)call.Expression).ArgumentList.Arguments[0].Expression;
        var model = _finding.Model(call);
        if (Next(call) is not { } split || model.GetSymbolInfo(given, _finding.Cancellation).Symbol is not ILocalSymbol all || Names.IsWritten(_finding, all)
            || Names.References(_finding, all).Any(name => name != given && !split.Span.Contains(name.Span)))
        {
            return null;
        }

        return new[] { train, test }.All(side => model.GetSymbolInfo(side, _finding.Cancellation).Symbol is ILocalSymbol local && !Names.IsWritten(_finding, local)
            && SymbolEqualityComparer.Default.Equals(local.Type, all.Type) && local.DeclaringSyntaxReferences.All(declared => declared.SyntaxTree == split.SyntaxTree && split.Span.Contains(declared.Span)))
            && !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(train).Symbol, model.GetSymbolInfo(test).Symbol) ? split : null;
    }

    private static StatementSyntax? Next(StatementSyntax statement)
    {
        var row = Insertion.RowOf(statement).ChildNodes().Select(node => node is GlobalStatementSyntax global ? global.Statement : node).OfType<StatementSyntax>().ToList();
        var index = row.IndexOf(statement);
        return index >= 0 && index + 1 < row.Count ? row[index + 1] : null;
    }

    /// <summary>Where the function learns from its rows; null when it does more with them than that and going over them.</summary>
    private IdentifierNameSyntax? SourceOf(SemanticModel model)
    {
        var isTaken = _function.DescendantTokens().Any(token => token.ValueText == Source);
        var names = model.GetDeclaredSymbol(_rows, _finding.Cancellation) is { } parameter ? Names.References(_finding, parameter).ToList() : new List<IdentifierNameSyntax>();
        return !isTaken && names.Count == 2 && _learned.Span.Contains(names[0].Span) && names[1].Parent is ForEachStatementSyntax { Parent: BlockSyntax { Statements.Count: 2 } block } loop && loop.Expression == names[1] && block.Parent == _function
            && _function.DescendantNodes().OfType<AssignmentExpressionSyntax>().All(assignment => assignment.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax row } && row.Identifier.ValueText == loop.Identifier.ValueText)
            ? names[0] : null;
    }

    /// <summary>Whether anything but the function reads or writes a member that it sets: the split might be made by it.</summary>
    private bool MembersElsewhere(SemanticModel model)
    {
        var written = _function.DescendantNodes().OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left).ToList();
        return written.Count == 0 || written.Any(left => left is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax member } || model.GetSymbolInfo(member, _finding.Cancellation).Symbol is not { } symbol
            || _finding.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot(_finding.Cancellation).DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == symbol.Name))
                .Any(name => !_function.Span.Contains(name.Span) && !name.Ancestors().OfType<InvocationExpressionSyntax>().Any(call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" })));
    }

    /// <summary>Where a table is asked for a key, which the training rows need not have; null when it is used in another way, too.</summary>
    private List<(IdentifierNameSyntax Table, ExpressionSyntax Key)>? LookUps(SemanticModel model)
    {
        var found = new List<(IdentifierNameSyntax, ExpressionSyntax)>();
        if (model.GetDeclaredSymbol(_learned.Declaration.Variables[0], _finding.Cancellation) is not ILocalSymbol value || Names.IsWritten(_finding, value))
            return null;
        if (IsNumber(value.Type))
            return found;
        if (value.Type is not INamedTypeSymbol { Name: "Dictionary", TypeArguments: { Length: 2 } types } || !IsNumber(types[1]))
            return null;
        foreach (var name in Names.References(_finding, value))
        {
            if (name.Parent is not ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } keys } access || access.Expression != name || Names.IsWrite(access))
                return null;
            found.Add((name, keys[0].Expression));
        }

        return found;
    }

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;
}
