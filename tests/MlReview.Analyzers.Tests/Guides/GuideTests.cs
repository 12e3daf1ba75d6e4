using System.Text.RegularExpressions;
using MlReview.Analyzers.Tests.Libraries;
using MlReview.Analyzers.Tests.Rules;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Guides;

/// <summary>
/// The guides in <c>docs</c> show code that is compiled, tested and analysed. A comment above a block says what it is:
/// <c>file: path</c> = the text of that file; <c>lines of: path</c> = lines that stand in that file; <c>finds: ids</c> = a program and what is
/// found in it.
/// </summary>
public sealed class GuideTests
{
    private static readonly Regex s_block = new(
        "(?<=<!-- (?<kind>file|lines of|finds): (?<what>[^>\n]*) -->\n```[a-z]*\n)(.*\n)*?(?=```\n)", RegexOptions.ExplicitCapture);

    public static TheoryData<string> Guides => ["docs/adding-a-rule.md", "docs/adding-a-library.md"];

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Guides))]
    public void Every_block_is_compared_with_something(string guide)
    {
        var text = RepositoryFiles.Read(guide);
        var code = Regex.Count(text, "^```(csharp|text)$", RegexOptions.Multiline);
        Assert.True(code > 0);
        Assert.Equal(code, s_block.Count(text));
    }

    [Theory, MemberData(nameof(Guides))]
    public void Shown_code_is_the_code(string guide)
    {
        var shown = s_block.Replace(RepositoryFiles.Read(guide), block => (block.Groups["kind"].Value, block.Groups["what"].Value) switch
        {
            ("file", var path) => RepositoryFiles.Read(path),
            ("lines of", var path) => string.Concat(block.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => LineOf(path, line) + "\n")),
            _ => block.Value,
        });
        if (Environment.GetEnvironmentVariable(RuleTable.UpdateVariable) == "1")
            File.WriteAllText(RepositoryFiles.PathOf(guide), shown);
        Assert.Equal(shown, RepositoryFiles.Read(guide));
    }

    [Theory, MemberData(nameof(Guides))]
    public async Task Programs_have_the_findings_that_the_guide_says(string guide)
    {
        foreach (Match block in s_block.Matches(RepositoryFiles.Read(guide)).Where(block => block.Groups["kind"].Value == "finds"))
        {
            var findings = await AnalyzerHost.BuildAsync(TestProgram.Compile(("Program.cs", block.Value)), new MlReviewAnalyzer());
            var expected = block.Groups["what"].Value == "nothing" ? [] : block.Groups["what"].Value.Split(", ");
            Assert.Equal(expected, findings.Select(finding => finding.Id));
        }
    }

    [Fact]
    public void Every_word_is_explained_at_a_table_as_the_guide_says()
    {
        var explained = string.Concat(Directory.EnumerateFiles(RepositoryFiles.PathOf("analyzers", "Libraries"), "*.cs").Select(File.ReadAllText));
        foreach (var word in LibraryTableTests.Words)
            Assert.True(explained.Contains($"<c>{word}</c> =", StringComparison.Ordinal), $"no table explains the word '{word}' (write <c>{word}</c> = …)");
    }

    [Theory, MemberData(nameof(Pages))]
    public void Relative_links_lead_somewhere(string page)
    {
        foreach (Match link in Regex.Matches(RepositoryFiles.Read(page), @"\]\((?!https?://|#)([^)#\s]+)[^)]*\)"))
            Assert.True(Path.Exists(RepositoryFiles.PathOf("docs", link.Groups[1].Value)), $"{page}: the link to '{link.Groups[1].Value}' is dead");
    }

    /// <summary>The line of a table that begins with the same type and member.</summary>
    private static string LineOf(string path, string line)
    {
        var member = string.Join(' ', line.Split(' ').Take(2)) + " ";
        return RepositoryFiles.Read(path).Split('\n').Select(each => each.Trim()).FirstOrDefault(each => each.StartsWith(member, StringComparison.Ordinal))
            ?? $"no line of {path} begins with '{member}'";
    }
}
