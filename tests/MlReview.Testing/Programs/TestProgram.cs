using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.Testing;

/// <summary>Compiles small programs against the framework and the surfaces of the ML libraries.</summary>
public static class TestProgram
{
    /// <summary>The folder in which every source of a test program lies.</summary>
    public const string Folder = "/src/";

    /// <summary>How test sources are parsed: as a build without documentation file does, in the host's newest language version.</summary>
    /// <remarks>
    /// Not <see cref="DocumentationMode.None"/>: Roslyn then never completes a tree whose diagnostics are asked for alone,
    /// and semantic-model actions stay silent in live analysis.
    /// </remarks>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Parse);

    // Programs derive from these two: Roslyn binds the references of a compilation once and its descendants share them,
    // which is what makes thousands of programs in a test run affordable.
    private static readonly CSharpCompilation _withMlNet = Seed(
        [.. FrameworkReferences.All, .. SurfaceReferences.All],
        [Parse("obj/Usings.g.cs", HiddenFiles.FrameworkUsings), Parse("obj/MlNetUsings.g.cs", HiddenFiles.MlNetUsings), Parse("obj/Rows.cs", HiddenFiles.Rows)]);

    private static readonly CSharpCompilation _withoutMlNet = Seed(
        FrameworkReferences.All,
        [Parse("obj/Usings.g.cs", HiddenFiles.FrameworkUsings)]);

    /// <summary>Parses a file of a test program.</summary>
    /// <param name="fileName">Name relative to <see cref="Folder"/>.</param>
    /// <param name="text">Its text, without markers.</param>
    public static SyntaxTree Parse(string fileName, string text) =>
        CSharpSyntaxTree.ParseText(text, ParseOptions, Folder + fileName);

    /// <summary>Compiles files: a console program when one has top-level statements, otherwise a library.</summary>
    /// <param name="files">Names relative to <see cref="Folder"/> and texts without markers.</param>
    public static CSharpCompilation Compile(params (string FileName, string Text)[] files) =>
        Compile([.. files.Select(file => Parse(file.FileName, file.Text))]);

    /// <summary>Compiles trees: a console program when one has top-level statements, otherwise a library.</summary>
    /// <param name="trees">The program's files.</param>
    /// <param name="withoutMlNet">Leaves out the ML surfaces, their usings and the shared row classes.</param>
    public static CSharpCompilation Compile(ImmutableArray<SyntaxTree> trees, bool withoutMlNet = false)
    {
        var seed = withoutMlNet ? _withoutMlNet : _withMlNet;
        return seed
            .AddSyntaxTrees(trees)
            .WithOptions(seed.Options.WithOutputKind(trees.Any(HasTopLevelStatements) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
    }

    /// <summary>Whether a tree is one of the hidden files that every test program contains.</summary>
    public static bool IsHidden(SyntaxTree tree) => _withMlNet.ContainsSyntaxTree(tree) || _withoutMlNet.ContainsSyntaxTree(tree);

    private static bool HasTopLevelStatements(SyntaxTree tree) =>
        ((CompilationUnitSyntax)tree.GetRoot()).Members.Any(member => member is GlobalStatementSyntax);

    private static CSharpCompilation Seed(IEnumerable<MetadataReference> references, IEnumerable<SyntaxTree> hidden)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false);
        var seed = CSharpCompilation.Create("Program", hidden, references, options);
        _ = seed.Assembly;
        return seed;
    }
}
