using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Findings;

/// <summary>The identity of a finding over edits elsewhere.</summary>
internal static class Fingerprint
{
    private const int Characters = 16;

    public static string Of(string rule, SyntaxNode root, TextSpan span) =>
        Of(rule, Normalised(root, span), EnclosingMember(root, span));

    public static string Of(string rule, string snippet, string member) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rule + "\n" + snippet + "\n" + member)))[..Characters];

    /// <summary>The tokens alone: layout and comments may change.</summary>
    private static string Normalised(SyntaxNode root, TextSpan span) =>
        string.Join(' ', root.DescendantTokens(span).Where(t => t.Span.IntersectsWith(span) && t.Span.Length > 0).Select(t => t.Text));

    /// <summary>Type and member names from the outside in; parameters count by number, for overloads.</summary>
    private static string EnclosingMember(SyntaxNode root, TextSpan span)
    {
        var names = root.FindNode(span).AncestorsAndSelf().Select(Name).Where(n => n.Length > 0).Reverse();
        return string.Join('.', names);
    }

    private static string Name(SyntaxNode node) => node switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => $"{method.Identifier.ValueText}({method.ParameterList.Parameters.Count})",
        ConstructorDeclarationSyntax constructor => $".ctor({constructor.ParameterList.Parameters.Count})",
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
        _ => "",
    };
}
