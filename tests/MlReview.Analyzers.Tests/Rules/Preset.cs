using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Rules;

namespace MlReview.Analyzers.Tests.Rules;

/// <summary>A preset of severities that <c>MlReviewMode</c> chooses, as the descriptors say it should be.</summary>
/// <param name="Mode">The value of <c>MlReviewMode</c>.</param>
/// <param name="Purpose">What the file says about itself.</param>
/// <param name="SeverityOf">The severity of a rule; null where the preset leaves it alone, and with it the suggestions of a rule that warns.</param>
internal sealed record Preset(string Mode, string Purpose, Func<DiagnosticDescriptor, string?> SeverityOf)
{
    private const string Start = "<!-- presets: written by the test that compares them -->\n";
    private const string End = "<!-- /presets -->\n";

    public static readonly IReadOnlyList<Preset> All =
    [
        new("Recommended", "Every rule at its own severity: nothing to set.", _ => null),
        new("Strict", "Every rule is a warning, also those that are suggestions or off by default.", rule => Warns(rule) ? null : "warning"),
        new("Minimal", "Only the rules that are warnings by default.", rule => Warns(rule) ? null : "none"),
        new("None", "No rule speaks.", _ => "none"),
    ];

    public string Path => RepositoryFiles.PathOf("analyzers", "build", "presets", $"mlreview.{Mode.ToLowerInvariant()}.globalconfig");

    public string Text
    {
        get
        {
            var text = new StringBuilder($"""
                # MlReviewMode = {Mode}. {Purpose}
                # Written from the rules' descriptors. Any severity that you set yourself wins: global configs count by level, and this one is low.
                is_global = true
                global_level = -100

                """.ReplaceLineEndings("\n"));
            foreach (var (_, rule) in RuleTable.Entries)
            {
                if (SeverityOf(rule) is { } severity)
                    text.Append(CultureInfo.InvariantCulture, $"\n# {rule.Title}\ndotnet_diagnostic.{rule.Id}.severity = {severity}\n");
            }

            return text.ToString();
        }
    }

    /// <summary>A guide with its table of the rules that the presets move.</summary>
    public static string InGuide(string guide)
    {
        var start = guide.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var end = guide.IndexOf(End, StringComparison.Ordinal);
        return guide[..start] + Table() + guide[end..];
    }

    private static string Table()
    {
        var table = new StringBuilder("| rule | default | Strict | Minimal |\n| --- | --- | --- | --- |\n");
        foreach (var (_, rule) in RuleTable.Entries.Where(entry => !Warns(entry.Descriptor)))
        {
            var severities = All.Where(preset => preset.Mode is "Strict" or "Minimal").Select(preset => preset.SeverityOf(rule));
            table.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}](rules/{rule.Id}.md) {rule.Title} | {(rule.IsEnabledByDefault ? "suggestion" : "off")} | {string.Join(" | ", severities)} |\n");
        }

        return table.ToString();
    }

    private static bool Warns(DiagnosticDescriptor rule) => rule is { IsEnabledByDefault: true, DefaultSeverity: DiagnosticSeverity.Warning };
}
