using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Findings;

/// <summary>
/// The identity of a finding over edits elsewhere: rule, guilty tokens, enclosing types and member. Files, namespaces, lines, layout, comments
/// and parameters may change. Copies of code in two files have one fingerprint: who compares reviews pairs findings
/// (<see cref="FindingPairs"/>) instead of looking fingerprints up.
/// </summary>
internal static class Fingerprint
{
    private const int Characters = 16;

    public static string Of(string rule, SyntaxNode root, TextSpan span) =>
        Of(rule, Tokens(root, span), EnclosingMember(root, span));

    public static string Of(string rule, string snippet, string member) => Hash(rule + "\n" + snippet + "\n" + member);

    /// <summary>The fingerprint of a finding that has identical ones before it in its file.</summary>
    /// <param name="before">How many.</param>
    public static string Again(string fingerprint, int before) => Hash(string.Create(CultureInfo.InvariantCulture, $"{fingerprint}\n{before}"));

    /// <summary>
    /// Tells identical findings of one file apart by their order among themselves. A finding keeps its fingerprint whatever else the file holds,
    /// and of identical ones the last loses its own when one of them goes.
    /// </summary>
    /// <param name="findings">In the order of their places.</param>
    public static ImmutableArray<Finding> Numbered(IEnumerable<Finding> findings)
    {
        var seen = new Dictionary<(string Path, string Fingerprint), int>();
        var numbered = ImmutableArray.CreateBuilder<Finding>();
        foreach (var finding in findings)
        {
            var before = seen.GetValueOrDefault((finding.Path, finding.Fingerprint));
            seen[(finding.Path, finding.Fingerprint)] = before + 1;
            numbered.Add(before == 0 ? finding : finding with { Fingerprint = Again(finding.Fingerprint, before) });
        }
        return numbered.ToImmutable();
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Characters];

    /// <summary>Overlap, not touch: a semicolon belongs to no call, however close it stands.</summary>
    private static string Tokens(SyntaxNode root, TextSpan span) =>
        string.Join(' ', root.DescendantTokens(span).Where(t => t.Span.OverlapsWith(span)).Select(Text));

    /// <summary>Text counts by its value: a raw string is indented with the code around it, and git may change its line ends.</summary>
    private static string Text(SyntaxToken token)
    {
        var text = token.Kind() switch
        {
            SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => '"' + token.ValueText + '"',
            SyntaxKind.InterpolatedStringTextToken => token.ValueText,
            _ => token.Text,
        };
        return text.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>Type and member names from the outside in.</summary>
    private static string EnclosingMember(SyntaxNode root, TextSpan span)
    {
        var names = root.FindNode(span).AncestorsAndSelf().Select(Name).Where(n => n.Length > 0).Reverse();
        return string.Join('.', names);
    }

    private static string Name(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax => ".ctor",
        DestructorDeclarationSyntax => ".dtor",
        OperatorDeclarationSyntax op => "operator " + op.OperatorToken.ValueText,
        ConversionOperatorDeclarationSyntax conversion => "operator " + conversion.Type,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        EventDeclarationSyntax declared => declared.Identifier.ValueText,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
        _ => "",
    };
}
