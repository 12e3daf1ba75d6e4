using System.Text;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Rules;

namespace MlReview.Analyzers.Tests.Rules;

/// <summary>The table in <c>rules.md</c>, as the descriptors say it should be.</summary>
internal static class RuleTable
{
    public const string UpdateVariable = "MLREVIEW_UPDATE_DOCS";

    private static readonly string s_head = $"""
        # Rules

        Written from the descriptors in `analyzers/Rules` by the test that compares the two. To refresh it, run that test with
        `{UpdateVariable}=1`. The severity is the default; `off` means that the rule has to be switched on.

        | id | name | title | what it finds | severity | category |
        | --- | --- | --- | --- | --- | --- |

        """;

    /// <summary>Every id that the analyzer reports: the class that holds it, and its descriptor.</summary>
    public static IEnumerable<(string Class, DiagnosticDescriptor Descriptor)> Entries =>
        AllRules.Rules.Select(rule => (rule.GetType().Name, rule.Descriptor))
            .Append((nameof(InternalRuleFailure), InternalRuleFailure.Descriptor))
            .OrderBy(entry => entry.Descriptor.Id, StringComparer.Ordinal);

    public static string Text
    {
        get
        {
            var text = new StringBuilder(s_head.ReplaceLineEndings("\n"));
            foreach (var (name, descriptor) in Entries)
                text.Append(Row(name, descriptor)).Append('\n');
            return text.ToString();
        }
    }

    public static string Row(string name, DiagnosticDescriptor descriptor)
    {
        string[] cells =
        [
            descriptor.Id, name, Cell(descriptor.Title), Cell(descriptor.Description),
            descriptor.IsEnabledByDefault ? descriptor.DefaultSeverity.ToString() : "off", descriptor.Category,
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Cell(LocalizableString text) =>
        text.ToString(System.Globalization.CultureInfo.InvariantCulture).Replace("|", "\\|", StringComparison.Ordinal);
}
