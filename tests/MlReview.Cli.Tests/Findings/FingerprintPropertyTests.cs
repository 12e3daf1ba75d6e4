using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.Cli.Tests.Findings;

/// <summary>
/// Edits of the samples that leave the guilty code alone leave the fingerprints alone; edits of the guilty code do not. The samples are reviewed
/// anew after each edit, with the product's own rules.
/// </summary>
public sealed class FingerprintPropertyTests
{
    private static readonly string s_samples = Path.Combine(Repository.Root, "samples");

    /// <summary>Those that have findings.</summary>
    private static readonly string[] s_programs =
        [.. Directory.EnumerateDirectories(s_samples, "defective", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static readonly Config s_few = Config.QuickThrowOnFailure.WithMaxTest(12);

    /// <summary>An edit: of a program some kinds of change, drawn by the seed.</summary>
    private static readonly Arbitrary<(string Program, int Seed)> s_edits =
        Gen.Elements(s_programs).SelectMany(program => Gen.Choose(0, 1_000_000), (program, seed) => (program, seed)).ToArbitrary();

    private static Property Stays(Func<CompilationUnitSyntax, Random, SyntaxNode> edit, bool renames = false) => Prop.ForAll(s_edits, drawn =>
    {
        using var tree = Copy(drawn.Program);
        var before = Fingerprints(tree.Root);
        var random = new Random(drawn.Seed);
        foreach (var file in Directory.EnumerateFiles(tree.Root, "*.cs", SearchOption.AllDirectories).ToList())
        {
            var text = File.ReadAllText(file);
            File.WriteAllText(file, edit(SyntaxFactory.ParseCompilationUnit(text), random).ToFullString());
            if (renames)
                File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, $"Renamed{random.Next()}.cs"));
        }
        return before.SequenceEqual(Fingerprints(tree.Root));
    });

    [Fact]
    public void Moving_members_within_their_types_changes_nothing() => Stays((unit, random) => new MemberShuffle(random).Visit(unit)).Check(s_few);

    [Fact]
    public void Renaming_files_changes_nothing() => Stays((unit, _) => unit, renames: true).Check(s_few);

    [Fact]
    public void Reformatting_changes_nothing() =>
        Stays((unit, random) => unit.NormalizeWhitespace(random.Next(2) == 0 ? "\t" : "  ", random.Next(2) == 0 ? "\r\n" : "\n")).Check(s_few);

    [Fact]
    public void Comments_and_blank_lines_change_nothing() => Stays((unit, random) => new Comments(random).Visit(unit)).Check(s_few);

    [Fact]
    public void Members_inserted_elsewhere_change_nothing() => Stays((unit, random) => new Insertions(random).Visit(unit)).Check(s_few);

    [Fact]
    public void Changing_the_guilty_code_changes_the_fingerprint() => Prop.ForAll(Gen.Elements(s_programs).ToArbitrary(), program =>
    {
        using var tree = Copy(program);
        foreach (var finding in Review.OfProductAsync(tree.Root).GetAwaiter().GetResult().Findings.Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal)))
        {
            var parsed = CSharpSyntaxTree.ParseText(File.ReadAllText(finding.Path), path: finding.Path);
            var lines = parsed.GetText().Lines;
            var span = Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(
                lines[finding.Range.StartLine - 1].Start + finding.Range.StartColumn - 1, lines[finding.Range.EndLine - 1].Start + finding.Range.EndColumn - 1);
            var was = MlReview.Cli.Findings.Fingerprint.Of(finding.Rule.Id, parsed.GetRoot(), span);
            foreach (var name in parsed.GetRoot().DescendantTokens(span).Where(t => t.IsKind(SyntaxKind.IdentifierToken) && span.Contains(t.Span)))
            {
                var changed = parsed.GetRoot().ReplaceToken(name, SyntaxFactory.Identifier(name.LeadingTrivia, name.Text + "2", name.TrailingTrivia));
                if (was == MlReview.Cli.Findings.Fingerprint.Of(finding.Rule.Id, changed, new(span.Start, span.Length + 1)))
                    return false;
            }
        }
        return true;
    }).Check(s_few);

    [Fact]
    public void Copies_of_guilty_code_in_one_member_are_told_apart_whatever_is_written_between_them() =>
        Prop.ForAll(Gen.Choose(1, 5).SelectMany(copies => Gen.Choose(0, 1_000_000), (copies, seed) => (copies, seed)).ToArbitrary(), drawn =>
        {
            var random = new Random(drawn.seed);
            var plain = Fits(drawn.copies, () => "");
            var edited = Fits(drawn.copies, () => random.Next(3) switch { 0 => "", 1 => "// more\n\n", _ => "System.Console.WriteLine(1);\n" });
            return plain.Distinct().Count() == drawn.copies && plain.SequenceEqual(edited) && plain.Take(drawn.copies - 1).SequenceEqual(Fits(drawn.copies - 1, () => ""));
        }).Check(s_few);

    /// <summary>The fingerprints of a program that fits the same thing several times.</summary>
    private static List<string> Fits(int copies, Func<string> between)
    {
        using var tree = new TemporaryTree().With("App.csproj", Review.Project).With("Program.cs",
            "using Microsoft.ML;\nvar ml = new MLContext(1);\nIDataView data = null!;\n" + string.Concat(Enumerable.Repeat(0, copies).Select(_ => between() + "ml.Transforms.NormalizeMinMax(\"A\").Fit(data);\n")));
        return [.. Review.OfAsync(tree.Root).GetAwaiter().GetResult().Findings.Select(f => f.Fingerprint)];
    }

    private static List<string> Fingerprints(string root) =>
        [.. Review.OfProductAsync(root).GetAwaiter().GetResult().Findings.Select(f => f.Fingerprint).Order(StringComparer.Ordinal)];

    private static TemporaryTree Copy(string program)
    {
        var tree = new TemporaryTree();
        foreach (var file in Directory.EnumerateFiles(program, "*", SearchOption.AllDirectories))
            if (Path.GetRelativePath(program, file) is var path && !path.StartsWith("bin", StringComparison.Ordinal) && !path.StartsWith("obj", StringComparison.Ordinal))
                tree.With(path, File.ReadAllText(file));
        return tree;
    }

    private sealed class MemberShuffle(Random random) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
        {
            var visited = (ClassDeclarationSyntax)base.VisitClassDeclaration(node)!;
            // The order of fields is the order in which they are initialised; that of methods means nothing.
            var methods = visited.Members.OfType<MethodDeclarationSyntax>().ToArray();
            random.Shuffle(methods);
            var next = 0;
            return visited.WithMembers([.. visited.Members.Select(m => m is MethodDeclarationSyntax ? methods[next++] : m)]);
        }
    }

    private sealed class Comments(Random random) : CSharpSyntaxRewriter
    {
        public override SyntaxToken VisitToken(SyntaxToken token) =>
            random.Next(8) == 0 && token.GetPreviousToken().Kind() is SyntaxKind.SemicolonToken or SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken
                ? token.WithLeadingTrivia(token.LeadingTrivia.InsertRange(0, [SyntaxFactory.Comment("/* noted */"), SyntaxFactory.EndOfLine("\n"), SyntaxFactory.EndOfLine("\n")]))
                : token;
    }

    private sealed class Insertions(Random random) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
        {
            var visited = (ClassDeclarationSyntax)base.VisitClassDeclaration(node)!;
            var extra = SyntaxFactory.ParseMemberDeclaration($"\n    internal static int Inserted{random.Next()}(int x) => x + 1;\n")!;
            return visited.WithMembers(visited.Members.Insert(random.Next(visited.Members.Count + 1), extra));
        }
    }
}
