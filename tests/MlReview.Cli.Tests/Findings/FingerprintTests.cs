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
        Assert.NotEqual(Of(Code), Of(Code.Replace("M(int x)", "M()", StringComparison.Ordinal)));
        Assert.NotEqual(Of(Code), Of(Code.Replace("class C", "class D", StringComparison.Ordinal)));
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
