using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>Splits rows that nothing has split: the training is given one side, the evaluation the other.</summary>
internal static class HeldOutRows
{
    private const string TrainSet = "TrainSet";
    private const string TestSet = "TestSet";
    private static readonly string[] s_names = { "split", "trainTestSplit", "parts" };

    /// <summary>A variable for the split, or a field beside the one that holds the rows.</summary>
    public static IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        var tests = finding.AllAt("test").OfType<ExpressionSyntax>().ToList();
        if (finding.At("train") is not ExpressionSyntax train || tests.Count == 0 || tests.Count != finding.AllAt("test").Count() || tests.Any(test => test.SyntaxTree != train.SyntaxTree))
            yield break;
        if (AlreadySplit(finding, tests.Prepend(train).ToList()) is { } split)
            yield return Repair(finding, train, tests, split.Name, Array.Empty<Edit>(), $"Train on '{split.Name}.{TrainSet}' and evaluate on '{split.Name}.{TestSet}' instead of '{train}'");
        else if (InVariable(finding, train, tests) is { } variable)
            yield return Repair(finding, train, tests, variable.Name, new[] { variable.Split });
        else if (InField(finding, train, tests) is { } field)
            yield return Repair(finding, train, tests, field.Name, field.Edits);
    }

    /// <summary>The variable of a split that is there before any of the rows are read.</summary>
    private static ILocalSymbol? AlreadySplit(FindingToRepair finding, IReadOnlyList<ExpressionSyntax> places) =>
        finding.At("split") is { } call && Names.VariableOf(finding, call) is { Type.Name: "TrainTestData" } split && places.All(place => Names.IsSeenFrom(finding, split, place) && call.Span.End < place.SpanStart) ? split : null;

    private static Repair Repair(FindingToRepair finding, ExpressionSyntax train, IReadOnlyList<ExpressionSyntax> tests, string split, IEnumerable<Edit> declared, string? title = null)
    {
        var named = train.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText).ToList();
        var edits = declared.Append(Edit.Replace(train, $"{split}.{TrainSet}")).Concat(tests.Select(test => Edit.Replace(test, $"{split}.{TestSet}")))
            .Concat(Leftovers.Of(finding, tests, named, Array.Empty<SyntaxNode?>()));
        return new Repair(
            title ?? $"Hold out a fifth of '{train}': train on '{split}.{TrainSet}', which leaves fewer rows to learn from, and evaluate on '{split}.{TestSet}'", "hold out", edits.ToArray());
    }

    private static (string Name, Edit Split)? InVariable(FindingToRepair finding, ExpressionSyntax train, IReadOnlyList<ExpressionSyntax> tests)
    {
        if (Insertion.StatementAround(train) is not { } statement || Insertion.RowOf(statement) is not { } row || !IsNamed(train)
            || tests.Any(test => !row.Span.Contains(test.Span) || test.SpanStart < statement.SpanStart)
            || (DeclaredBeside(finding, train) is { } declared ? Insertion.After(declared) : Insertion.Before(statement)) is not { } place)
        {
            return null;
        }

        var taken = new HashSet<string>(row.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return s_names.FirstOrDefault(free => !taken.Contains(free) && finding.Model(train).LookupSymbols(train.SpanStart, name: free).IsEmpty) is { } name
            && Split(finding, place, train) is { } split
            ? (name, place.Add($"var {name} = {split};"))
            : null;
    }

    /// <summary>The statement that declares the variable in which rows stand for good.</summary>
    private static LocalDeclarationStatementSyntax? DeclaredBeside(FindingToRepair finding, ExpressionSyntax rows) =>
        finding.Model(rows).GetSymbolInfo(rows, finding.Cancellation).Symbol is ILocalSymbol local && !Names.IsWritten(finding, local)
        && local.DeclaringSyntaxReferences[0].GetSyntax(finding.Cancellation) is VariableDeclaratorSyntax { Initializer: not null, Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } declared }
            ? declared
            : null;

    private static (string Name, IReadOnlyList<Edit> Edits)? InField(FindingToRepair finding, ExpressionSyntax train, IReadOnlyList<ExpressionSyntax> tests)
    {
        if (finding.Model(train).GetSymbolInfo(train, finding.Cancellation).Symbol is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field
            || tests.Any(test => !SymbolEqualityComparer.Default.Equals(finding.Model(test).GetSymbolInfo(test, finding.Cancellation).Symbol, field))
            || field.DeclaringSyntaxReferences[0].GetSyntax(finding.Cancellation) is not VariableDeclaratorSyntax { Initializer: null, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax declared } }
            || declared.Parent is not TypeDeclarationSyntax type || type.Modifiers.Any(SyntaxKind.PartialKeyword) || declared.AttributeLists.Count > 0)
        {
            return null;
        }

        // Wherever the rows are there, the split is: a place that sets the one sets the other.
        var writes = Names.References(finding, field).Where(Names.IsWrite).ToList();
        var name = field.Name.StartsWith("_", StringComparison.Ordinal) ? "_split" : char.IsUpper(field.Name[0]) ? "Split" : "split";
        if (writes.Count != 1 || AssignmentOf(writes[0]) is not { Parent: BlockSyntax } set || Insertion.After(set) is not { } place || Insertion.After(declared) is not { } beside
            || type.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
            || Split(finding, place, ((AssignmentExpressionSyntax)set.Expression).Left) is not { } split || TypeNames.Of(finding, "Microsoft.ML.DataOperationsCatalog+TrainTestData", declared) is not var (typeName, directive))
        {
            return null;
        }

        var modifiers = string.Concat(declared.Modifiers.Select(modifier => modifier.Text + " "));
        var edits = new List<Edit> { beside.Add($"{modifiers}{typeName} {name};"), place.Add($"{name} = {split};") };
        if (directive is { } added)
            edits.Add(added);
        return (name, edits);
    }

    private static ExpressionStatementSyntax? AssignmentOf(ExpressionSyntax field)
    {
        var written = field.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member ? member : field;
        return written.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax statement } assignment && assignment.Left == written ? statement : null;
    }

    /// <summary>How rows are split at a place; null when no context, or more than one, is at hand there. A seed is given where the file's other splits have one.</summary>
    private static string? Split(FindingToRepair finding, Insertion place, ExpressionSyntax rows)
    {
        var contexts = finding.Model(place.Near).LookupSymbols(place.Near.SpanStart).Where(symbol => TypeOf(symbol) is { Name: "MLContext", ContainingNamespace: { Name: "ML", ContainingNamespace.Name: "Microsoft" } }
            && (symbol is not ILocalSymbol || (symbol.Locations[0].SourceSpan.Start < place.Position && !Names.IsWritten(finding, symbol)))).ToList();
        var seed = place.Near.SyntaxTree.GetRoot(finding.Cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TrainTestSplit" })
            .Select(call => Setting.Argument(finding, call, "seed")?.Expression)
            .FirstOrDefault(given => given is not null && finding.Model(given).GetConstantValue(given, finding.Cancellation) is { HasValue: true, Value: int });
        return contexts.Count == 1 ? $"{contexts[0].Name}.Data.TrainTestSplit({rows}, testFraction: 0.2{(seed is null ? "" : $", seed: {seed}")})" : null;
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    /// <summary>Whether an expression is a name, or a member of what is named.</summary>
    private static bool IsNamed(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax member => IsNamed(member.Expression),
        _ => false,
    };
}
