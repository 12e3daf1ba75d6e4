using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Rules;

namespace MlReview.Analyzers.Tests.Rules;

/// <summary>The tables in <c>rules.md</c>, as the descriptors and the pages say they should be.</summary>
internal static class RuleTable
{
    public const string UpdateVariable = "MLREVIEW_UPDATE_DOCS";

    private static readonly string s_head = $"""
        # Rules

        Written from the descriptors in `analyzers/Rules` and the pages in `docs/rules` by the test that compares them. To refresh it, run
        that test with `{UpdateVariable}=1`.

        **Severity** says how sure a rule is: *Warning* is proven by the flow of the rows; *Info* is worth a look, and appears in the IDE and
        in the reviewer, not in `dotnet build`; *off* has to be switched on. **Finding** says what the defect does to the system if nobody
        repairs it. **Fix** says what a code fix does, or will do.

        """;

    /// <summary>What the defects of a category have in common.</summary>
    private static readonly Dictionary<string, string> s_harm = new()
    {
        [Category.Leakage] = "the score lies",
        [Category.Skew] = "training and serving compute different things",
        [Category.Reproducibility] = "nobody can get the number again",
        [Category.Artifacts] = "nobody knows which model this is",
        [Category.Evaluation] = "the number does not mean what it seems",
        [Category.Tool] = "what the tool says about itself",
    };

    /// <summary>Every id that the analyzer reports: the class that holds it, and its descriptor.</summary>
    public static IEnumerable<(string Class, DiagnosticDescriptor Descriptor)> Entries =>
        AllRules.Rules.Select(rule => (rule.GetType().Name, rule.Descriptor))
            .Append((nameof(InternalRuleFailure), InternalRuleFailure.Descriptor))
            .Append((nameof(InvalidConfiguration), InvalidConfiguration.Descriptor))
            .OrderBy(entry => entry.Descriptor.Id, StringComparer.Ordinal);

    public static string Text
    {
        get
        {
            var text = new StringBuilder(s_head.ReplaceLineEndings("\n"));
            foreach (var category in Entries.GroupBy(entry => entry.Descriptor.Category).OrderBy(category => category.Key == Category.Tool))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n## {category.Key}{(s_harm.TryGetValue(category.Key, out var harm) ? ": " + harm : "")}\n\n");
                text.Append("| id | title | what it finds | severity | finding | fix |\n| --- | --- | --- | --- | --- | --- |\n");
                foreach (var (_, descriptor) in category)
                    text.Append(Row(descriptor)).Append('\n');
            }

            return text.ToString();
        }
    }

    private static string Row(DiagnosticDescriptor descriptor)
    {
        // A rule without page is another test's complaint.
        var page = RulePage.Ids.Contains(descriptor.Id) ? RulePage.Read(descriptor.Id) : null;
        var fix = page?.Fact("Fix") ?? "";
        string[] cells =
        [
            $"[{descriptor.Id}]({RulePage.FileOf(descriptor.Id)})",
            Cell(descriptor.Title),
            Cell(descriptor.Description),
            Words(page?.Fact("Severity"), "off", "Warning", "Info"),
            Words(page?.Fact("Finding"), "Critical", "Major", "Minor"),
            fix.StartsWith("none", StringComparison.Ordinal) ? "" : fix,
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    /// <summary>The words that count in a row of a page, the strongest first, without what is said about them.</summary>
    private static string Words(string? fact, params string[] words) =>
        string.Join(", ", words.Where(word => Regex.IsMatch(fact ?? "", $@"\b{word}\b")));

    private static string Cell(LocalizableString text) =>
        text.ToString(CultureInfo.InvariantCulture).Replace("|", "\\|", StringComparison.Ordinal);
}
