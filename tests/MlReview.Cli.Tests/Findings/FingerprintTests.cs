using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Findings;

public sealed class FingerprintTests
{
    private const string Code = "namespace N { class C { void M(int x) { model.Fit(data); } } }";

    private static string Of(string code, string snippet = "model.Fit(data)", string rule = "MLR101")
    {
        var start = code.IndexOf(snippet, StringComparison.Ordinal);
        return Fingerprint.Of(rule, CSharpSyntaxTree.ParseText(code).GetRoot(), new TextSpan(start, snippet.Length));
    }

    [Fact]
    public void It_stays_when_code_moves_and_when_only_layout_changes()
    {
        Assert.Equal(Of(Code), Of("using System;\n\n\nclass Before;\n" + Code));
        Assert.Equal(Of(Code), Of(Code.Replace("model.Fit(data)", "model\n   .Fit( /* all */ data )", StringComparison.Ordinal), "model\n   .Fit( /* all */ data )"));
    }

    [Fact]
    public void It_changes_with_the_rule_the_snippet_and_the_member()
    {
        Assert.NotEqual(Of(Code), Of(Code, rule: "MLR102"));
        Assert.NotEqual(Of(Code), Of(Code.Replace("data", "train", StringComparison.Ordinal), "model.Fit(train)"));
        Assert.NotEqual(Of(Code), Of(Code.Replace("void M", "void N", StringComparison.Ordinal)));
        Assert.NotEqual(Of(Code), Of(Code.Replace("class C", "class D", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("namespace N {", "namespace Other.Place {")]
    [InlineData("M(int x)", "M(int x, System.Threading.CancellationToken stop)")]
    [InlineData("void M", "public static async System.Threading.Tasks.Task M")]
    [InlineData("model.Fit(data);", "model.Fit(data) ;")]
    [InlineData("model.Fit(data);", "Log(); if (x > 1) { model.Fit(data); }")]
    public void It_stays_when_what_stands_around_changes(string before, string after) =>
        Assert.Equal(Of(Code), Of(Code.Replace(before, after, StringComparison.Ordinal)));

    [Fact]
    public void Line_ends_and_indentation_inside_a_text_do_not_count()
    {
        const string Raw = "class C { void M() { Load(\"\"\"\n    a\n    b\n    \"\"\"); } }";
        const string Indented = "class C { void M() { Load(\"\"\"\r\n        a\r\n        b\r\n        \"\"\"); } }";
        Assert.Equal(Of(Raw, Raw[21..^5]), Of(Indented, Indented[21..^5]));
        Assert.NotEqual(Of(Raw, Raw[21..^5]), Of(Raw.Replace("b", "c", StringComparison.Ordinal), Raw[21..^5].Replace("b", "c", StringComparison.Ordinal)));
    }

    /// <summary>Published vectors of code scanning's own algorithm.</summary>
    [Theory]
    [InlineData("", "c129715d7a2bc9a3:1")]
    [InlineData(" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1")]
    [InlineData(" a\r\nb\r\n  \t\tc\r\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1")]
    public void Line_hashes_are_those_of_code_scanning(string text, string hashes) =>
        Assert.Equal(hashes, string.Join(' ', LineHashes.Of(SourceText.From(text))));

    [Fact]
    public void Equal_lines_are_told_apart_by_their_number()
    {
        var line = new string('x', 120);
        var hashes = LineHashes.Of(SourceText.From($"{line}\n{line}\n{line}"));
        Assert.EndsWith(":2", hashes[1], StringComparison.Ordinal);
    }
}
