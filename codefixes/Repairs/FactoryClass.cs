using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>The class by which ML.NET finds the function of a custom mapping again when a model is loaded.</summary>
internal static class FactoryClass
{
    /// <summary>Where a class is added: behind a position, with the indentation and the accessibility that fit there; and where names mean what they mean there.</summary>
    public sealed record Spot(int Position, string Indent, string Access, int Sight);

    /// <summary>
    /// Behind the type or the statements that hold a call; inside the type when only its own members can name what the class names. Null where
    /// no class can stand that ML.NET could create.
    /// </summary>
    public static Spot? Place(FindingToRepair finding, SyntaxNode call, ImmutableArray<ITypeSymbol> rows, bool isBound)
    {
        var tree = call.SyntaxTree;
        var types = call.Ancestors().OfType<TypeDeclarationSyntax>().ToList();
        if (rows.Any(row => row is not INamedTypeSymbol || row.TypeKind != TypeKind.Class || row.IsAnonymousType))
            return null;
        if (isBound || rows.Any(IsHidden))
        {
            if (types.Count == 0 || types.Any(type => type.TypeParameterList is not null || type is InterfaceDeclarationSyntax) || types[0].CloseBraceToken.IsMissing || types[0].CloseBraceToken.Span.IsEmpty)
                return null;
            var inner = types[0];
            var end = inner.CloseBraceToken.GetPreviousToken();
            return new Spot(Layout.LineEnd(tree, end.Span.End), Layout.IndentAt(tree, inner.SpanStart) + Layout.StepOf(tree), "private", call.SpanStart);
        }

        SyntaxNode? before = types.Count > 0 ? types[types.Count - 1] : call.Ancestors().OfType<GlobalStatementSyntax>().FirstOrDefault() is { Parent: CompilationUnitSyntax file }
            ? file.Members.OfType<GlobalStatementSyntax>().Last()
            : null;
        return before is null
            ? null
            : new Spot(Layout.LineEnd(tree, before.Span.End), Layout.IndentAt(tree, before.SpanStart), rows.All(IsPublic) ? "public" : "internal", types.Count > 0 ? before.SpanStart : call.SpanStart);
    }

    /// <summary>Names for a mapping that has no contract yet; numbered when they are taken.</summary>
    public static (string Contract, string Class)? Unnamed(FindingToRepair finding, ImmutableArray<ITypeSymbol> rows)
    {
        var name = rows[0].Name == rows[1].Name ? "Map" + rows[0].Name : $"{rows[0].Name}To{rows[1].Name}";
        for (var number = 1; number < 100; number++)
        {
            var contract = number == 1 ? name : name + number;
            if (!IsTaken(finding, contract + "Factory") && !IsWritten(finding, contract))
                return (contract, contract + "Factory");
        }

        return null;
    }

    /// <summary>The class for a contract that has a name; null when its name cannot be one of a class, or is taken.</summary>
    public static (string Contract, string Class)? Named(FindingToRepair finding, string contract)
    {
        var words = new string(contract.Select(letter => SyntaxFacts.IsIdentifierPartCharacter(letter) ? letter : ' ').ToArray()).Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        name = name.EndsWith("Factory", StringComparison.Ordinal) ? name : name + "Factory";
        return SyntaxFacts.IsValidIdentifier(name) && name.Length > "Factory".Length && !IsTaken(finding, name) ? (contract, name) : null;
    }

    /// <summary>The text of the class, with the empty line that parts it; null when the function cannot be moved as it is written.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="spot">Where the class is added.</param>
    /// <param name="name">The contract and the class.</param>
    /// <param name="rows">The rows that it takes and gives.</param>
    /// <param name="function">What it returns.</param>
    /// <param name="space">What names of ML.NET need in front of them.</param>
    public static string? Text(FindingToRepair finding, Spot spot, (string Contract, string Class) name, ImmutableArray<ITypeSymbol> rows, ExpressionSyntax function, string space)
    {
        var (tree, model) = (function.SyntaxTree, finding.Model(function));
        var (newLine, inner) = (LineBreak.Of(tree), spot.Indent + Layout.StepOf(tree));
        if (Layout.Indented(function, inner) is not { } body || finding.Compilation.GetTypeByMetadataName("System.Action`2") is not { } action)
            return null;
        string Shown(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(model, spot.Sight);
        var types = string.Join(", ", rows.Select(Shown));
        var shown = action.Construct(rows.Select(row => row.WithNullableAnnotation(NullableAnnotation.None)).ToArray());
        return newLine + newLine + string.Join(newLine, new[]
        {
            $"{spot.Indent}[{space}CustomMappingFactoryAttribute({Literal(name.Contract)})]",
            $"{spot.Indent}{spot.Access} sealed class {name.Class} : {space}CustomMappingFactory<{types}>",
            $"{spot.Indent}{{",
            $"{inner}public override {Shown(shown)} GetMapping() => {body};",
            $"{spot.Indent}}}",
        });
    }

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static bool IsTaken(FindingToRepair finding, string name) => finding.Compilation.GetSymbolsWithName(name, SymbolFilter.Type, finding.Cancellation).Any();

    private static bool IsWritten(FindingToRepair finding, string contract) => finding.Compilation.SyntaxTrees
        .Where(tree => tree.GetText(finding.Cancellation).ToString().Contains($"\"{contract}\""))
        .Any(tree => tree.GetRoot(finding.Cancellation).DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText == contract));

    private static bool IsHidden(ITypeSymbol type) => Outwards(type).Any(each => each.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal);

    private static bool IsPublic(ITypeSymbol type) => Outwards(type).All(each => each.DeclaredAccessibility == Accessibility.Public);

    private static IEnumerable<INamedTypeSymbol> Outwards(ITypeSymbol type)
    {
        for (var each = type as INamedTypeSymbol; each is not null; each = each.ContainingType)
            yield return each;
    }
}
