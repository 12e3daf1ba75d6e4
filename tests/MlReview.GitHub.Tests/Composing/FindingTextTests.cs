using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Composing;

namespace MlReview.GitHub.Tests.Composing;

public sealed class FindingTextTests
{
    private const string Blob = "https://github.com/fork/models/blob/0123456789abcdef0123456789abcdef01234567";

    private static string Of(Finding finding, bool isOnLines = true, ReviewedPull? pull = null)
    {
        var result = Pulls.Result(finding);
        return FindingText.Of(PlacedFinding.AllOf(result, pull ?? Pulls.Pull()).Single(), result, pull ?? Pulls.Pull(), isOnLines);
    }

    private static Finding Finding() => Pulls.Finding("src/Train.cs:3", Severity.Critical, "0a1b") with
    {
        Impact = "The score is too good.",
        Fix = "Split first.",
        Evidence =
        [
            new Evidence(Pulls.Absolute("src/My Data/Löad.cs"), new SourceRange(7, 9, 8, 30), "the rows are split here", "var data = Load();"),
            new Evidence("/elsewhere/Lib.cs", new SourceRange(1, 1, 1, 2), "", "Fit(data)"),
        ],
        Repair = new FindingRepair("Fit on 'split.TrainSet'", [new Replacement(Pulls.Absolute("src/Train.cs"), new SourceRange(3, 1, 3, 5), "Line")]),
    };

    [Fact]
    public void It_says_what_is_wrong_what_it_does_how_to_repair_it_and_why_that_is_certain() => Assert.Equal(
        $"""
        <!-- mlreview:finding v=1 id=0a1b -->
        **🔴 Critical · [MLR101](https://github.com/mlreview/mlreview/blob/main/docs/rules/MLR101.md) · Learned before split**

        NormalizeMinMax learned from all of 'data'

        **Impact.** The score is too good.

        **Fix.** Split first.

        ```suggestion
        Line 3;
        ```

        **How it gets there:**

        1. [`src/My Data/Löad.cs:7`]({Blob}/src/My%20Data/L%C3%B6ad.cs#L7-L8) the rows are split here
        2. `../elsewhere/Lib.cs:1` `Fit(data)`
        """,
        Of(Finding()),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void A_repair_of_several_files_is_named()
    {
        var finding = Finding();
        var text = Of(finding with { Repair = finding.Repair! with { Replacements = finding.Repair.Replacements.Add(new Replacement(Pulls.Absolute("src/Other.cs"), new SourceRange(1, 1, 1, 1), "x")) } });
        Assert.DoesNotContain("suggestion", text, StringComparison.Ordinal);
        Assert.Contains("**Fix.** Split first. `mlreview fix --rules MLR101` does it: Fit on 'split.TrainSet'.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fence_in_the_code_does_not_end_the_suggestion()
    {
        var text = Of(Finding() with { Repair = null, Suggestion = new Suggestion(3, 3, ["var s = \"````\";", "```"]) });
        Assert.Contains("\n`````suggestion\nvar s = \"````\";\n```\n`````\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_model_found_is_said_to_be()
    {
        Assert.DoesNotContain("language model", Of(Finding()), StringComparison.Ordinal);
        Assert.Contains("_Found by a language model on these lines, and confirmed by a second question._", Of(Finding() with { Rule = Pulls.Rule with { Id = "LLM-gate" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_than_on_its_lines_it_names_them()
    {
        var text = Of(Finding(), isOnLines: false);
        Assert.Contains($"\nAt [`src/Train.cs:3`]({Blob}/src/Train.cs#L3).\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("suggestion", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_path_of_proof_is_cut()
    {
        var steps = Enumerable.Range(1, 12).Select(i => new Evidence(Pulls.Absolute("a.cs"), new SourceRange(i, 1, i, 2), "step", ""));
        Assert.EndsWith("\n9. and 4 more", Of(Finding() with { Evidence = [.. steps] }), StringComparison.Ordinal);
    }

    /// <summary>Notebooks are shown without lines unless GitHub is asked for their text.</summary>
    [Fact]
    public void A_cell_is_led_to_in_the_text_of_its_notebook()
    {
        var text = Of(Pulls.Finding("a/n.ipynb:40") with { Cell = new NotebookPlace(3, null, new SourceRange(2, 1, 2, 5)) });
        Assert.Contains($"At [`a/n.ipynb cell 3:2`]({Blob}/a/n.ipynb?plain=1#L40).", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Pulls.Head, "https://github.com")]
    [InlineData("a/b/c", Pulls.Head, "https://github.com")]
    [InlineData("fork/models", "main](http://evil.example", "https://github.com")]
    [InlineData("fork/models", Pulls.Head, "file:///etc")]
    public void Where_nothing_can_be_led_to_there_is_no_link(string repository, string head, string server) =>
        Assert.Contains("\nAt `src/Train.cs:3`.\n", Of(Finding(), isOnLines: false, Pulls.Pull() with { HeadRepository = repository, HeadCommit = head, Server = new Uri(server) }), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://github.com/mlreview/mlreview/../../evil/page")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public void A_rule_leads_only_to_a_page_of_ours(string address) =>
        Assert.Contains(" · MLR101 · ", Of(Finding() with { Rule = Pulls.Rule with { HelpUri = address } }), StringComparison.Ordinal);
}
