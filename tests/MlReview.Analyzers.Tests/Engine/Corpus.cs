using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.Testing;

namespace MlReview.Analyzers.Tests.Engine;

/// <summary>Programs to damage, read from embedded sources: the corpus grows with the samples and the rule tests.</summary>
internal static class Corpus
{
    private const string SamplePrefix = "sample/";
    private const string TestPrefix = "test/";
    private static readonly char[] _separators = ['/', '\\']; // a resource is named with those of the platform that built it

    // What a test passes to the harness is a raw string of some length; shorter ones are snippets that tests put together.
    private const int ShortestProgram = 120;

    /// <summary>The sample programs, each with all its files.</summary>
    public static ImmutableArray<(string FileName, string Text)[]> Samples { get; } =
    [
        .. Names(SamplePrefix)
            .GroupBy(name => name[..name.LastIndexOfAny(_separators)])
            .Select(program => program.Select(name => (name[(name.LastIndexOfAny(_separators) + 1)..], Read(name))).ToArray()),
    ];

    /// <summary>Every program in the rule tests.</summary>
    public static ImmutableArray<string> RuleTests { get; } = [.. Names(TestPrefix).SelectMany(name => Programs(Read(name))).Distinct()];

    private static IEnumerable<string> Programs(string testClass) =>
        from literal in CSharpSyntaxTree.ParseText(testClass).GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>()
        where literal.Token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) && literal.Token.ValueText.Length >= ShortestProgram
        select MarkedSource.Parse(literal.Token.ValueText).Text;

    private static IEnumerable<string> Names(string prefix) =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
