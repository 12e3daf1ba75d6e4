using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlReview.Testing;

/// <summary>Proves that findings do not depend on the order in which members, types and files stand.</summary>
public static partial class MemberOrders
{
    /// <summary>Analyses a program in its own and in random member and file orders, concurrent and not.</summary>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="orders">How many random orders.</param>
    /// <param name="seed">Seeds the first order; the following ones count up.</param>
    /// <param name="files">The program.</param>
    /// <returns>The findings, which are the same in all orders: id, located text and message without line numbers.</returns>
    /// <exception cref="VerificationException">An order has other findings; the message names its seed and shows the difference.</exception>
    public static async Task<ImmutableArray<string>> VerifyAsync(DiagnosticAnalyzer analyzer, int orders, int seed, params (string FileName, string Text)[] files)
    {
        var expected = await FindingsAsync(analyzer, files, concurrent: false);
        for (var order = seed; order < seed + orders; order++)
        {
            var permuted = Permute(order, files);
            foreach (var concurrent in new[] { false, true })
            {
                var found = await FindingsAsync(analyzer, permuted, concurrent);
                if (!found.SequenceEqual(expected))
                    throw new VerificationException(Describe(order, concurrent, expected, found, permuted));
            }
        }

        return expected;
    }

    /// <summary>Puts files, types and members in a random order. Top-level statements, enum members and using directives keep theirs.</summary>
    /// <param name="seed">The same seed gives the same order.</param>
    /// <param name="files">The program; its files have no preprocessor directives, which would be torn apart.</param>
    public static (string FileName, string Text)[] Permute(int seed, params (string FileName, string Text)[] files)
    {
        var random = new Random(seed);
        var permuted = files.Select(file => (file.FileName, new Shuffler(random).Visit(TestProgram.Parse(file.FileName, file.Text).GetRoot()).ToFullString())).ToArray();
        random.Shuffle(permuted);
        return permuted;
    }

    private static async Task<ImmutableArray<string>> FindingsAsync(DiagnosticAnalyzer analyzer, (string FileName, string Text)[] files, bool concurrent)
    {
        var build = await new AnalyzerSession(TestProgram.Compile(files), analyzer, concurrent: concurrent).BuildWithErrorsAsync();
        if (build.CompilerErrors is [var error, ..])
            throw new VerificationException($"The program does not compile: {error}");
        build.ThrowOnFailure();
        return [.. build.Findings.Select(Describe).Order(StringComparer.Ordinal)];
    }

    // The order of additional locations may follow positions, so only which they are counts.
    private static string Describe(Diagnostic finding)
    {
        var message = LineNumber().Replace(finding.GetMessage(), "#");
        var additional = finding.AdditionalLocations.Select(TextAt).Order(StringComparer.Ordinal);
        return $"{finding.Severity} {finding.Id} at '{TextAt(finding.Location)}': {message} [{string.Join(" | ", additional)}]";
    }

    private static string TextAt(Location location) => location.SourceTree?.GetText().ToString(location.SourceSpan) ?? "";

    private static string Describe(int seed, bool concurrent, ImmutableArray<string> expected, ImmutableArray<string> found, (string FileName, string Text)[] files) =>
        $"""
        Seed {seed} ({(concurrent ? "concurrent" : "not concurrent")}) changes the findings.
        Only in the original order:
          {string.Join("\n  ", expected.Except(found))}
        Only in this order:
          {string.Join("\n  ", found.Except(expected))}
        ({expected.Length} findings became {found.Length}.)
        {string.Join("\n", files.Select(file => $"==== {file.FileName}\n{file.Text}"))}
        """;

    [GeneratedRegex(@"(?<=\blines? |\.cs:|\.cs\()\d+")]
    private static partial Regex LineNumber();

    private sealed class Shuffler(Random random) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
        {
            var visited = (CompilationUnitSyntax)base.VisitCompilationUnit(node)!;
            return visited.WithMembers(Shuffled(visited.Members));
        }

        public override SyntaxNode? VisitNamespaceDeclaration(NamespaceDeclarationSyntax node)
        {
            var visited = (NamespaceDeclarationSyntax)base.VisitNamespaceDeclaration(node)!;
            return visited.WithMembers(Shuffled(visited.Members));
        }

        public override SyntaxNode? VisitFileScopedNamespaceDeclaration(FileScopedNamespaceDeclarationSyntax node)
        {
            var visited = (FileScopedNamespaceDeclarationSyntax)base.VisitFileScopedNamespaceDeclaration(node)!;
            return visited.WithMembers(Shuffled(visited.Members));
        }

        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => Shuffle(base.VisitClassDeclaration(node));

        public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => Shuffle(base.VisitStructDeclaration(node));

        public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => Shuffle(base.VisitRecordDeclaration(node));

        public override SyntaxNode? VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) => Shuffle(base.VisitInterfaceDeclaration(node));

        private SyntaxNode? Shuffle(SyntaxNode? node) => node is TypeDeclarationSyntax type ? type.WithMembers(Shuffled(type.Members)) : node;

        private SyntaxList<MemberDeclarationSyntax> Shuffled(SyntaxList<MemberDeclarationSyntax> members)
        {
            var statements = members.Where(member => member is GlobalStatementSyntax);
            var others = members.Where(member => member is not GlobalStatementSyntax).ToArray();
            random.Shuffle(others);
            // The last token of a file may lack its line break, and members that stood on one line must not merge with a comment.
            return [.. statements, .. others.Select(member => member.WithTrailingTrivia(member.GetTrailingTrivia().Add(SyntaxFactory.LineFeed)))];
        }
    }
}
