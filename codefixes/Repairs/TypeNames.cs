using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.CodeFixes.Repairs;

/// <summary>
/// Names types where they have not been named before: as short as the file allows, with a <c>using</c> directive where it has such, and in
/// full where it has none.
/// </summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat s_withoutNamespace = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes);

    /// <summary>How a type is named at a place, and the directive that this needs; null when there is no such type.</summary>
    public static (string Name, Edit? Using)? Of(FindingToRepair finding, string metadataName, SyntaxNode there) =>
        finding.Compilation.GetTypeByMetadataName(metadataName) is { } type ? Of(finding, type, there) : null;

    /// <summary>How a type is named at a place, and the directive that this needs.</summary>
    public static (string Name, Edit? Using) Of(FindingToRepair finding, INamedTypeSymbol type, SyntaxNode there)
    {
        var model = finding.Model(there);
        var (shortest, bare) = (type.ToMinimalDisplayString(model, there.SpanStart), type.ToDisplayString(s_withoutNamespace));
        var first = bare.Split('.')[0];
        if (shortest == bare || type.ContainingNamespace.IsGlobalNamespace || !model.LookupNamespacesAndTypes(there.SpanStart, name: first).IsEmpty)
            return (shortest, null);
        return Directive(there, type.ContainingNamespace.ToDisplayString()) is { } directive ? (bare, directive) : (shortest, null);
    }

    /// <summary>Adds a directive to those around a place, where their order puts it; null when there are none, or when some are there only under a condition.</summary>
    private static Edit? Directive(SyntaxNode there, string name)
    {
        var usings = there.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Select(space => space.Usings)
            .Concat(there.SyntaxTree.GetRoot() is CompilationUnitSyntax unit ? new[] { unit.Usings } : Enumerable.Empty<SyntaxList<UsingDirectiveSyntax>>())
            .FirstOrDefault(list => list.Any(IsPlain));
        if (usings.Count == 0 || usings.Skip(1).Any(directive => directive.ContainsDirectives) || usings[0].GetLeadingTrivia().Any(SyntaxKind.IfDirectiveTrivia))
            return null;
        var (tree, text) = (there.SyntaxTree, there.SyntaxTree.GetText());
        var plain = usings.Where(IsPlain).ToList();
        var after = plain.LastOrDefault(directive => string.CompareOrdinal(Order(directive.Name!.ToString()), Order(name)) < 0);
        var neighbour = after ?? plain[0];
        var line = text.Lines.GetLineFromPosition(after is null ? neighbour.SpanStart : neighbour.Span.End);
        var start = text.Lines.GetLineFromPosition(neighbour.SpanStart).Start;
        var indent = text.ToString(TextSpan.FromBounds(start, neighbour.SpanStart));
        if (!string.IsNullOrWhiteSpace(indent))
            return null;
        return after is null
            ? Edit.Insert(tree, neighbour.SpanStart, $"using {name};{LineBreak.Of(tree)}{indent}")
            : Edit.Insert(tree, line.End, $"{LineBreak.Of(tree)}{indent}using {name};");
    }

    private static bool IsPlain(UsingDirectiveSyntax directive) =>
        directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None) && directive.GlobalKeyword.IsKind(SyntaxKind.None) && directive.Name is not null;

    /// <summary>The platform's own come first.</summary>
    private static string Order(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? "0" + name : "1" + name;
}
